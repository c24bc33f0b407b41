/**
 * Who is in a story, and with whom, as its header says it: pairing and character labels, point-of-view labels, and the
 * names in its summary, notes and headings.
 *
 *     Pairing: B/S                          Buffy Summers/Spike; Buffy Summers, Spike   (where the fandom is known)
 *     Summary: A Spuffy tale.               Buffy Summers/Spike
 *     Characters: Wil, an OC                Willow Rosenberg, an OC
 *
 * Names are made canonical by the story's own canons; where two of them claim a name, or none knows it, it stays as it
 * was written. Disclaimers name everybody whom the author does not own, and so nobody who is in the story.
 */
import type { Canon } from '../../canon/canon.ts'
import { type Run, sliceRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { type CanonIndex, isOneWord, isOrdinary } from './canon-index.ts'
import { isSharedAt, type NameHit } from './fandoms.ts'
import {
  findPerson,
  isListed,
  type PairItem,
  type ResolvedPair,
  resolvePair,
  resolvePartly,
  splitPairings,
} from './pairing.ts'
import { type MaybeField, mergeFound, type Statement, type StatementRole } from './statement.ts'

export interface StatedPeople {
  readonly relationships: readonly Found[]
  readonly characters: readonly Found[]
  readonly suggestions: readonly MaybeField[]
}

/** @param active the story's canons; `guessable` those that may still be meant by a code when none is. */
export function findStatedPeople(
  index: CanonIndex,
  active: readonly Canon[],
  guessable: readonly Canon[],
  statements: readonly Statement[],
  names: readonly NameHit[],
): StatedPeople {
  const relationships: Found[] = []
  const characters: Found[] = []
  const suggestions: MaybeField[] = []
  const guesses = active.length > 0 ? [] : bestKnowing(index, guessable, statements)
  statements.forEach(({ role, run }, at) => {
    const here = names.filter((name) => name.at === at && active.includes(name.hit.item.canon))
    if (role === 'pairing') {
      for (const item of splitPairings(run.text)) {
        const read = readPair(index, active, guesses, run, item)
        relationships.push(...read.relationships)
        characters.push(...read.characters)
        suggestions.push(...read.suggestions)
      }
    } else if (PROSE.has(role)) {
      relationships.push(...pairsInProse(index, active, run), ...pairingNames(here))
    }
    if (role === 'characters') characters.push(...readNames(index, active, run))
    else if (role === 'pov') characters.push(...readPov(index, active, run, here))
    else if (PROSE.has(role)) characters.push(...namesInProse(role, here))
  })
  return { relationships: mergeFound(relationships), characters: mergeFound(characters), suggestions }
}

const PROSE: ReadonlySet<StatementRole> = new Set(['title', 'heading', 'summary', 'notes', 'keywords', 'setting'])

function readPair(
  index: CanonIndex,
  active: readonly Canon[],
  guessable: readonly Canon[],
  run: Run,
  item: PairItem,
): StatedPeople {
  const evidence = sliceRun(run, item.from, item.to)
  const fact = { asWritten: item.asWritten, evidence: [evidence], rule: 'pairing-label' }
  const pair = onlyPair(index, active, item)
  if (pair !== undefined) {
    const characters = pair.people.map((who) => ({ ...fact, value: who.name, confidence: 0.9 }))
    const confidence = pair.by === 'code' ? 0.9 : 0.95
    return { relationships: [{ ...fact, value: pair.value, confidence }], characters, suggestions: [] }
  }
  const partly = active.map((canon) => resolvePartly(index, canon, item)).find((value) => value !== undefined)
  const value = partly ?? item.plain
  const guesses = active.length > 0 ? [] : listedPairs(index, guessable, item)
  const suggestions =
    guesses.length > MOST_GUESSES ? [] : guesses.map((guess) => maybePair(guess, item, evidence, guesses.length))
  return { relationships: [{ ...fact, value, confidence: 0.8 }], characters: [], suggestions }
}

/** A code that more fandoms than this know says nothing. */
const MOST_GUESSES = 3

function maybePair(pair: ResolvedPair, item: PairItem, evidence: Run, among: number): MaybeField {
  const why = `“${item.asWritten}” means this in ${pair.canon.name}, but nothing says that the story is of that fandom.`
  const confidence = Math.round(50 / among) / 100
  return { field: 'relationships', value: pair.value, confidence, why, evidence: [evidence] }
}

/** The canons that list the most items of the pairing labels: "J/C, P/T" is one fandom's, "J/C" many's. */
function bestKnowing(index: CanonIndex, canons: readonly Canon[], statements: readonly Statement[]): readonly Canon[] {
  const items = statements.flatMap(({ role, run }) => (role === 'pairing' ? splitPairings(run.text) : []))
  if (items.length < 2) return canons
  const counts = canons.map((canon) => items.filter((item) => listedPairs(index, [canon], item).length > 0).length)
  const most = Math.max(...counts)
  return most < 2 ? canons : canons.filter((_, i) => counts[i] === most)
}

/** What an item may mean in canons that list the pair, each meaning once. */
function listedPairs(index: CanonIndex, canons: readonly Canon[], item: PairItem): readonly ResolvedPair[] {
  const pairs = canons.flatMap((canon) => resolvePair(index, canon, item) ?? []).filter(isListed)
  return [...new Map(pairs.map((pair) => [pair.value, pair])).values()]
}

/** What an item means, where exactly one canon knows, or all that know mean the same. */
function onlyPair(index: CanonIndex, canons: readonly Canon[], item: PairItem): ResolvedPair | undefined {
  const pairs = canons.flatMap((canon) => resolvePair(index, canon, item) ?? [])
  return new Set(pairs.map(({ value }) => value)).size === 1 ? pairs[0] : undefined
}

/** "Buffy/Spike", "Willow Rosenberg/Buffy Summers", "B/S" in a sentence. */
const SLASHED =
  /(?<![\p{L}\p{N}/'’-])\p{L}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)?(?:\/\p{L}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)?)+/gu

function pairsInProse(index: CanonIndex, active: readonly Canon[], run: Run): Found[] {
  return Array.from(run.text.matchAll(SLASHED)).flatMap((match) => {
    for (const words of spellings(match[0])) {
      const from = match.index + words.from
      const item = splitPairings(words.text)[0]
      const pair = item === undefined ? undefined : onlyPair(index, active, item)
      // Codes have capitals: "w/o" is without.
      if (pair === undefined || (pair.by === 'code' && words.text !== words.text.toUpperCase())) continue
      const evidence = sliceRun(run, from, from + words.text.length)
      return [
        { value: pair.value, asWritten: words.text, evidence: [evidence], rule: 'pairing-name', confidence: 0.85 },
      ]
    }
    return []
  })
}

/** The match as it is, without a word behind it ("Mulder/Scully Romance"), without one before it ("A Buffy/Spike"). */
function spellings(text: string): readonly { readonly text: string; readonly from: number }[] {
  const short = text.replace(/ [^/ ]*$/, '')
  const lead = /^[^/ ]* (?=[^/ ]*\/)/.exec(text)?.[0].length ?? 0
  return [
    { text, from: 0 },
    { text: short, from: 0 },
    { text: text.slice(lead), from: lead },
    { text: short.slice(lead), from: lead },
  ]
}

function pairingNames(names: readonly NameHit[]): Found[] {
  return names.flatMap(({ hit, run }) =>
    hit.item.kind === 'relationship'
      ? [{ value: hit.item.name, asWritten: run.text, evidence: [run], rule: 'pairing-name', confidence: 0.9 }]
      : [],
  )
}

/** The names of a character label; what no canon knows stays as written. */
function readNames(index: CanonIndex, active: readonly Canon[], run: Run): Found[] {
  const found: Found[] = []
  let start = 0
  const ends = Array.from(run.text.matchAll(/[,;/&+\n]|\s(?:and|und|et|y)\s|$/g))
  for (const end of ends) {
    const piece = run.text.slice(start, end.index)
    const name = piece.replaceAll(/\([^)]{0,100}\)?|^[\s*_.-]+|(?<!(?<!\p{L})\p{Lu})[\s*_.-]+$/gu, '').trim()
    const at = start + piece.indexOf(name)
    start = end.index + end[0].length
    if (!/\p{L}/u.test(name) || NOBODY.test(name)) continue
    const people = new Set(active.flatMap((canon) => findPerson(index, canon, name)?.name ?? []))
    const value = people.size === 1 ? ([...people][0] ?? name) : name
    const evidence = sliceRun(run, at, at + name.length)
    found.push({
      value,
      asWritten: name,
      evidence: [evidence],
      rule: 'characters-label',
      confidence: people.size === 1 ? 0.95 : 0.85,
    })
  }
  return found
}

const NOBODY = /^(?:none|n\/?a|all|everyone|everybody|ensemble|various|others?|et al|etc)$/i

function readPov(index: CanonIndex, active: readonly Canon[], run: Run, names: readonly NameHit[]): Found[] {
  const known = charactersOf(names)
  if (known.length > 0) return known.map((name) => person(name, 'pov-label', 0.95))
  const name = run.text
    .replaceAll(/\b(?:p\.?o\.?v\.?s?|points? of view|perspective)\b|['’]s?(?=\s|$)|[:*~_()[\]-]/gi, ' ')
    .trim()
  const who = active.map((canon) => findPerson(index, canon, name)).find((each) => each !== undefined)
  return who === undefined
    ? []
    : [{ value: who.name, asWritten: name, evidence: [run], rule: 'pov-label', confidence: 0.9 }]
}

function namesInProse(role: StatementRole, names: readonly NameHit[]): Found[] {
  const rule = `${role}-name`
  const confidence = role === 'notes' ? 0.75 : role === 'title' ? 0.8 : 0.9
  return charactersOf(names)
    .filter(({ run }) => role !== 'notes' || !isOrdinary(run.text) || !isOneWord(run.text))
    .map((name) => person(name, rule, confidence))
}

function person({ hit, run }: NameHit, rule: string, confidence: number): Found {
  const value = hit.item.kind === 'character' ? hit.item.who.name : run.text
  return { value, asWritten: run.text, evidence: [run], rule, confidence }
}

/** The names that mean one person; one that two people of the canon share means nobody for certain. */
export function charactersOf(names: readonly NameHit[]): readonly NameHit[] {
  const people = names.filter(({ hit }) => hit.item.kind === 'character')
  return people.filter(({ hit }, i) => !isSharedAt(people, i, (other) => other.hit.item.canon === hit.item.canon))
}
