/**
 * Recognises the structure of a story: parts and chapters, sections, breaks, letters, diary entries, end marker and
 * closing words, and what seems to be missing.
 *
 * Pure and in terms of the manuscript's lines. What is marked is stated; what only looks so is a suggestion, and its
 * text stays in the story. Every line keeps one role, so that nothing is lost and nothing is read twice. Each step
 * looks only at lines that no earlier step has claimed; their order is that of `recogniseStory`.
 */
import type { StatedPart } from '../../formats/opened-format.ts'
import type { Manuscript } from '../../read/manuscript.ts'
import { EMPTY_RUN, type Run } from '../../run.ts'
import type { Found } from '../evidence.ts'
import type { FoundBreak, FoundChapter, LineRole, Structure } from '../structure.ts'
import { type Body, readBody } from './body.ts'
import { type Closing, findClosing, findOpeningNotes, type Region } from './closing.ts'
import type { Ending } from './end-marker.ts'
import { findBreaks, type MarkedLine } from './find-breaks.ts'
import { findDates } from './find-dates.ts'
import { type FoundHeading, findHeadings, type Headings } from './find-headings.ts'
import { type FoundLabel, findNameLabels, findStatedLabels } from './find-labels.ts'
import { type DoubtfulLetter, type FoundLetter, findLetters } from './find-letters.ts'
import { findFurniture } from './furniture.ts'
import { findHeadingLabels } from './heading-labels.ts'
import { foundAt, suggestNote, takeNote } from './notes.ts'
import { parseHeading } from './parse-heading.ts'
import { type FoundMissing, type FoundPart, findMissing, findPart, type PartHint } from './part.ts'
import { guessLanguage } from './person.ts'
import { findPostedParts } from './posted-parts.ts'
import { openRoles, type Roles } from './roles.ts'
import { makeSections, type SectionHelp } from './sections.ts'
import type { StorySuggestion } from './story-suggestion.ts'
import { cutStretches, type Landmarks } from './stretches.ts'
import { suggestAll } from './suggest-all.ts'
import { voiceOf } from './voice.ts'

/** What is known before the story is looked at. */
export interface Known {
  /** Lines that the header took, by index; `field`, `note` and `furniture` stay what they are. */
  readonly roles: ReadonlyMap<number, LineRole>
  readonly partHints?: readonly PartHint[]
  /** The canonical name, if a canon knows it. */
  readonly characters?: (name: string) => string | null
  readonly title?: string | null
  /** Who tells the story, when the header says so. */
  readonly narrator?: string | null
  /** Whose point of view a label of the header says it takes. */
  readonly pointOfView?: string | null
  /** The lines that are headings of chapters, where the format of the source says so. */
  readonly chapters?: ReadonlyMap<number, KnownChapter> | null
  /** Which part of something longer the source's format says it is. */
  readonly part?: StatedPart | null
  /** BCP 47; guessed from the commonest words when it is not given. */
  readonly language?: string | null
}

export interface KnownChapter {
  readonly number: number | null
}

export interface StoryStructure extends Structure {
  readonly part: FoundPart | null
  readonly missing: readonly FoundMissing[]
  readonly endMarker: Found | null
  /** Ends of earlier chapters, and what else was said beside the last one. */
  readonly furtherEnds: readonly Found[]
  /** What the end marker says: the end, the end of this part, or that it goes on. */
  readonly ending: Ending | null
  /** Notes below the headings of chapters, and closing words to readers. */
  readonly openingNotes: readonly Found[]
  readonly closingNotes: readonly Found[]
  readonly suggestions: readonly StorySuggestion[]
}

