/**
 * Makes the draft of a work from the rows of a story and what their values say. Pure: the same rows, the same draft.
 *
 * What readers see follows the old site: a story that was never approved is hidden, one for members only is for members,
 * and a chapter that waited for approval in a story that did not is hidden by itself. Chapters stand in the order in
 * which the old site showed them; a chapter without a text is a gap that says so.
 */
import { writeStoryHtml } from '../../../document/story-html.ts'
import { findRating } from '../../../intake/recognise/rating.ts'
import { readDate } from '../../../intake/values/index.ts'
import type { Visibility } from '../../../platform/db/visibility.ts'
import type { ChapterDraft, FindingDraft, SourceDraft, WorkDraft } from '../../works/index.ts'
import { countOf, isYes, wholeOf, wordOf } from '../cells.ts'
import type { ChapterValues, StoryValues } from '../values/story-values.ts'
import type { ChapterTexts } from './chapter-text.ts'
import { chapterFindings, finding, LOST, orderFinding, valueRepairs } from './story-findings.ts'
import type { ChapterRow, StoryRows } from './story-rows.ts'

/** What a story's rating said on the old site. */
export interface SiteRating {
  readonly name: string
  readonly bits: number
  readonly text: string | null
}

/** What the ids in a story's rows are here. */
export interface StoryNames {
  readonly siteId: number
  /** Keys of pen names, the main author first; at least one. */
  readonly creators: readonly number[]
  /** The pen name of each chapter's author, in the order of the chapters. */
  readonly chapterAuthors: readonly (number | null)[]
  /** Keys of chapters that are here already, in the same order. */
  readonly chapterIds: readonly (number | null)[]
  /** Null for none, or one that is gone. */
  readonly rating: SiteRating | null
  /** Sentences about ids that nothing has. */
  readonly dangling: readonly string[]
  /** Where nothing says who somebody was; names that may be theirs. */
  readonly unknown: { readonly count: number; readonly likely: readonly string[] } | null
}

export const UNTITLED = 'Untitled'

export function composeStory(rows: StoryRows, values: StoryValues, names: StoryNames, madeFrom: string): WorkDraft {
  const { row } = rows
  const isApproved = isValidated(row)
  const chapters =
    rows.chapters.length === 0
      ? [noChapter()]
      : rows.chapters.map((chapter, i) =>
          chapterDraft(chapter, values.chapters[i] as ChapterValues, names, i, isApproved),
        )
  const rating = names.rating
  const isComplete = row.values.has('completed') ? isYes(row, 'completed') : null
  const posted = readDate(row.values.get('date'))
  return {
    madeFrom,
    title: values.title === '' ? UNTITLED : values.title,
    isTitleKnown: values.title !== '',
    summary: values.summary,
    notesBefore: values.notes,
    notesAfter: null,
    disclaimer: null,
    language: values.language,
    rating: (rating === null ? null : findRating(rating.name)?.value) ?? 'unrated',
    ratingAsGiven: rating?.name ?? null,
    status: isComplete === null ? null : isComplete ? 'complete' : 'in-progress',
    part: null,
    expectedChapters: isComplete === true && rows.chapters.length > 0 ? chapters.length : null,
    words: chapters.reduce((sum, chapter) => sum + (chapter.rescued?.isHidden === true ? 0 : chapter.words), 0),
    postedAt: posted,
    updatedAt: readDate(row.values.get('updated')) ?? posted,
    creators: names.creators.map((penNameId) => ({ penNameId, asWritten: null })),
    tags: [],
    settings: [],
    chapters,
    sources: rows.chapters.flatMap(({ texts }, i) => sourcesOf(texts, i)),
    fields: [],
    findings: findingsOf(rows, values, names),
    rescued: {
      siteId: names.siteId,
      isRoundRobin: isYes(row, 'rr'),
      asksAge: rating !== null && (rating.bits & 2) !== 0,
      notice: noticeOf(rating),
      hits: countOf(row, 'count'),
      visibility: null,
    },
  }
}

/** Approved, or the whole story trusted; a version without the column approved everything. */
function isValidated(row: StoryRows['row']): boolean {
  return !row.values.has('validated') || isYes(row, 'validated')
}

/** Who may see the story, as its old site had it. */
export function visibilityOf({ row }: StoryRows, rating: SiteRating | null): Visibility {
  if (!isValidated(row)) return 'hidden'
  return rating !== null && (rating.bits & 4) !== 0 ? 'members' : 'public'
}

const NOTICE = 'The old site showed a warning before this work.'

function noticeOf(rating: SiteRating | null): string | null {
  if (rating === null) return null
  return rating.text ?? ((rating.bits & 1) === 0 ? null : NOTICE)
}

