/**
 * What the story itself suggests, once its canon is known or suspected: who is in it, who loves whom, and when it is
 * set. Nothing here is ever stated.
 *
 *     "I love you, Will." … "I love you, Buffy."          Buffy Summers/Willow Rosenberg
 *     "I do love you, pet", told by Buffy                 Buffy Summers/Spike, since "pet" is Spike's word
 *     "after we defeated the First"                       after s7e22 (Chosen)
 *     Kennedy is in it, who comes in the seventh season   season 7 or later
 */
import type { Canon, CanonCharacter, CanonPoint } from '../../canon/canon.ts'
import type { Run } from '../../run.ts'
import { type CanonIndex, isOneWord, isOrdinary, pairKey } from './canon-index.ts'
import type { NameHit } from './fandoms.ts'
import { fold } from './lexicon.ts'
import { charactersOf } from './people.ts'
import { placeOf } from './setting-place.ts'
import type { MaybeField, Statement } from './statement.ts'

/** Everything that the story says about one canon. */
export interface Told {
  readonly index: CanonIndex
  readonly canon: Canon
  readonly story: readonly Run[]
  /** Names of this canon in the story. */
  readonly names: readonly NameHit[]
  /** Those of them that mean one person. */
  readonly people: readonly NameHit[]
  /** The one who tells the story, where the header says so. */
  readonly narrator: CanonCharacter | null
  /** How sure the canon itself is. */
  readonly confidence: number
}

export function maybeCharacters(told: Told): readonly MaybeField[] {
  const people = new Map<CanonCharacter, NameHit[]>()
  for (const name of told.people) {
    const { item } = name.hit
    if (item.kind !== 'character') continue
    const hits = people.get(item.who)
    if (hits === undefined) people.set(item.who, [name])
    else hits.push(name)
  }
  return [...people].map(([who, hits]) => {
    const isTelling = hits.some(({ run }) => !isOrdinary(run.text) || !isOneWord(run.text))
    const sure = hits.length >= 10 ? 0.9 : hits.length >= 3 ? 0.75 : isTelling ? 0.6 : 0.5
    const times = hits.length === 1 ? 'once' : `${hits.length} times`
    return maybe(told, 'characters', who.name, sure, `The story names this person ${times}.`, evenly(hits))
  })
}

export function maybeRelationships(told: Told): readonly MaybeField[] {
  const loved = told.names.filter((name) => isDeclared(told.story, name))
  const addressed = charactersOf(loved)
  const people = [...new Set(addressed.map(personOf))]
  if (people.length === 2) {
    const why = 'Each of the two is told “I love you” by name in the story.'
    return [maybe(told, 'relationships', nameOfPair(told, people), 0.85, why, addressed)]
  }
  const { narrator } = told
  const speaking = loved.filter(({ hit }) => hit.item.kind === 'speech')
  if (narrator !== null && people.length === 1 && people[0] !== narrator) {
    const why = `“I love you” is said to this person in a story that ${narrator.name} tells.`
    return [
      maybe(told, 'relationships', nameOfPair(told, [narrator, people[0] as CanonCharacter]), 0.6, why, addressed),
    ]
  }
  const speakers = [...new Set(speaking.map(personOf))].filter((who) => who !== narrator)
  if (narrator !== null && speakers.length === 1) {
    const speaker = speakers[0] as CanonCharacter
    const words = speaking[0]?.run.text ?? ''
    const why = `${narrator.name} tells the story and is told “I love you” by somebody who says “${words}”, as ${speaker.name} does.`
    const pair = maybe(told, 'relationships', nameOfPair(told, [narrator, speaker]), 0.6, why, speaking)
    const who = maybe(
      told,
      'characters',
      speaker.name,
      0.6,
      `Somebody unnamed says “${words}”, as ${speaker.name} does.`,
      speaking,
    )
    return told.names.some((name) => personOf(name) === speaker && name.hit.item.kind === 'character')
      ? [pair]
      : [pair, who]
  }
  return maybeKisses(told)
}

export function maybeSetting(told: Told): readonly MaybeField[] {
  const { points } = told.canon
  const rank = (point: CanonPoint): number => points.indexOf(point)
  const signs = told.names.flatMap((name) =>
    name.hit.item.kind === 'sign' ? [{ name, point: name.hit.item.point }] : [],
  )
  const last = signs.toSorted((a, b) => rank(b.point) - rank(a.point))[0]
  const since = latestEntry(told)
  if (last !== undefined && (since === null || rank(last.point) >= rank(since.point))) {
    const own = signs.filter(({ point }) => point === last.point)
    const distinct = new Set(own.map(({ name }) => name.hit.item.text)).size
    const stretch = { canon: told.canon, from: last.point, to: last.point }
    const { value } = placeOf(stretch, { relation: 'during', part: null, isAlternate: false }, null)
    const why = `The story speaks of what happened then (“${last.name.run.text}”).`
    return [
      maybe(
        told,
        'setting',
        value,
        Math.min(0.85, 0.45 + 0.2 * distinct),
        why,
        own.map(({ name }) => name),
      ),
    ]
  }
  if (since === null) return []
  const why = `${since.who.name} is in it, who comes in then.`
  return [maybe(told, 'setting', since.value, 0.45, why, since.names)]
}