export function recogniseStory(manuscript: Manuscript, known: Known): StoryStructure {
  const body = readBody(manuscript, known.roles)
  const roles = openRoles(body, known.roles)
  const canonical = known.characters ?? ((): null => null)
  for (const line of findFurniture(body, (index) => !roles.isFree(index))) roles.set(line, 'furniture')
  const marks = findBreaks(body).filter((mark) => roles.isFree(mark.line))
  for (const mark of marks) roles.set(mark.line, 'break')
  const certain = known.chapters ?? null
  const headed =
    certain === null
      ? findHeadings(body, {
          title: known.title ?? null,
          isOther: (index) => !roles.isFree(index),
          isName: (text) => canonical(text) !== null,
        })
      : knownHeadings(body, certain)
  const posted = certain === null ? findPostedParts(body, known.partHints ?? [], headed) : null
  const headings = posted?.headings ?? headed
  claimHeadings(headings, roles)
  claimUnderlines(marks, roles)

  const language = known.language?.split('-', 1)[0] ?? guessLanguage(storyTexts(body, roles))
  const voices = manuscript.paragraphs.map((paragraph) => voiceOf(paragraph.run.text, language))
  const regions = regionsOf(body, headings.found, roles)
  const ends = regions.map((region) => claimNotes(body, region, roles))
  const isHeading = (index: number): boolean => roles.of[index] === 'chapter-heading'
  const stated = findStatedLabels(body, { isFree: roles.isFree, isHeading, canonical })
  for (const label of stated) roles.set(label.line, 'pov-label')
  const dates = findDates(body, roles.isFree, isHeading)
  for (const date of dates.found) roles.set(date.line, date.isSalutation ? 'salutation' : 'date')
  const { letters, doubtful } = claimLetters(body, regions, roles, voices, language)
  const named = findNameLabels(body, { isFree: freeOutside(letters, roles), isHeading, canonical }, stated)
  for (const label of named) roles.set(label.line, 'pov-label')

  const landmarks: Landmarks = {
    labels: byLine<FoundLabel>([...stated, ...named]),
    dates: byLine(dates.found),
    letters: new Map(letters.map((letter) => [letter.first, letter])),
    isBreak: (index) => roles.of[index] === 'break',
    isStory: (index) => STORY_ROLES.has(roles.of[index] ?? 'blank'),
  }
  const breaks = settleBreaks(body, regions, marks, roles)
  const { narrator = null, pointOfView = null } = known
  const help: SectionHelp = { voices, language, narrator, pointOfView, canonical }
  const inHeadings = findHeadingLabels(body, headings.found, { canonical, others: [...stated, ...named] })
  const made = regions.map((region) => {
    const label = inHeadings.get(region.heading?.line ?? -1) ?? null
    return makeSections(body, cutStretches(body, region, landmarks, label), help)
  })
  const chapters = regions.flatMap((region, i) =>
    chapterOf(region, made[i]?.sections ?? [], (index) => leadsTo(roles, index)),
  )
  const closings = ends.map((end) => end.closing)
  const last = closings.findLast((closing) => closing.marker !== null)?.marker ?? null
  const opensWith = regions[0]?.heading ?? null
  const runOf = (line: number): Run => body.lines[line]?.run ?? EMPTY_RUN
  const found = posted === null && certain === null ? findPart(headings, known.partHints ?? [], opensWith, runOf) : null
  const part = known.part === null || known.part === undefined ? found : partOfFormat(known.part)
  return {
    roles: roles.of,
    chapters,
    breaks,
    part,
    missing: [
      ...findMissing(part, posted?.range ?? null, headings.found, last?.ending === 'continued' ? last.line : null),
      ...missingStory(roles),
    ],
    endMarker: last === null ? null : foundAt(body, last.line, 'end-marker', last.confidence),
    furtherEnds: closings.flatMap((closing) =>
      closing.markerLines
        .filter((line) => line !== last?.line)
        .map((line) => foundAt(body, line, 'end-marker', FURTHER_END)),
    ),
    ending: last?.ending ?? null,
    openingNotes: ends.flatMap((end) => end.opening),
    closingNotes: ends.flatMap((end) => end.notes),
    suggestions: suggestAll(body, roles, {
      chapters,
      letters,
      doubtful,
      headerDates: dates.header,
      suspected: made.flatMap((each) => each.suspected),
      notes: ends.flatMap((end) => end.doubtful),
      language,
    }),
  }
}

const FURTHER_END = 0.85

