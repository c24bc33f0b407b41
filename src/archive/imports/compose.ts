/**
 * Makes the draft of a work from the readings of its sources.
 *
 * For each fact one candidate is chosen and all are kept: the first source in reading order that states it. People,
 * characters and relationships are gathered from all that give the text; what an other version says of them counts
 * only where those say nothing, or a pen name that was taken out of a story would come back. Pure: same readings, same
 * draft.
 */
import { createHash } from 'node:crypto'
import type { AssembledWork } from '../../intake/assemble/index.ts'
import { hideSaid } from '../../intake/private/index.ts'
import type { Field, WorkFacts } from '../../intake/reading.ts'
import { dateKey } from '../../kernel/date-key.ts'
import { foldKey } from '../../kernel/text.ts'
import type { ChapterDraft, CreatorDraft, FieldDraft, TagDraft, WorkDraft } from '../works/index.ts'
import { type SortedNotes, sortNotes } from './chapter-notes.ts'
import { findingsOf } from './compose-findings.ts'
import type { ComposedSource } from './composed-source.ts'
import { withoutPrivate } from './hide-private.ts'

/** What a work is called when nothing names it and its file has no name either. */
const UNTITLED = 'Untitled'
const UNKNOWN: CreatorDraft = { name: 'Unknown', asWritten: null, isClaimable: false }

/** `version` names intake and canons: with either changed the draft counts as changed. */
export function composeWork(work: AssembledWork, given: readonly ComposedSource[], version: string): WorkDraft {
  // An index page speaks for the whole story: what it says of it stands before what a chapter says.
  const sources = given
    .toSorted((a, b) => Number(b.role === 'index') - Number(a.role === 'index'))
    .map((source) => ({ ...source, reading: withoutPrivate(source.reading, source.shown ?? []) }))
  const texts = sources.filter((source) => source.role === 'text')
  const facts = countedFacts(sources)
  const textFacts = texts.flatMap(({ reading }) => reading.inspection.work ?? [])
  const first = <Key extends 'title' | 'summary' | 'rating' | 'language' | 'status'>(key: Key): WorkFacts[Key] | null =>
    facts.find((each) => each[key] !== null)?.[key] ?? null
  const title = first('title')
  const summary = fullest(facts)
  const notes = sortNotes(texts)
  const chapters = texts.flatMap((source) => chaptersOf(source, notes))
  const parts = facts.flatMap((each) => (each.part === null ? [] : [each.part]))
  const dates = facts.flatMap((each) => each.dates)
  const told = (...kinds: readonly string[]): string[] =>
    dates.filter((each) => kinds.includes(each.kind)).map((each) => each.value)
  const posted = [told('posted'), told('written'), told('unknown')].find((some) => some.length > 0) ?? []
  const updated = [told('updated', 'posted'), posted].find((some) => some.length > 0) ?? []
  return {
    madeFrom: fingerprint(work, version),
    title: title?.value ?? nameOfFile(texts),
    isTitleKnown: title !== null,
    summary: summary?.value ?? null,
    notesBefore: joined(facts, 'notesBefore', notes.ofWork),
    notesAfter: joined(facts, 'notesAfter', notes.ofWork),
    disclaimer: joined(facts, 'disclaimers'),
    language: first('language')?.value ?? null,
    rating: first('rating')?.value ?? 'unrated',
    ratingAsGiven: first('rating')?.asWritten ?? null,
    status: statusOf(textFacts.some((each) => each.status !== null) ? textFacts : facts, work),
    part:
      texts.length === 1 && parts[0] !== undefined
        ? { number: parts[0].number, to: parts[0].to, total: parts[0].total }
        : null,
    expectedChapters: expectedChapters(textFacts, texts.length, chapters.length),
    words: chapters.reduce((sum, chapter) => sum + chapter.words, 0),
    postedAt: inOrder(posted)[0] ?? null,
    updatedAt: inOrder(updated).at(-1) ?? null,
    creators: creatorsOf(facts),
    tags: tagsOf(facts),
    settings: distinct(facts.flatMap((each) => each.setting)),
    chapters,
    sources: sources.map(({ sha256, role }) => ({ sha256, role })),
    fields: sources.flatMap((source, i) => fieldsOf(source, facts[i] ?? null, facts)),
    findings: findingsOf(work, sources),
  }
}

