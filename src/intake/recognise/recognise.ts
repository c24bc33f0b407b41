/**
 * Recognises what a manuscript says of itself: header, language, canon, structure, and what follows from all of them.
 *
 * The header comes first, because its lines are no story. Canon files are asked twice: before the structure, because
 * they know which short line is somebody's name, and after it, because labels and headings are statements too.
 */
import type { Canon } from '../canon/index.ts'
import type { StatedFact, StatedPart } from '../formats/opened-format.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { Status } from '../reading.ts'
import type { Run } from '../run.ts'
import {
  type CanonFacts,
  canonicalPerson,
  episodeTitlesIn,
  recogniseCanon,
  roleOfLabel,
  type Statement,
  type StatementRole,
  statementOf,
  statementsOf,
} from './canon/index.ts'
import { datesOfDiary } from './diary-dates.ts'
import type { Found } from './evidence.ts'
import { type FoundDate, type Header, recogniseHeader } from './header/index.ts'
import { type FoundLanguage, recogniseLanguage } from './language.ts'
import { tellerInLabel, tellersIn } from './narrator.ts'
import { type RealName, withPenNamesAlone } from './real-names.ts'
import { withStated } from './stated.ts'
import { findPromise, statusFrom } from './status.ts'
import { type KnownChapter, type PartHint, recogniseStory, type StoryStructure } from './story/index.ts'

export interface Recognised {
  readonly header: Header
  readonly story: StoryStructure
  readonly canon: CanonFacts
  readonly language: FoundLanguage
  readonly status: Found<Status> | null
  readonly dates: readonly FoundDate[]
  /** What authors are called besides the pen names that they sign with. */
  readonly realNames: readonly RealName[]
}

/** What the format of a source says of it besides its text. */
export interface StatedByFormat {
  readonly facts: readonly StatedFact[]
  /** The lines that are headings of chapters, by index; null where the format does not say. */
  readonly chapters: ReadonlyMap<number, KnownChapter> | null
  /** Which part of something longer it says it is. */
  readonly part: StatedPart | null
}

const NOTHING_STATED: StatedByFormat = { facts: [], chapters: null, part: null }

export async function recognise(
  manuscript: Manuscript,
  canons: readonly Canon[],
  { facts, chapters, part }: StatedByFormat = NOTHING_STATED,
): Promise<Recognised> {
  const read = withoutChapters(withEpisodeTitles(recogniseHeader(manuscript), canons), chapters, manuscript)
  const { header, realNames } = withPenNamesAlone(withStated(read, facts), canons, manuscript)
  const unclaimed = manuscript.paragraphs.filter((paragraph) => !header.roles.has(paragraph.first))
  const language = await recogniseLanguage(joinedText(unclaimed.map((paragraph) => paragraph.run)), {
    label: header.language,
    labels: header.labelLanguage,
    html: manuscript.hints.language,
  })
  const stated = headerStatements(header)
  const before = recogniseCanon({ canons, statements: stated, story: unclaimed.map((paragraph) => paragraph.run) })
  const story = recogniseStory(manuscript, {
    roles: header.roles,
    partHints: partHintsOf(header, manuscript),
    characters: (name) => canonicalPerson(before.canons, name),
    title: header.title?.value ?? null,
    ...narratorsOf(header, stated, before),
    language: language.language?.value ?? null,
    chapters,
    part,
  })
  const further = statementsOfStory(story, manuscript)
  const canon =
    further.length === 0
      ? before
      : recogniseCanon({ canons, statements: [...stated, ...further], story: storyRuns(manuscript, story) })
  return {
    header,
    story,
    canon,
    language,
    status: statusFrom({
      label: header.status,
      endMarker: story.endMarker,
      remark: header.unfinishedRemark ?? promiseOf(header, story, manuscript),
    }),
    realNames,
    dates: [...header.dates, ...datesOfDiary(header, story, manuscript)],
  }
}

/** A line that is the heading of a chapter is no title, whatever it looks like. */
function withoutChapters(header: Header, chapters: StatedByFormat['chapters'], manuscript: Manuscript): Header {
  if (chapters === null) return header
  const roles = new Map([...header.roles].filter(([line]) => !chapters.has(line)))
  const starts = new Set([...chapters.keys()].map((line) => manuscript.lines[line]?.run.pieces[0]?.at))
  const isHeading = header.title?.evidence.some((run) => starts.has(run.pieces[0]?.at)) ?? false
  return { ...header, roles, title: isHeading ? null : header.title, partHints: [] }
}

/** What is promised behind the last chapter; words below an earlier one were kept long ago. */
function promiseOf(header: Header, story: StoryStructure, manuscript: Manuscript): Found<Status> | null {
  const last = manuscript.lines[story.chapters.at(-1)?.first ?? 0]?.run.pieces[0]?.at ?? 0
  for (const note of [...header.notesAfter, ...story.closingNotes]) {
    for (const run of note.evidence) {
      const promise = (run.pieces[0]?.at ?? -1) < last ? null : findPromise(run)
      if (promise !== null) return promise
    }
  }
  return null
}

