/**
 * Puts a newer dump's story over what stands here, without undoing what people did here since.
 *
 * A fact that the dump did not change stays as it stands; one that both changed stays, and is a conflict. A text that
 * somebody edited here stays, whatever the dump has. Chapters that the dump no longer has stay where they were. The
 * rating is left to the mapping, which knows whether somebody chose it here.
 */
import type { Visibility } from '../../../platform/db/visibility.ts'
import type { ChapterDraft, FindingDraft, WorkDraft } from '../../works/index.ts'
import type { KnownRow, Written } from '../books/records-store.ts'
import { settle } from '../books/settle.ts'
import type { StandingChapter, StandingWork } from './standing-store.ts'
import { finding } from './story-findings.ts'

export interface Before {
  readonly work: StandingWork
  readonly written: Written | null
  readonly chapters: readonly StandingChapter[]
  /** What was written of each chapter row, by the key that the chapter has here. */
  readonly writtenChapters: ReadonlyMap<number, KnownRow>
}

/** What a newer dump may change of a work. `visibility` is what the old site's rules make of it. */
export function workWritten(draft: WorkDraft, visibility: Visibility): Written {
  return {
    title: draft.title,
    summary: draft.summary,
    notes_before: draft.notesBefore,
    status: draft.status,
    posted_at: draft.postedAt,
    updated_at: draft.updatedAt,
    visibility,
  }
}

export function chapterWritten(draft: ChapterDraft): Written {
  return {
    title: draft.title,
    number: draft.number,
    notes_before: draft.rescued?.notesBefore ?? null,
    notes_after: draft.rescued?.notesAfter ?? null,
    is_hidden: draft.rescued?.isHidden ?? false,
    text: draft.sourceSha256,
  }
}

export interface KeptWork {
  readonly draft: WorkDraft
  /** Where each chapter of the dump stands now: chapters that it no longer has may stand between. */
  readonly positions: readonly number[]
}

export function keepChanges(draft: WorkDraft, visibility: Visibility, before: Before): KeptWork {
  const { work } = before
  const standing: Written = {
    title: work.title,
    summary: work.summary,
    notes_before: work.notesBefore,
    status: work.status,
    posted_at: work.postedAt,
    updated_at: work.updatedAt,
    visibility: work.visibility,
  }
  const { apply, conflicts } = settle(before.written, standing, workWritten(draft, visibility))
  const kept = draft.chapters.map((chapter) => keepChapter(chapter, before))
  const chapters = withVanished(
    kept.map((each) => each.chapter),
    before,
  )
  const places = new Map(chapters.map((chapter, i) => [chapter, i]))
  const positions = kept.map(({ chapter }) => places.get(chapter) as number)
  const isNew = <Name extends keyof WorkDraft, Kept>(
    column: string,
    name: Name,
    stands: Kept,
  ): WorkDraft[Name] | Kept => (apply.has(column) ? draft[name] : stands)
  const merged: WorkDraft = {
    ...draft,
    title: isNew('title', 'title', work.title),
    isTitleKnown: isNew('title', 'isTitleKnown', work.isTitleKnown),
    summary: isNew('summary', 'summary', work.summary),
    notesBefore: isNew('notes_before', 'notesBefore', work.notesBefore),
    status: isNew('status', 'status', work.status),
    postedAt: isNew('posted_at', 'postedAt', work.postedAt),
    updatedAt: isNew('updated_at', 'updatedAt', work.updatedAt),
    language: draft.language ?? work.language,
    rating: work.rating,
    words: chapters.reduce((sum, chapter) => sum + (chapter.rescued?.isHidden === true ? 0 : chapter.words), 0),
    chapters,
    sources: draft.sources.map((source) => movedSource(source, positions)),
    findings: [
      ...draft.findings.map((each) => movedFinding(each, positions)),
      ...conflicts.map((column) => conflict(WORK_WORDS[column] ?? column, null)),
      ...kept.flatMap(({ chapter, conflicts: names }) =>
        names.map((name) => conflict(CHAPTER_WORDS[name] ?? name, places.get(chapter) ?? null)),
      ),
    ],
    ...(draft.rescued !== undefined && {
      rescued: { ...draft.rescued, visibility: apply.has('visibility') ? visibility : null },
    }),
  }
  return { draft: merged, positions }
}