/** The facts of each source that count; all sources of a work state some. */
function countedFacts(sources: readonly ComposedSource[]): WorkFacts[] {
  const factsIn = (roles: readonly string[]): WorkFacts[] =>
    sources.flatMap(({ role, reading }) => (roles.includes(role) ? (reading.inspection.work ?? []) : []))
  const texts = factsIn(['text'])
  const copies = factsIn(['text', 'duplicate'])
  return sources.flatMap(({ role, reading }) => {
    const { work } = reading.inspection
    if (work === null) return []
    if (role === 'text' || role === 'index') return [work]
    // A copy's notes are the same ones, differently damaged.
    // Who wrote it is read from the text that is shown; another name of the same person would be a second author.
    if (role === 'duplicate') return [without(work, OF_TEXT, texts)]
    return [without(work, LISTS, copies)]
  })
}

/** Without the lists of which any of `others` says something. */
function without(work: WorkFacts, names: readonly (typeof LISTS)[number][], others: readonly WorkFacts[]): WorkFacts {
  const emptied = names.filter((name) => others.some((other) => other[name].length > 0))
  return { ...work, ...Object.fromEntries(emptied.map((name) => [name, []])) }
}

/** Equal as long as the sources, their roles, intake and canons are. */
export function fingerprint(work: AssembledWork, version: string): string {
  return createHash('sha256')
    .update(JSON.stringify([version, work]))
    .digest('hex')
}

function chaptersOf(source: ComposedSource, notes: SortedNotes): ChapterDraft[] {
  const { inspection, chapters, places } = source.reading
  return chapters.map((chapter, i) => {
    const fact = inspection.chapters[i]
    const isOnly = chapters.length === 1
    return {
      title: chapter.title ?? (isOnly && source.title !== undefined ? hideSaid(source.title) : null),
      number: fact?.number ?? (isOnly ? source.number : null),
      sourceSha256: source.sha256,
      words: chapter.words,
      html: chapter.html,
      faithfulHtml: chapter.faithfulHtml,
      notesBefore: notes.ofChapter(source, i, 'notesBefore'),
      notesAfter: notes.ofChapter(source, i, 'notesAfter'),
      sections: (fact?.sections ?? []).map((section) => ({
        ...section,
        blockId:
          places.find(
            (place) => place.chapter === i && place.endLine >= section.startLine && place.startLine <= section.endLine,
          )?.id ?? null,
      })),
    }
  })
}

/** The name of the first file, made readable, for a work that nothing names. */
function nameOfFile(texts: readonly ComposedSource[]): string {
  const path = texts[0]?.places[0]?.path ?? ''
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
  return name === '' ? UNTITLED : hideSaid(name).slice(0, 255)
}

function joined(
  facts: readonly WorkFacts[],
  key: 'notesBefore' | 'notesAfter' | 'disclaimers',
  counts: (field: Field) => boolean = () => true,
): string | null {
  const values = new Map<string, string>()
  // Another format of the same source may have other quotes.
  for (const field of facts.flatMap((each) => each[key].filter(counts))) {
    const folded = foldKey(field.value)
    if (!values.has(folded)) values.set(folded, field.value)
  }
  return values.size === 0 ? null : [...values.values()].join('\n\n')
}

/** The first summary that is stated, or one that goes on where it was cut off. */
function fullest(facts: readonly WorkFacts[]): Field | null {
  const [first, ...others] = facts.flatMap((each) => each.summary ?? [])
  if (first === undefined) return null
  const begin = foldKey(first.value.replace(/(?:\.\.\.|…)\s*$/, ''))
  return others.reduce(
    (best, each) => (each.value.length > best.value.length && foldKey(each.value).startsWith(begin) ? each : best),
    first,
  )
}

/** Dates from the earliest to the latest; those whose year nobody knows count only when there are no others. */
function inOrder(dates: readonly string[]): string[] {
  const known = dates.filter((date) => dateKey(date) !== '')
  return known.length === 0
    ? [...dates]
    : known.toSorted((a, b) => (dateKey(a) < dateKey(b) ? -1 : dateKey(a) > dateKey(b) ? 1 : 0))
}

