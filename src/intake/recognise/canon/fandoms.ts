/**
 * Which fandoms a story is of: what its header states, and what its names, places and words suggest.
 *
 *     Fandom: BtVS                                            stated
 *     "Buffy's point of view" and "season 6" in the summary   suggested
 *     Willow, Kennedy, Giles and a slayer in the story        suggested
 *
 * A name proves little. Each distinct piece of evidence has a weight, more for what nobody else has (Sunnydale, a
 * full name) than for what anybody may have (a Dawn, a Will); a canon is suggested from a certain sum on, of which a
 * part must be telling. What two canons share counts half for both.
 */
import type { Canon } from '../../canon/canon.ts'
import { type Run, sliceRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { type CanonIndex, type CanonItem, isOneWord, isOrdinary, isOrdinaryWord, outermost } from './canon-index.ts'
import { findTerms, type Hit } from './lexicon.ts'
import type { MaybeField, Statement, StatementRole } from './statement.ts'

/** A name of a canon in a text, with the words that it is. */
export interface NameHit {
  readonly hit: Hit<CanonItem>
  readonly run: Run
  /** Index of the statement or the story paragraph. */
  readonly at: number
}

/** One piece of evidence for a canon; `key` is what makes it distinct. */
export interface CanonEvidence {
  readonly canon: Canon
  readonly key: string
  readonly weight: number
  readonly words: string
  readonly run: Run
}

export interface WeighedCanon {
  readonly canon: Canon
  readonly score: number
  readonly confidence: number
  /** Heaviest first, each key once. */
  readonly evidence: readonly CanonEvidence[]
}

/** From this sum on a canon is suggested; so much of it must come from evidence of at least `TELLING`. */
export const ENOUGH = 3
const TELLING = 1.5

/** The names of canons in texts. Names that are words need a capital that no sentence explains. */
export function findNames(index: CanonIndex, runs: readonly Run[], caseless: (at: number) => boolean): NameHit[] {
  return runs.flatMap((run, at) => {
    const named = caseless(at) ? namesIn(index, run, true) : namesInProse(index, run)
    return named.map((name) => ({ ...name, at }))
  })
}

type Named = Pick<NameHit, 'hit' | 'run'>

/** The paragraphs of a story are asked twice, before its structure is known and after. */
const KNOWN = new WeakMap<CanonIndex, WeakMap<Run, readonly Named[]>>()

function namesInProse(index: CanonIndex, run: Run): readonly Named[] {
  const known = KNOWN.get(index) ?? new WeakMap<Run, readonly Named[]>()
  KNOWN.set(index, known)
  const named = known.get(run) ?? namesIn(index, run, false)
  known.set(run, named)
  return named
}

function namesIn(index: CanonIndex, run: Run, caseless: boolean): readonly Named[] {
  const named: Named[] = []
  let last: Named | undefined
  for (const hit of outermost(findTerms(index.names, run.text, caseless))) {
    if (!isName(hit, run.text, caseless)) continue
    // A name that ten canons have is cut out once.
    const isSame = last !== undefined && last.hit.from === hit.from && last.hit.to === hit.to
    last = { hit, run: isSame && last !== undefined ? last.run : sliceRun(run, hit.from, hit.to) }
    named.push(last)
  }
  return named
}

function isName({ item, startsSentence, from, to }: Hit<CanonItem>, text: string, caseless: boolean): boolean {
  if (item.kind !== 'character' || caseless) return true
  const words = text.slice(from, to)
  if (!isOrdinaryWord(words)) return true
  return !startsSentence && words !== words.toUpperCase()
}

/** The fandoms that labels name, by canonical name where a canon knows them, and full canon names elsewhere. */
export function findStatedFandoms(
  statements: readonly Statement[],
  names: readonly NameHit[],
): readonly (Found & { readonly canon: Canon | null })[] {
  const found: (Found & { readonly canon: Canon | null })[] = []
  statements.forEach((statement, at) => {
    const hits = names.filter((name) => name.at === at && name.hit.item.kind === 'fandom')
    if (statement.role === 'fandom') found.push(...readLabel(statement.run, hits))
    else
      for (const { hit, run } of hits)
        if (speaksForItself(hit.item, statement.role)) found.push(fact(hit.item.canon, run, 'canon-name', 0.9))
  })
  return found
}

function fact(canon: Canon, run: Run, rule: string, confidence: number): Found & { canon: Canon } {
  return { value: canon.name, asWritten: run.text, evidence: [run], rule, confidence, canon }
}

/**
 * "Buffy" is a person too, "Angel" a word and "HP" a printer; "BtVS" and "Buffyverse" are fandoms and nothing else. Who
 * disclaims Harry Potter disclaims the fandom.
 */
function speaksForItself(item: CanonItem, role: StatementRole): boolean {
  if (item.kind !== 'fandom' || isOrdinary(item.text)) return false
  if (item.isName) return role === 'disclaimer' && !isOneWord(item.text)
  return !isInitials(item.text) || role === 'keywords'
}

/** Two or three letters or digits, which stand for many things. */
function isInitials(text: string): boolean {
  return /^[\p{L}\p{N}]{1,3}$/u.test(text)
}

function readLabel(run: Run, hits: readonly NameHit[]): readonly (Found & { readonly canon: Canon | null })[] {
  const known = hits.map((name) => fact(name.hit.item.canon, name.run, 'fandom-label', 1))
  // What a format states stands nowhere in the text, and is one fandom, commas and all.
  const isStated = run.pieces.length === 0
  const separator = isStated ? /(?!)/g : known.length > 0 ? /[,;|/&+\n]|\s(?:and|und|et|y|x)\s/g : /[,;|\n]/g
  const others: Found[] = []
  let start = 0
  for (const end of [...Array.from(run.text.matchAll(separator), (match) => match.index), run.text.length]) {
    const piece = trimPiece(run, start, end)
    const isKnown = hits.some(({ hit }) => hit.from < end && hit.to > start)
    if (!isKnown && piece !== null) {
      others.push({
        value: piece.text,
        asWritten: piece.text,
        evidence: [piece],
        rule: 'fandom-label',
        confidence: 0.95,
      })
    }
    start =
      end + (/^[,;|/&+\n]/.exec(run.text.slice(end)) ?? /^\s\p{L}+\s/u.exec(run.text.slice(end)) ?? [''])[0].length
  }
  return [...known, ...others.map((other) => ({ ...other, canon: null }))]
}

/** Words in a fandom label that are no fandom. */
const NO_FANDOM =
  /^(?:x-?over|cross-?over|fusion|au|none|original(?: fiction)?|various|multi(?:ple)?|fandoms?|with|yaoi|slash|gen)$/i

function trimPiece(run: Run, from: number, to: number): Run | null {
  const text = run.text.slice(from, to)
  const start = from + text.length - text.replace(/^[\s*_"“”.:-]+/, '').length
  const end = start + run.text.slice(start, to).replace(/[\s*_"“”.]+$/, '').length
  const words = run.text.slice(start, end)
  return /\p{L}|\d/u.test(words) && !NO_FANDOM.test(words) ? sliceRun(run, start, end) : null
}

/** What the names in statements and in the story say for each canon. */
export function evidenceOfNames(
  statements: readonly Statement[],
  stated: readonly NameHit[],
  told: readonly NameHit[],
): CanonEvidence[] {
  return [
    ...weighNames(stated, (name) => statedWeight(name.hit.item, statements[name.at])),
    ...weighNames(told, (name) => storyWeight(name.hit.item)),
  ]
}

/** One piece of evidence for each item named, where it weighs most. `names` are in the order of the text. */
function weighNames(names: readonly NameHit[], weightOf: (name: NameHit) => number): CanonEvidence[] {
  const own = ownWeights(names, weightOf)
  const best = new Map<CanonItem, CanonEvidence>()
  names.forEach((name, i) => {
    const { item } = name.hit
    const full = weightOf(name)
    if (full <= (best.get(item)?.weight ?? 0)) return
    const weight = full * shareOf(names, i, own)
    if (weight <= (best.get(item)?.weight ?? 0)) return
    best.set(item, { canon: item.canon, key: keyOf(item), weight, words: name.run.text, run: name.run })
  })
  return [...best.values()]
}

/** What speaks for a canon and for no other. */
function ownWeights(names: readonly NameHit[], weightOf: (name: NameHit) => number): ReadonlyMap<Canon, number> {
  const seen = new Set<CanonItem>()
  const own = new Map<Canon, number>()
  names.forEach((name, i) => {
    const { item } = name.hit
    if (seen.has(item) || isSharedAt(names, i, (other) => other.hit.item.canon !== item.canon)) return
    seen.add(item)
    own.set(item.canon, (own.get(item.canon) ?? 0) + weightOf(name))
  })
  return own
}

/**
 * How much of a name counts for its canon: half where others have the name too. But where one of them has far more of
 * its own, the name is explained: Spike among Willow and Xander says nothing for the other series that he is in.
 */
function shareOf(names: readonly NameHit[], at: number, own: ReadonlyMap<Canon, number>): number {
  const { canon, kind } = (names[at] as NameHit).hit.item
  let most = -1
  isSharedAt(names, at, (other) => {
    if (other.hit.item.canon !== canon) most = Math.max(most, own.get(other.hit.item.canon) ?? 0)
    return false
  })
  const mine = own.get(canon) ?? 0
  if (most < 0 || (mine >= ENOUGH && mine > most * MUCH)) return 1
  if (most >= ENOUGH && most > mine * MUCH) return 0
  // The one whom a series is named after is in others too, and still speaks for hers.
  return kind === 'fandom' ? 1 : 0.5
}

/** So many times the evidence of another canon is far more. */
const MUCH = 3

/** Does another name at the same place of the text, its neighbour in the list, fulfil this? */
export function isSharedAt(names: readonly NameHit[], at: number, test: (other: NameHit) => boolean): boolean {
  const name = names[at] as NameHit
  for (const step of [-1, 1]) {
    for (let i = at + step; i >= 0 && i < names.length; i += step) {
      const other = names[i] as NameHit
      if (other.at !== name.at || other.hit.from !== name.hit.from) break
      if (test(other)) return true
    }
  }
  return false
}

/** The canons for which there is enough, best first. `stated` ones are known already and not weighed. */
export function weighCanons(evidence: readonly CanonEvidence[], known: ReadonlySet<Canon>): readonly WeighedCanon[] {
  const byCanon = new Map<Canon, Map<string, CanonEvidence>>()
  for (const each of evidence) {
    if (known.has(each.canon)) continue
    const pieces = byCanon.get(each.canon) ?? new Map<string, CanonEvidence>()
    byCanon.set(each.canon, pieces)
    if (each.weight > (pieces.get(each.key)?.weight ?? 0)) pieces.set(each.key, each)
  }
  const weighed = [...byCanon].map(([canon, pieces]) => weighOne(canon, [...pieces.values()]))
  const enough = weighed.filter(
    ({ score, evidence: pieces }) => score >= ENOUGH && pieces.length > 1 && isTelling(pieces),
  )
  const best = Math.max(...enough.map(({ score }) => score))
  return enough.filter(({ score }) => score >= best / 3).toSorted((a, b) => b.score - a.score)
}

function weighOne(canon: Canon, pieces: readonly CanonEvidence[]): WeighedCanon {
  const score = pieces.reduce((sum, { weight }) => sum + weight, 0)
  const confidence = Math.min(0.95, Math.round((1 - Math.exp(-score / 5)) * 100) / 100)
  return { canon, score, confidence, evidence: pieces.toSorted((a, b) => b.weight - a.weight) }
}

function isTelling(pieces: readonly CanonEvidence[]): boolean {
  const telling = pieces.filter(({ weight }) => weight >= TELLING)
  if (telling.some(({ weight }) => weight >= 2)) return true
  // Two everyday words that are titles ("Home", "Ghosts") tell nothing without something else.
  return telling.length > 1 && telling.some(({ key }) => !key.startsWith('point '))
}

/** The suggestion of a canon as fandom, with its dozen best pieces of evidence. */
export function maybeFandom({ canon, confidence, evidence }: WeighedCanon): MaybeField {
  const best = evidence.slice(0, 12)
  const words = [...new Set(best.map((each) => each.words))].slice(0, 6)
  const why = `Names and words of this fandom stand here (${words.join(', ')}), but nothing says that it is one.`
  return { field: 'fandoms', value: canon.name, confidence, why, evidence: best.map(({ run }) => run) }
}

function keyOf(item: CanonItem): string {
  if (item.kind === 'character' || item.kind === 'speech') return `person ${item.who.name}`
  // "Buffy" is the name of the fandom and of a person: one piece of evidence, not two.
  if (item.kind === 'fandom') return item.isName ? `person ${personOf(item.canon, item.text)}` : 'fandom'
  return item.kind === 'sign' ? `event ${item.point.key}` : `${item.kind} ${item.text}`
}

function personOf(canon: Canon, name: string): string {
  return canon.characters.find((who) => who.name === name || who.aliases.includes(name))?.name ?? name
}

function storyWeight(item: CanonItem): number {
  switch (item.kind) {
    case 'fandom':
      if (isOrdinary(item.text)) return 1
      return isInitials(item.text) ? 1.5 : item.isName ? 2 : 3
    case 'word':
      return isOneWord(item.text) ? 2 : 2.5
    case 'character':
      return nameWeight(item.text)
    case 'relationship':
      return 1
    case 'sign':
      return 1
    case 'creator':
    case 'speech':
      return 0
  }
}

function statedWeight(item: CanonItem, statement: Statement | undefined): number {
  if (item.kind === 'fandom') {
    if (isInitials(item.text) || isOrdinary(item.text)) return 1.5
    return item.isName ? 3 : 4
  }
  if (item.kind === 'creator') return isOneWord(item.text) ? 1.5 : 3
  if (item.kind === 'relationship') return isOrdinary(item.text) ? 1 : 3
  // Disclaimers list people whom the story does not have, and notes thank people who are called like them.
  const isAside = statement?.role === 'notes' && item.kind === 'character'
  return isAside ? Math.min(1, storyWeight(item)) : storyWeight(item)
}

function nameWeight(name: string): number {
  if (isOrdinary(name)) return 1
  if (isOneWord(name)) return 2
  // "Harry Kim" may be anybody: two names that many people have.
  return name.split(/\s+/).every(isOrdinary) ? 1.5 : 2.5
}