const WORK_WORDS: Readonly<Record<string, string>> = {
  notes_before: 'notes',
  posted_at: 'date of posting',
  updated_at: 'date of the last change',
  visibility: 'question of who may see it',
}
const CHAPTER_WORDS: Readonly<Record<string, string>> = {
  title: 'chapter’s title',
  number: 'chapter’s number',
  notes_before: 'chapter’s notes',
  notes_after: 'chapter’s closing notes',
  is_hidden: 'question whether the chapter is hidden',
  text: 'chapter’s text',
}

interface KeptChapter {
  readonly chapter: ChapterDraft
  readonly conflicts: readonly string[]
}

function keepChapter(draft: ChapterDraft, { chapters, writtenChapters }: Before): KeptChapter {
  const standing = chapters.find(({ id }) => id === draft.rescued?.chapterId)
  if (standing === undefined || draft.rescued === undefined) return { chapter: draft, conflicts: [] }
  const written = writtenChapters.get(standing.id)?.written ?? null
  const isEdited = standing.reason !== 'faithful' && standing.reason !== 'repaired'
  const now: Written = {
    title: standing.title,
    number: standing.number,
    notes_before: standing.notesBefore,
    notes_after: standing.notesAfter,
    is_hidden: standing.isHidden,
    text: isEdited ? EDITED : standing.sourceSha256,
  }
  const { apply, conflicts } = settle(written, now, chapterWritten(draft))
  // Not edited: the same bytes may read better today.
  const keepsText = isEdited && !apply.has('text')
  const chapter: ChapterDraft = {
    ...draft,
    title: apply.has('title') ? draft.title : standing.title,
    number: apply.has('number') ? draft.number : standing.number,
    ...(keepsText && textOf(standing)),
    rescued: {
      ...draft.rescued,
      notesBefore: apply.has('notes_before') ? draft.rescued.notesBefore : standing.notesBefore,
      notesAfter: apply.has('notes_after') ? draft.rescued.notesAfter : standing.notesAfter,
      isHidden: apply.has('is_hidden') ? draft.rescued.isHidden : standing.isHidden,
    },
  }
  return { chapter, conflicts }
}

/** Stands for the text of a chapter that somebody edited; no source has this name. */
const EDITED = 'edited here'

function textOf(standing: StandingChapter): Pick<ChapterDraft, 'html' | 'faithfulHtml' | 'words' | 'sourceSha256'> {
  return {
    html: standing.html,
    faithfulHtml: null,
    words: standing.words,
    sourceSha256: standing.sourceSha256,
  }
}

/** Chapters that stand here and are in no row of the newer dump keep their place. */
function withVanished(chapters: readonly ChapterDraft[], before: Before): readonly ChapterDraft[] {
  const now = new Set(chapters.map(({ rescued }) => rescued?.chapterId))
  // A work that had no chapters has one that says so; it goes as soon as there are some.
  const isPlaceholder = (id: number): boolean => !before.writtenChapters.has(id) && before.chapters.length === 1
  const result = [...chapters]
  for (const [position, standing] of before.chapters.entries()) {
    if (now.has(standing.id) || isPlaceholder(standing.id)) continue
    result.splice(Math.min(position, result.length), 0, {
      title: standing.title,
      number: standing.number,
      ...textOf(standing),
      sections: [],
      rescued: {
        chapterId: standing.id,
        byPenNameId: standing.byPenNameId,
        notesBefore: standing.notesBefore,
        notesAfter: standing.notesAfter,
        isHidden: standing.isHidden,
        postedAt: standing.postedAt,
      },
    })
  }
  return result
}

function movedSource(source: WorkDraft['sources'][number], positions: readonly number[]): WorkDraft['sources'][number] {
  const { place } = source
  if (place === undefined || place.chapter === null) return source
  return { ...source, place: { ...place, chapter: positions[place.chapter] ?? null } }
}

function movedFinding(each: FindingDraft, positions: readonly number[]): FindingDraft {
  return each.chapter === null ? each : { ...each, chapter: positions[each.chapter] ?? null }
}

function conflict(what: string, chapter: number | null): FindingDraft {
  return finding({
    kind: 'conflict',
    code: 'changed-here',
    chapter,
    why: `A newer dump of the old site changes the ${what}, and so did somebody here. What stands here was kept.`,
  })
}
