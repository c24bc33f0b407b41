/**
 * Which fandoms, people and pairings a story is about, and where in its canon it is set, by canon files.
 *
 * What the header says is stated; what the story's own sentences suggest is suggested. The order matters: everything
 * with a name in it is evidence for a fandom, and only a known or well-suspected fandom gives codes, nicknames and
 * titles their meaning. A fandom that we have no file for still counts: a story of Gundam Wing has no Willow in it.
 */
import type { Canon } from '../../canon/canon.ts'
import { type LineIndex, positionOf } from '../../position.ts'
import type { Suggestion } from '../../reading.ts'
import { type Run, sliceRun, sourceSpan } from '../../run.ts'
import { type Found, linesOf, spanOfRun } from '../evidence.ts'
import { type CanonIndex, indexCanons, isOrdinary } from './canon-index.ts'
import {
  type CanonEvidence,
  ENOUGH,
  evidenceOfNames,
  findNames,
  findStatedFandoms,
  maybeFandom,
  type NameHit,
  type WeighedCanon,
  weighCanons,
} from './fandoms.ts'
import { maybeCharacters, maybeSetting, narratorOf, type Told } from './hints.ts'
import { maybeRelationships } from './love.ts'
import { isTelling, resolvePair, splitPairings } from './pairing.ts'
import { charactersOf, findStatedPeople } from './people.ts'
import { type FoundSetting, findMentions, findSettings } from './setting.ts'
import { titlesIn } from './setting-anchors.ts'
import { type MaybeField, mergeFound, type Statement } from './statement.ts'

export interface CanonInput {
  /** Keep the list: what is made of it for looking things up is made once. */
  readonly canons: readonly Canon[]
  /** What stands outside the story's own sentences. */
  readonly statements: readonly Statement[]
  /** The story's paragraphs. */
  readonly story: readonly Run[]
}

export interface CanonFacts {
  readonly fandoms: readonly Found[]
  readonly relationships: readonly Found[]
  readonly characters: readonly Found[]
  readonly setting: readonly FoundSetting[]
  readonly suggestions: readonly MaybeField[]
  /** Who tells the story, when a statement says so and names one. */
  readonly narrator: string | null
  /** The canons by whose names people were named, the stated ones or else the suspected, best first. */
  readonly canons: readonly Canon[]
}

/** Beside a stated fandom another one is suggested only from this sum on: it would be a crossover. */
const ENOUGH_FOR_CROSSOVER = 8

export function recogniseCanon({ canons, statements, story }: CanonInput): CanonFacts {
  const index = indexCanons(canons)
  const said = findNames(
    index,
    statements.map(({ run }) => run),
    (at) => CASELESS.has(statements[at]?.role ?? 'notes'),
  )
  const told = findNames(index, story, () => false)
  const fandoms = findStatedFandoms(statements, said)
  const stated = new Set(fandoms.flatMap(({ canon }) => (canon === null ? [] : [canon])))
  const named = [...evidenceOfNames(statements, said, told), ...evidenceOfPairs(index, statements)]
  const titled = likelyCanons(index, named, statements)
  const evidence = [...named, ...titled.flatMap((canon) => evidenceOfPoints(index, canon, statements))]
  const weighed = weighCanons(evidence, stated)
  const maybe = fandoms.length === 0 ? weighed : weighed.filter(({ score }) => score >= ENOUGH_FOR_CROSSOVER)
  const active = fandoms.length === 0 ? weighed.map(({ canon }) => canon) : [...stated]
  const guessable = fandoms.length === 0 ? canons : []
  const people = findStatedPeople(index, active, guessable, statements, said)
  const setting = findSettings(index, active, statements)
  const hints = active.flatMap((canon) =>
    hintsOf(index, canon, statements, said, story, told, confidenceOf(canon, weighed)),
  )
  const facts = { fandoms: mergeFound(fandoms.map(withoutCanon)), ...people, setting }
  const narrators = new Set(active.flatMap((canon) => narratorOf(statements, namesOf(canon, said))?.name ?? []))
  const narrator = narrators.size === 1 ? ([...narrators][0] ?? null) : null
  const suggestions = distinct([...maybe.map(maybeFandom), ...people.suggestions, ...hints])
  return { ...facts, narrator, suggestions: suggestions.filter((each) => !isStated(facts, each)), canons: active }
}

/** The report's form of a suggestion. `source` indexes the decoded source. */
export function suggestionOf(source: LineIndex, maybe: MaybeField): Suggestion {
  const spans = maybe.evidence.filter((run) => run.text !== '').map((run) => spanOfRun(source, run))
  const first = maybe.evidence.find((run) => run.text !== '')
  const place = first === undefined ? null : positionOf(source, sourceSpan(first)[0])
  return {
    code: 'maybe-field',
    line: place?.line ?? null,
    column: place?.column ?? null,
    field: maybe.field,
    value: maybe.value,
    before: null,
    after: null,
    confidence: maybe.confidence,
    why: maybe.why,
    lines: linesOf(spans),
  }
}