/** The one whom the header calls the narrator: "from Buffy's point of view", a single point-of-view label. */
export function narratorOf(statements: readonly Statement[], names: readonly NameHit[]): CanonCharacter | null {
  const people = charactersOf(names).filter(({ at, hit }) => {
    const statement = statements[at]
    if (statement === undefined) return false
    if (statement.role === 'pov') return true
    const { text } = statement.run
    return (
      /^['’]?s?\s(?:point of view|perspective|p\.?o\.?v\b)/i.test(text.slice(hit.to, hit.to + 20)) ||
      /(?:point of view|perspective|p\.?o\.?v\.?)(?: of|:)? $/i.test(text.slice(Math.max(0, hit.from - 24), hit.from))
    )
  })
  const all = [...new Set(people.map(personOf))]
  return all.length === 1 ? (all[0] ?? null) : null
}

function personOf({ hit }: NameHit): CanonCharacter | null {
  return hit.item.kind === 'character' || hit.item.kind === 'speech' ? hit.item.who : null
}

/** "I love you" and its like, ending where the name of the loved one begins. */
const DECLARATION =
  /(?:i (?:do |will always |still |really |just )?love you|i love you(?: too| so much| both)?|ich liebe dich|je t['’]aime|te amo|te quiero|ti amo|я (?:тебя )?люблю(?: тебя)?|ik hou van je|jag älskar dig|kocham cię)[\s,.…–—-]{1,4}$/u

function isDeclared(story: readonly Run[], { at, hit }: NameHit): boolean {
  if (hit.item.kind !== 'character' && hit.item.kind !== 'speech') return false
  const text = story[at]?.text ?? ''
  return DECLARATION.test(fold(text.slice(Math.max(0, hit.from - 40), hit.from)))
}

const KISS =
  /(?<!\p{L})(?:kiss(?:ed|es|ing)?|küss(?:en|t|te|ten)|geküsst|embrass(?:e|er|é|ée|a|ent)|bes(?:a|ó|aba|ar|aron)|поцел\p{L}{2,6})(?!\p{L})/iu

/** Two people named in two sentences with a kiss in them. */
function maybeKisses(told: Told): readonly MaybeField[] {
  const pairs = new Map<string, { people: CanonCharacter[]; sentences: number; names: NameHit[] }>()
  for (const sentence of sentencesWithNames(told)) {
    const people = [...new Set(sentence.names.map(personOf))].filter((who) => who !== null)
    if (people.length !== 2 || !KISS.test(sentence.text)) continue
    const key = pairKey(
      people.map((who) => who.name),
      '/',
    )
    const known = pairs.get(key) ?? { people, sentences: 0, names: [] }
    known.sentences++
    known.names.push(...sentence.names.slice(0, 2))
    pairs.set(key, known)
  }
  const why = 'The two are named where somebody kisses.'
  return [...pairs.values()]
    .filter(({ sentences }) => sentences > 1)
    .map(({ people, names }) => maybe(told, 'relationships', nameOfPair(told, people), 0.55, why, names))
}

/** Sentences are cut off at this distance from a name; what has no full stop for so long is no sentence. */
const SENTENCE_MAX = 400

function sentencesWithNames(told: Told): { text: string; names: NameHit[] }[] {
  const sentences: { text: string; at: number; end: number; names: NameHit[] }[] = []
  for (const name of told.people) {
    const last = sentences.at(-1)
    if (last !== undefined && last.at === name.at && name.hit.to <= last.end) {
      last.names.push(name)
      continue
    }
    const text = told.story[name.at]?.text ?? ''
    const before = text.slice(Math.max(0, name.hit.from - SENTENCE_MAX), name.hit.from)
    const start =
      name.hit.from - before.length + Math.max(...['.', '!', '?'].map((mark) => before.lastIndexOf(mark))) + 1
    const behind = text.slice(name.hit.to, name.hit.to + SENTENCE_MAX)
    const length = behind.search(/[.!?]/)
    const end = name.hit.to + (length < 0 ? behind.length : length)
    sentences.push({ text: text.slice(start, end), at: name.at, end, names: [name] })
  }
  return sentences
}

/** Who of those in the story came into the canon last, where that was not at its beginning. */
function latestEntry(
  told: Told,
): { who: CanonCharacter; point: CanonPoint; value: string; names: readonly NameHit[] } | null {
  const { points } = told.canon
  let latest: { who: CanonCharacter; point: CanonPoint } | null = null
  for (const who of new Set(told.people.map(personOf))) {
    const point = points.find(({ key }) => key === who?.since)
    if (who === null || point === undefined) continue
    if (latest === null || points.indexOf(point) > points.indexOf(latest.point)) latest = { who, point }
  }
  if (latest === null) return null
  const { who, point } = latest
  const words =
    point.season !== null ? `season ${point.season}` : point.kind === 'book' ? `book ${point.key.slice(1)}` : null
  if (words === null || words.endsWith(' 1')) return null
  return {
    who,
    point,
    value: `${words} or later`,
    names: told.people.filter((name) => personOf(name) === who),
  }
}

function nameOfPair(told: Told, people: readonly (CanonCharacter | null)[]): string {
  const names = people.flatMap((who) => (who === null ? [] : [who.name]))
  return told.index.people.get(told.canon)?.byMembers.get(pairKey(names, '/'))?.name ?? names.join('/')
}

const EVIDENCE_MAX = 6

/** The first few: a person named three hundred times needs no three hundred lines. */
function evenly(names: readonly NameHit[]): readonly NameHit[] {
  return names.slice(0, EVIDENCE_MAX)
}

function maybe(
  told: Told,
  field: MaybeField['field'],
  value: string,
  sure: number,
  why: string,
  names: readonly NameHit[],
): MaybeField {
  const confidence = Math.round(sure * told.confidence * 100) / 100
  return { field, value, confidence, why, evidence: evenly(names).map(({ run }) => run) }
}