function partOfFormat({ number, total, label }: StatedPart): FoundPart {
  return { number, to: null, total, label, lines: [], evidence: [], rule: 'format-part', confidence: 1 }
}

/** A header was saved or sent alone, or what stood below it is lost. */
function missingStory(roles: Roles): FoundMissing[] {
  if (roles.of.some((role) => STORY_ROLES.has(role))) return []
  return [{ code: 'text', number: null, why: 'This file says what a story is, and holds none of its text.', lines: [] }]
}

/** The headings that the format of the source says are some. */
function knownHeadings(body: Body, chapters: ReadonlyMap<number, KnownChapter>): Headings {
  const found = [...chapters].map(([line, { number }]): FoundHeading => {
    const text = body.lines[line]?.text ?? ''
    const parsed = parseHeading(text) ?? {
      form: 'word',
      level: null,
      isStrong: true,
      number,
      to: null,
      total: null,
      title: text,
      label: text,
      heading: text,
      isDecorated: false,
    }
    return { parsed: { ...parsed, number }, line, lastLine: line, text, rule: 'format-chapter', confidence: 1 }
  })
  return { found, contents: [], whole: null }
}

const STORY_ROLES: ReadonlySet<LineRole> = new Set(['story', 'salutation', 'signature'])

interface ChapterRegion extends Region {
  readonly heading: FoundHeading | null
}

function claimHeadings(headings: Headings, roles: Roles): void {
  for (const heading of headings.found) roles.setAll(heading.line, heading.lastLine, 'chapter-heading')
  if (headings.whole !== null) roles.setAll(headings.whole.line, headings.whole.lastLine, 'field')
  for (const line of headings.contents) roles.set(line, 'furniture')
}

/** A line drawn below a heading or a line of the header belongs to it. */
function claimUnderlines(marks: readonly MarkedLine[], roles: Roles): void {
  for (const mark of marks) {
    const above = roles.of[mark.line - 1]
    if (mark.isUnderline && (above === 'chapter-heading' || above === 'field')) roles.set(mark.line, above)
  }
}

function* storyTexts(body: Body, roles: Roles): Generator<string> {
  for (const paragraph of body.manuscript.paragraphs) if (roles.isFree(paragraph.first)) yield paragraph.run.text
}

/**
 * The lines of each chapter, its heading left out. Text before the first heading is a chapter of its own when there is
 * enough of it; a motto belongs to the chapter below.
 */
function regionsOf(body: Body, headings: readonly FoundHeading[], roles: Roles): ChapterRegion[] {
  const end = body.lines.length - 1
  const starts = headings.map((heading, i) => ({
    heading,
    first: heading.lastLine + 1,
    last: (headings[i + 1]?.line ?? end + 1) - 1,
  }))
  const first = headings[0]
  if (first === undefined) return [{ heading: null, first: 0, last: end }]
  const before = body.lines.slice(0, first.line).filter((line) => roles.isFree(line.index))
  if (before.length === 0) return starts
  const letters = before.reduce((sum, line) => sum + line.text.length, 0)
  const opening = starts[0]
  if (letters < SHORT_MOTTO && opening !== undefined)
    return [{ ...opening, first: before[0]?.index ?? 0 }, ...starts.slice(1)]
  return [{ heading: null, first: 0, last: first.line - 1 }, ...starts]
}

/** Characters of text before the first heading that make no chapter. */
const SHORT_MOTTO = 400

interface Ends {
  readonly closing: Closing
  readonly opening: readonly Found[]
  readonly notes: readonly Found[]
  readonly doubtful: readonly StorySuggestion[]
}

function claimNotes(body: Body, region: ChapterRegion, roles: Roles): Ends {
  const isBreak = (index: number): boolean => roles.of[index] === 'break'
  const opening =
    region.heading === null
      ? []
      : findOpeningNotes(body, region, roles.isFree).map((note) => takeNote(body, roles, note))
  const closing = findClosing(body, region, roles.isFree, isBreak)
  for (const line of closing.markerLines) roles.set(line, 'end-marker')
  const doubtful = closing.notes.filter((note) => !note.isCertain).map((note) => suggestNote(body, roles, note))
  const notes = closing.notes.filter((note) => note.isCertain).map((note) => takeNote(body, roles, note))
  return { closing, opening, notes, doubtful }
}