/** Complete only when the last part says so and nothing is missing of the parts that are here. */
function statusOf(facts: readonly WorkFacts[], work: AssembledWork): string | null {
  const stated = facts.flatMap((each) => (each.status === null ? [] : [each.status.value]))
  if (stated.length <= 1) return stated[0] ?? null
  const isWhole = work.missing.every((gap) => gap.code !== 'later-part')
  return stated.at(-1) === 'complete' && !isWhole ? 'in-progress' : (stated.at(-1) ?? null)
}

function expectedChapters(facts: readonly WorkFacts[], sources: number, chapters: number): number | null {
  const totals = facts.flatMap((each) => (each.part?.total === null || each.part === null ? [] : [each.part.total]))
  if (totals.length > 0) return Math.max(...totals)
  const stated = facts.flatMap((each) => each.other.filter((other) => other.key === 'chapters'))
  const total = stated
    .map((other) => Number(/^(?:\d+\s*\/\s*)?(\d+)$/.exec(other.value.trim())?.[1]))
    .find(Number.isInteger)
  if (total !== undefined) return total
  const isComplete = facts.at(-1)?.status?.value === 'complete' && facts.every((each) => each.missing.length === 0)
  return isComplete && sources > 0 ? chapters : null
}

function creatorsOf(facts: readonly WorkFacts[]): CreatorDraft[] {
  const names = new Map<string, CreatorDraft>()
  for (const author of facts.flatMap((each) => each.authors)) {
    if (names.has(author.value)) continue
    names.set(author.value, { name: author.value, asWritten: author.asWritten, isClaimable: true })
  }
  return names.size === 0 ? [UNKNOWN] : [...names.values()]
}

/** Labels whose words are tags. */
const TAG_KEYS: ReadonlySet<string> = new Set(['genre', 'category', 'classification', 'keywords'])
const CATEGORY = /^(?:gen|het|slash|femslash|f\/f|f\/m|m\/f|m\/m|multi|other|poly)$/i

function tagsOf(facts: readonly WorkFacts[]): TagDraft[] {
  const drafts = facts.flatMap((each): TagDraft[] => [
    ...tagged('fandom', each.fandoms),
    ...tagged('relationship', each.relationships),
    ...tagged('character', each.characters),
    ...tagged('warning', each.warnings),
    ...each.other
      .filter((other) => TAG_KEYS.has(other.key))
      .map(
        (other): TagDraft => ({
          kind: CATEGORY.test(other.value) ? 'category' : 'additional',
          name: other.value,
          asWritten: other.asWritten,
        }),
      ),
  ])
  const seen = new Set<string>()
  return drafts.filter((draft) => {
    const key = `${draft.kind} ${foldKey(draft.name)}`
    if (draft.name === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function tagged(kind: TagDraft['kind'], fields: readonly Field[]): TagDraft[] {
  return fields.map((field) => ({ kind, name: field.value, asWritten: field.asWritten }))
}

function distinct<Kind extends Field>(fields: readonly Kind[]): Kind[] {
  return [...new Map(fields.toReversed().map((field) => [field.value, field])).values()].toReversed()
}

const LISTS = [
  'authors',
  'disclaimers',
  'notesBefore',
  'notesAfter',
  'fandoms',
  'relationships',
  'characters',
  'warnings',
  'setting',
] as const
const OF_TEXT = ['authors', 'disclaimers', 'notesBefore', 'notesAfter'] as const
const SINGLES = ['title', 'summary', 'rating', 'language', 'status', 'endMarker'] as const

/** Every candidate of a source; chosen are those that count, and of a single fact the first. */
function fieldsOf(source: ComposedSource, counted: WorkFacts | null, facts: readonly WorkFacts[]): FieldDraft[] {
  const { work } = source.reading.inspection
  if (work === null || counted === null) return []
  const draft = (name: string, field: Field, isChosen: boolean): FieldDraft => ({
    sha256: source.sha256,
    name,
    kind: null,
    label: null,
    field,
    isChosen,
  })
  return [
    ...SINGLES.flatMap((name) => {
      const field = work[name]
      const chosen = name === 'summary' ? fullest(facts) : facts.find((each) => each[name] !== null)?.[name]
      return field === null ? [] : [draft(name, field, chosen === counted[name])]
    }),
    ...LISTS.flatMap((name) => work[name].map((field) => draft(name, field, counted[name].length > 0))),
    ...work.dates.map((field) => ({ ...draft('dates', field, true), kind: field.kind })),
    ...work.other.map((field) => ({ ...draft(field.key, field, true), label: field.label })),
  ]
}