/** The canonical name of the one person whom a label or a signature means; null where no canon or more than one knows. */
export function canonicalPerson(canons: readonly Canon[], text: string): string | null {
  const names = findNames(indexCanons(canons), [{ text, pieces: [] }], () => true)
  const people = new Set(names.flatMap(({ hit }) => (hit.item.kind === 'character' ? [hit.item.who.name] : [])))
  return people.size === 1 ? ([...people][0] ?? null) : null
}

const CASELESS: ReadonlySet<Statement['role']> = new Set(['fandom', 'pairing', 'characters', 'pov'])

function withoutCanon({ value, asWritten, evidence, rule, confidence }: Found): Found {
  return { value, asWritten, evidence, rule, confidence }
}

function confidenceOf(canon: Canon, weighed: readonly WeighedCanon[]): number {
  return weighed.find((each) => each.canon === canon)?.confidence ?? 1
}

/** The canons that may come to be suggested if every title in the statements is one of theirs. */
function likelyCanons(
  index: CanonIndex,
  named: readonly CanonEvidence[],
  statements: readonly Statement[],
): readonly Canon[] {
  const sums = new Map<Canon, number>()
  const add = (canon: Canon, weight: number): unknown => sums.set(canon, (sums.get(canon) ?? SEASON_WEIGHT) + weight)
  for (const { canon, weight } of named) add(canon, weight)
  for (const { run } of statements) {
    for (const { item } of titlesIn(index, run)) add(item.canon, titleWeight(item.text))
  }
  return index.canons.filter((canon) => (sums.get(canon) ?? 0) >= ENOUGH)
}

const SEASON_WEIGHT = 0.5

/** Titles in setting and spoiler labels, in quotation marks or after a cue; the number of a season a little. */
function evidenceOfPoints(index: CanonIndex, canon: Canon, statements: readonly Statement[]): CanonEvidence[] {
  return statements.flatMap((statement) => {
    const titles = titlesIn(index, statement.run)
    return findMentions(index, [canon], statement).map(({ anchor }): CanonEvidence => {
      const run = sliceRun(statement.run, anchor.from, anchor.to)
      const isTitle = anchor.by === 'title' || anchor.by === 'event'
      const isShared = titles.some(({ item, from }) => from === anchor.from && item.canon !== canon)
      const full = isTitle ? titleWeight(anchor.text) : anchor.by === 'season' ? SEASON_WEIGHT : 0
      const key = isTitle ? `point ${anchor.stretch.from.key}` : 'number'
      return { canon, key, weight: isTitle && isShared ? full / 2 : full, words: run.text, run }
    })
  })
}

/** An article makes no title telling: "The Gift" is one of five series. */
function titleWeight(title: string): number {
  const words = title.trim().split(/\s+/)
  const telling = words.filter((word, i) => i > 0 || !/^(?:the|an?)$/i.test(word))
  if (telling.length > 1) return words.length > 2 ? 3 : 2
  return isOrdinary(title) ? 1 : 1.5
}

function evidenceOfPairs(index: CanonIndex, statements: readonly Statement[]): CanonEvidence[] {
  return statements.flatMap(({ role, run }) => {
    if (role !== 'pairing') return []
    return splitPairings(run.text).flatMap((item) =>
      index.canons.flatMap((canon): CanonEvidence[] => {
        const pair = resolvePair(index, canon, item)
        if (pair === undefined) return []
        const weight = isTelling(pair, item) ? 3 : 1
        return [{ canon, key: `pair ${pair.value}`, weight, words: item.asWritten, run }]
      }),
    )
  })
}

function namesOf(canon: Canon, names: readonly NameHit[]): NameHit[] {
  return names.filter(({ hit }) => hit.item.canon === canon)
}

function hintsOf(
  index: CanonIndex,
  canon: Canon,
  statements: readonly Statement[],
  said: readonly NameHit[],
  story: readonly Run[],
  told: readonly NameHit[],
  confidence: number,
): readonly MaybeField[] {
  const own = (names: readonly NameHit[]): NameHit[] => namesOf(canon, names)
  const names = own(told)
  const narrator = narratorOf(statements, own(said))
  const facts: Told = { index, canon, story, names, people: charactersOf(names), narrator, confidence }
  return [...maybeCharacters(facts), ...maybeRelationships(facts), ...maybeSetting(facts)]
}

/** What two series suggest alike (they share people) is suggested once, as the surer of them does. */
function distinct(suggestions: readonly MaybeField[]): readonly MaybeField[] {
  const best = new Map<string, MaybeField>()
  for (const each of suggestions) {
    const key = `${each.field} ${each.value}`
    if (each.confidence > (best.get(key)?.confidence ?? -1)) best.set(key, each)
  }
  return [...best.values()]
}

/** What is stated needs no suggestion; where the header sets the story, the story is not asked. */
function isStated(facts: Omit<CanonFacts, 'suggestions' | 'canons' | 'narrator'>, maybe: MaybeField): boolean {
  if (maybe.field === 'setting') return facts.setting.some(({ place, rule }) => place !== null && rule !== 'spoilers')
  return facts[maybe.field].some(({ value }) => value === maybe.value)
}