/** A number that belongs to the title of an episode is no part number: "Missing scene: Becoming, Part 2". */
function withEpisodeTitles(header: Header, canons: readonly Canon[]): Header {
  const { title } = header
  if (title === null || title.value === title.asWritten) return header
  const ranges = episodeTitlesIn(title.asWritten, canons)
  const end = title.asWritten.trimEnd().length
  const isOfEpisode = ranges.some((range) => range.from < end && range.to >= end - 1 && range.to > title.value.length)
  if (!isOfEpisode) return header
  const value = title.asWritten.trim()
  return {
    ...header,
    title: { ...title, value },
    partHints: header.partHints.filter((hint) => hint.rule !== 'part-in-title'),
  }
}

const HINT_PLACES: Readonly<Record<string, PartHint['from']>> = {
  'part-label': 'label',
  'part-line': 'label',
  'part-in-title': 'title',
  'part-in-subject': 'subject',
}

function partHintsOf(header: Header, manuscript: Manuscript): PartHint[] {
  return header.partHints.flatMap((hint) => {
    const [run] = hint.evidence
    if (run === undefined) return []
    const line = manuscript.lines.findIndex((each) => isWithin(run, each.run))
    return [{ run: { ...run, text: hint.asWritten }, line, from: HINT_PLACES[hint.rule] ?? 'page-title' }]
  })
}

function isWithin(inner: Run, outer: Run): boolean {
  const [first] = inner.pieces
  const start = outer.pieces[0]?.at
  const end = outer.pieces.at(-1)?.until
  return first !== undefined && start !== undefined && end !== undefined && first.at >= start && first.at < end
}

/** Who tells it all, in the words of a label or of a sentence, by canonical name where a canon knows it. */
function narratorsOf(
  header: Header,
  stated: readonly Statement[],
  { canons, narrator }: CanonFacts,
): { narrator: string | null; pointOfView: string | null } {
  const label = header.other.find((other) => other.key === 'pov')
  const labelled = label === undefined ? null : tellerInLabel(label.value)
  const told = new Set(stated.filter(({ role }) => TELLING.has(role)).flatMap(({ run }) => tellersIn(run.text)))
  const only = told.size === 1 ? ([...told][0] ?? null) : null
  const named = (name: string | null): string | null => (name === null ? null : (canonicalPerson(canons, name) ?? name))
  return { narrator: narrator ?? named(labelled ?? only), pointOfView: named(labelled) }
}

const TELLING: ReadonlySet<StatementRole> = new Set(['title', 'summary', 'notes'])

/** What stands outside the story's own sentences and may name a fandom, people or a time. */
function headerStatements(header: Header): Statement[] {
  const lists: [StatementRole, readonly Found<unknown>[]][] = [
    ['fandom', header.fandoms],
    ['pairing', header.relationships],
    ['characters', header.characters],
  ]
  const facts: [StatementRole, readonly Found<unknown>[]][] = [
    ['setting', header.setting],
    ['title', header.title === null ? [] : [header.title]],
    ['summary', header.summary === null ? [] : [header.summary]],
    ['notes', [...header.notesBefore, ...header.notesAfter]],
    ['disclaimer', header.disclaimers],
  ]
  // "Pairing: none" names nobody.
  const labelled = header.other.flatMap((other): Statement[] => {
    const role = other.value === '' ? null : roleOfLabel(other.key)
    return role === null ? [] : [statementOf(role, other)]
  })
  return [
    ...lists.flatMap(([role, found]) => found.flatMap((each) => statementsOf(role, each))),
    ...facts.flatMap(([role, found]) => found.map((each) => statementOf(role, each))),
    ...labelled,
  ]
}

function statementsOfStory(story: StoryStructure, manuscript: Manuscript): Statement[] {
  const labels = story.roles.flatMap((role, i): Statement[] => {
    const run = manuscript.lines[i]?.run
    if (run === undefined) return []
    if (role === 'pov-label') return [{ role: 'pov', run }]
    return role === 'chapter-heading' ? [{ role: 'heading', run }] : []
  })
  const notes = [...story.openingNotes, ...story.closingNotes].map((note) => statementOf('notes', note))
  return [...labels, ...notes]
}

function storyRuns(manuscript: Manuscript, story: StoryStructure): Run[] {
  return manuscript.paragraphs
    .filter((paragraph) => story.roles[paragraph.first] === 'story')
    .map((paragraph) => paragraph.run)
}

/** No more than the language is told by. */
const SAMPLE_UNITS = 200_000

function joinedText(runs: readonly Run[]): string {
  const parts: string[] = []
  let length = 0
  for (const run of runs) {
    parts.push(run.text)
    length += run.text.length
    if (length > SAMPLE_UNITS) break
  }
  return parts.join('\n')
}