function claimLetters(
  body: Body,
  regions: readonly Region[],
  roles: Roles,
  voices: SectionHelp['voices'],
  language: string | null,
): { letters: FoundLetter[]; doubtful: DoubtfulLetter[] } {
  const letters: FoundLetter[] = []
  const doubtful: DoubtfulLetter[] = []
  const isLimit = (index: number): boolean => !roles.isFree(index) && roles.of[index] !== 'blank'
  for (const region of regions) {
    const found = findLetters(body, region, { voices, language, isLimit })
    for (const letter of found.letters) letters.push(letter)
    for (const letter of found.doubtful) doubtful.push(letter)
  }
  for (const letter of letters) {
    for (const line of letter.salutationLines) roles.set(line, 'salutation')
    for (const line of letter.signatureLines) roles.set(line, 'signature')
  }
  return { letters, doubtful }
}

function freeOutside(letters: readonly FoundLetter[], roles: Roles): (index: number) => boolean {
  const inside = new Set<number>()
  for (const letter of letters) for (let i = letter.first; i <= letter.last; i++) inside.add(i)
  return (index) => roles.isFree(index) && !inside.has(index)
}

function byLine<Item extends { readonly line: number }>(items: readonly Item[]): Map<number, Item> {
  return new Map(items.map((item) => [item.line, item]))
}

/**
 * A marked line is a break when story stands on both sides of it in its chapter. Others decorate what they stand
 * beside, and take its role: the heading, the header, the end marker.
 */
function settleBreaks(
  body: Body,
  regions: readonly ChapterRegion[],
  marks: readonly MarkedLine[],
  roles: Roles,
): FoundBreak[] {
  const breaks: FoundBreak[] = []
  let m = 0
  for (const region of regions) {
    let [first, last] = [region.last + 1, region.first - 1]
    for (let i = region.first; i <= region.last; i++) {
      if (!STORY_ROLES.has(roles.of[i] ?? 'blank')) continue
      first = Math.min(first, i)
      last = i
    }
    for (; (marks[m]?.line ?? body.lines.length) <= region.last; m++) {
      const mark = marks[m] as MarkedLine
      if (roles.of[mark.line] !== 'break') continue
      const { line, marker, kind } = mark
      if (line > first && line < last) breaks.push({ line, marker, kind })
      else if (line <= first) roles.set(line, region.heading === null ? 'field' : 'chapter-heading')
      else roles.set(line, 'end-marker')
    }
  }
  return breaks
}

/** Labels and dates lead to the story below them, whatever else stands between. */
function leadsTo(roles: Roles, index: number): 'label' | 'other' | null {
  const role = roles.of[index] ?? 'field'
  if (role === 'pov-label' || role === 'date') return 'label'
  return STORY_ROLES.has(role) ? null : 'other'
}

/** From the heading, or from the labels and dates above the first section, to the last line. */
function chapterOf(
  region: ChapterRegion,
  sections: FoundChapter['sections'],
  lead: (index: number) => 'label' | 'other' | null,
): FoundChapter[] {
  const { heading } = region
  const opening = sections[0]
  if (heading === null && opening === undefined) return []
  const last = Math.max(sections.at(-1)?.last ?? Math.min(region.first, region.last), heading?.lastLine ?? 0)
  let above = opening?.first ?? heading?.line ?? region.first
  for (let i = above - 1; i >= region.first && lead(i) !== null; i--) if (lead(i) === 'label') above = i
  return [
    {
      heading: heading?.text ?? null,
      number: heading?.parsed.number ?? null,
      first: Math.min(heading?.line ?? above, above),
      last,
      rule: heading?.rule ?? 'no-heading',
      confidence: heading?.confidence ?? 0.9,
      sections,
    },
  ]
}