function chapterDraft(
  { row, texts }: ChapterRow,
  values: ChapterValues,
  names: StoryNames,
  index: number,
  isApproved: boolean,
): ChapterDraft {
  const author = names.chapterAuthors[index] ?? null
  return {
    title: values.title === '' ? null : values.title,
    number: wholeOf(row, 'inorder'),
    ...textOf(texts, values),
    sections: [],
    rescued: {
      chapterId: names.chapterIds[index] ?? null,
      byPenNameId: author === names.creators[0] ? null : author,
      notesBefore: values.notes,
      notesAfter: values.endNotes,
      isHidden: isApproved && !isValidated(row),
      postedAt: null,
    },
  }
}

type ChapterBody = Pick<ChapterDraft, 'sourceSha256' | 'words' | 'html' | 'faithfulHtml'>

function textOf({ text }: ChapterTexts, values: ChapterValues): ChapterBody {
  if (text === null) return gapOf(LOST)
  if (values.text === null) return { ...gapOf(FAULT), sourceSha256: text.sha256 }
  const { html, faithfulHtml, words } = values.text
  return html === ''
    ? { ...gapOf(BLANK), sourceSha256: text.sha256 }
    : { sourceSha256: text.sha256, html, faithfulHtml, words }
}

const BLANK = 'This chapter had no words on the old site.'
const FAULT = 'This text could not be read, which is a fault of this program; the original is kept.'
const NO_CHAPTER = 'This story had no chapters on the old site.'

function gapOf(sentence: string): ChapterBody {
  const html = writeStoryHtml([{ kind: 'gap', id: 'b1', children: [sentence] }])
  return { sourceSha256: null, html, faithfulHtml: null, words: 0 }
}

function noChapter(): ChapterDraft {
  const rescued = {
    chapterId: null,
    byPenNameId: null,
    notesBefore: null,
    notesAfter: null,
    isHidden: false,
    postedAt: null,
  }
  return { title: null, number: null, ...gapOf(NO_CHAPTER), sections: [], rescued }
}

function sourcesOf({ text, others }: ChapterTexts, chapter: number): SourceDraft[] {
  const draft = (found: (typeof others)[number], role: SourceDraft['role']): SourceDraft => ({
    sha256: found.sha256,
    role,
    place: { path: found.path, within: found.within, chapter },
  })
  return [
    ...(text === null ? [] : [draft(text, 'text')]),
    ...others.map((other) => draft(other, other.sha256 === text?.sha256 ? 'duplicate' : 'other-version')),
  ]
}

function findingsOf(rows: StoryRows, values: StoryValues, names: StoryNames): FindingDraft[] {
  const { row, chapters } = rows
  const odd = ['date', 'updated'].filter((column) => isOddDate(row, column))
  return [
    ...valueRepairs(values.repairs, null),
    ...chapters.flatMap((chapter, i) => chapterFindings(chapter, values.chapters[i] as ChapterValues, i)),
    ...(chapters.length === 0 ? [finding({ kind: 'gap', code: 'text', why: NO_CHAPTER })] : []),
    ...orderFinding(chapters.map(({ row: chapter }) => wordOf(chapter, 'inorder'))),
    ...values.faults.map((fault) =>
      finding({
        kind: 'suggestion',
        code: 'odd-value',
        why: `A value could not be read, which is a bug of ours: ${fault.slice(0, 500)}`,
      }),
    ),
    ...names.dangling.map((why) => finding({ kind: 'suggestion', code: 'dangling-id', why })),
    ...odd.map((column) =>
      finding({
        kind: 'suggestion',
        code: 'odd-value',
        field: column,
        before: wordOf(row, column).slice(0, 100),
        why: `The old database says “${wordOf(row, column).slice(0, 100)}” where a date should be.`,
      }),
    ),
    ...(names.unknown === null ? [] : [unknownAuthor(names.unknown)]),
  ]
}

function isOddDate(row: StoryRows['row'], column: string): boolean {
  const word = wordOf(row, column)
  return word !== '' && !/^[0: -]*$/.test(word) && readDate(row.values.get(column)) === null
}

function unknownAuthor({ count, likely }: NonNullable<StoryNames['unknown']>): FindingDraft {
  const who = count === 1 ? 'One of the authors has' : `${count} of the authors have`
  const perhaps =
    likely.length === 0
      ? 'nothing else in the dump names them'
      : `guests of the site whose names no member has: ${likely.map((name) => `“${name}”`).join(', ')}`
  return finding({
    kind: 'suggestion',
    code: 'unknown-author',
    field: 'authors',
    value: likely.length === 1 ? (likely[0] as string) : null,
    why: `${who} no row in the dump any more; ${perhaps}.`,
    confidence: 0.2,
  })
}
