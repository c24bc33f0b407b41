/**
 * Makes the report of a reading, the contract of `inspect --json`, from what the stages found.
 *
 * Here runs and line indexes become lines and columns of the decoded source, and nothing else is decided.
 */
import { type Doubt, suggestionOf as suggestionOfDoubt } from './decode/index.ts'
import { type LineIndex, positionOf } from './position.ts'
import { type Manuscript, sourceLines } from './read/manuscript.ts'
import type {
  BreakFact,
  ChapterFact,
  DateField,
  Field,
  MissingFact,
  OtherField,
  PartFact,
  RepairFact,
  SectionFact,
  SettingField,
  Suggestion,
  WorkFacts,
} from './reading.ts'
import { suggestionOf as suggestionOfCanon } from './recognise/canon/index.ts'
import { type Found, fieldOf, linesOf, spanOfRun } from './recognise/evidence.ts'
import type { Recognised } from './recognise/recognise.ts'
import type { StorySuggestion } from './recognise/story/index.ts'
import type { FoundChapter, FoundSection } from './recognise/structure.ts'
import type { Edit } from './repair/index.ts'
import { sourceSpan } from './run.ts'

export function workFacts(source: LineIndex, manuscript: Manuscript, found: Recognised): WorkFacts {
  const { header, story, canon } = found
  const fields = (list: readonly Found[]): Field[] => list.map((each) => fieldOf(source, each))
  const field = <Value>(each: Found<Value> | null): Field<Value> | null =>
    each === null ? null : fieldOf(source, each)
  return {
    title: field(header.title),
    authors: fields(header.authors),
    summary: field(header.summary),
    disclaimers: fields(header.disclaimers),
    notesBefore: fields([...header.notesBefore, ...story.openingNotes]),
    notesAfter: fields(distinctPlaces([...header.notesAfter, ...story.closingNotes])),
    fandoms: fields(canon.fandoms.map((fandom) => knownFandom(header.fandoms, fandom))),
    relationships: fields(canon.relationships),
    characters: fields(canon.characters),
    rating: field(header.rating),
    warnings: fields(header.warnings),
    setting: canon.setting.map((each): SettingField => ({ ...fieldOf(source, each), place: each.place })),
    language: field(found.language.language),
    status: field(found.status),
    endMarker: field(story.endMarker),
    dates: found.dates.map((date): DateField => ({ ...fieldOf(source, date), kind: date.kind })),
    part: partFact(source, story.part),
    missing: story.missing.map((gap): MissingFact => ({ ...gap, lines: numbersOf(manuscript, gap.lines) })),
    other: [
      ...header.other.map((other): OtherField => ({ ...fieldOf(source, other), key: other.key, label: other.label })),
      ...story.furtherEnds.map((end): OtherField => ({ ...fieldOf(source, end), key: 'endMarker', label: null })),
    ],
  }
}

/** Where no canon file has a better name for a fandom, the header may know what its code means ("VOY"). */
function knownFandom(stated: readonly Found[], fandom: Found): Found {
  const said = stated.find((each) => each.asWritten === fandom.asWritten)
  return said === undefined || fandom.value !== fandom.asWritten ? fandom : { ...fandom, value: said.value }
}

/** Header and story may both know a closing note; the place says that it is one. */
function distinctPlaces(notes: readonly Found[]): Found[] {
  const places = new Set<number>()
  return notes.filter((note) => {
    const at = note.evidence[0]?.pieces[0]?.at
    // What the format states stands nowhere in the text.
    if (at === undefined) return true
    if (places.has(at)) return false
    places.add(at)
    return true
  })
}

function partFact(source: LineIndex, part: Recognised['story']['part']): PartFact | null {
  if (part === null) return null
  const { number, to, total, label, rule, confidence } = part
  const spans = part.evidence.filter((run) => run.pieces.length > 0).map((run) => spanOfRun(source, run))
  return { number, to, total, label, lines: linesOf(spans), rule, confidence }
}

export function chapterFacts(manuscript: Manuscript, chapters: readonly FoundChapter[]): ChapterFact[] {
  return chapters.map((chapter) => ({
    heading: chapter.heading,
    number: chapter.number,
    ...stretchOf(manuscript, chapter),
    rule: chapter.rule,
    confidence: chapter.confidence,
    sections: chapter.sections.map((section) => sectionFact(manuscript, section)),
  }))
}

function sectionFact(manuscript: Manuscript, section: FoundSection): SectionFact {
  return {
    kind: section.kind,
    label: section.label,
    who: section.who,
    date: section.date,
    to: section.to,
    from: section.from,
    person: section.person,
    ...stretchOf(manuscript, section),
    rule: section.rule,
    confidence: section.confidence,
  }
}

export function breakFacts(manuscript: Manuscript, found: Recognised): BreakFact[] {
  return found.story.breaks.map(({ line, marker, kind }) => ({ line: numberOf(manuscript, line), marker, kind }))
}

export function repairFacts(source: LineIndex, edits: readonly Edit[]): RepairFact[] {
  return edits.flatMap(({ at, before, after, codes, begins }) => {
    const code = codes.at(-1)
    if (code === undefined) return []
    const first = begins === undefined ? {} : { begins: positionOf(source, begins) }
    return [{ ...positionOf(source, at[0]), before, after, code, codes, ...first }]
  })
}

/** Everything uncertain, in the order of the source; what names no line comes last. */
export function suggestionsOf(
  source: LineIndex,
  manuscript: Manuscript,
  found: Recognised,
  doubts: readonly Doubt[],
): Suggestion[] {
  const all = [
    ...doubts.map((doubt) => suggestionOfDoubt(source, doubt)),
    ...found.header.suggestions,
    ...found.story.suggestions.map((each) => suggestionOfStory(source, manuscript, each)),
    ...found.canon.suggestions.map((each) => suggestionOfCanon(source, each)),
    ...(found.language.suggestion === null ? [] : [found.language.suggestion]),
  ]
  return all.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0))
}

function suggestionOfStory(source: LineIndex, manuscript: Manuscript, found: StorySuggestion): Suggestion {
  const { code, field, value, before, after, confidence, why } = found
  const place =
    found.run === null || found.run.pieces.length === 0 ? null : positionOf(source, sourceSpan(found.run)[0])
  return {
    code,
    line: place?.line ?? numberOf(manuscript, found.line),
    column: place?.column ?? null,
    field,
    value,
    before,
    after,
    confidence,
    why,
    lines: numbersOf(manuscript, found.lines),
  }
}

function numberOf(manuscript: Manuscript, line: number): number {
  return manuscript.lines[line]?.number ?? 1
}

interface Stretch {
  readonly first: number
  readonly last: number
}

function stretchOf({ lines }: Manuscript, { first, last }: Stretch): ReturnType<typeof sourceLines> {
  const from = lines[first]
  const to = lines[last]
  return from === undefined || to === undefined ? { startLine: 1, endLine: 1 } : sourceLines(from, to)
}

function numbersOf(manuscript: Manuscript, lines: readonly number[]): number[] {
  return [...new Set(lines.map((line) => numberOf(manuscript, line)))].toSorted((a, b) => a - b)
}
