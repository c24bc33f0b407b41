/**
 * Who loves whom, as far as the story's own sentences give it away. Never stated, always suggested.
 *
 *     "I love you, Will." … "I love you, Buffy."       Buffy Summers/Willow Rosenberg
 *     "I do love you, pet", told by Buffy              Buffy Summers/Spike, since "pet" is Spike's word
 *     "Dear Willow, … when Kennedy left you"           Willow Rosenberg/Kennedy, a pair that the canon lists
 *
 * Only what is said outright counts. Two people in one room are no pair, and a "you" is somebody only where a letter
 * says who.
 */
import type { CanonCharacter } from '../../canon/canon.ts'
import type { Run } from '../../run.ts'
import { pairKey } from './canon-index.ts'
import type { NameHit } from './fandoms.ts'
import { maybe, personOf, type Told } from './hints.ts'
import { fold } from './lexicon.ts'
import { charactersOf } from './people.ts'
import type { MaybeField } from './statement.ts'

export function maybeRelationships(told: Told): readonly MaybeField[] {
  const loved = told.names.filter((name) => isDeclared(told.story, name))
  const now = [maybeLovers, maybeTellerAndLoved, maybeTellerAndSpeaker, maybeKisses]
  const first = now.map((read) => read(told, loved)).find((found) => found.length > 0) ?? []
  const past = maybePast(told)
  return [...first, ...past.filter(({ value }) => first.every((each) => each.value !== value))]
}

/** "I love you" and its like, ending where the name of the loved one begins. */
const DECLARATION =
  /(?:i (?:do |will always |still |really |just )?love you|i love you(?: too| so much| both)?|ich liebe dich|je t['’]aime|te amo|te quiero|ti amo|я (?:тебя )?люблю(?: тебя)?|ik hou van je|jag älskar dig|kocham cię)[\s,.…–—-]{1,4}$/u

function isDeclared(story: readonly Run[], { at, hit }: NameHit): boolean {
  if (hit.item.kind !== 'character' && hit.item.kind !== 'speech') return false
  const text = story[at]?.text ?? ''
  return DECLARATION.test(fold(text.slice(Math.max(0, hit.from - 40), hit.from)))
}

/** Two people who are both told so by name. */
function maybeLovers(told: Told, loved: readonly NameHit[]): readonly MaybeField[] {
  const addressed = charactersOf(loved)
  const people = [...new Set(addressed.map(personOf))]
  if (people.length !== 2) return []
  const why = 'Each of the two is told “I love you” by name in the story.'
  return [maybe(told, 'relationships', nameOfPair(told, people), 0.85, why, addressed)]
}

/** One who is told so by name in a story whose narrator we know. */
function maybeTellerAndLoved(told: Told, loved: readonly NameHit[]): readonly MaybeField[] {
  const addressed = charactersOf(loved)
  const [person, other] = [...new Set(addressed.map(personOf))]
  const { narrator } = told
  if (narrator === null || person === undefined || other !== undefined || person === narrator) return []
  const why = `“I love you” is said to this person in a story that ${narrator.name} tells.`
  return [maybe(told, 'relationships', nameOfPair(told, [narrator, person]), 0.6, why, addressed)]
}

/** A narrator who is told so by somebody without a name, whose way of speaking we know. */
function maybeTellerAndSpeaker(told: Told, loved: readonly NameHit[]): readonly MaybeField[] {
  const { narrator } = told
  const spoken = loved.filter((name) => name.hit.item.kind === 'speech' && personOf(name) !== narrator)
  const [speaker, other] = [...new Set(spoken.map(personOf))]
  if (narrator === null || speaker === undefined || speaker === null || other !== undefined) return []
  const words = spoken[0]?.run.text ?? ''
  const why = `${narrator.name} tells the story and is told “I love you” by somebody who says “${words}”, as ${speaker.name} does.`
  const pair = maybe(told, 'relationships', nameOfPair(told, [narrator, speaker]), 0.6, why, spoken)
  if (told.people.some((name) => personOf(name) === speaker)) return [pair]
  const because = `Somebody unnamed says “${words}”, as ${speaker.name} does.`
  return [pair, maybe(told, 'characters', speaker.name, 0.6, because, spoken)]
}

/** "Dear Willow," at the start of a paragraph. */
const SALUTATION =
  /^[\s"“„«']*(?:my )?(?:dear(?:est)?|lieber?|liebste[r]?|chère?|querid[ao]|car[ao]|дорог(?:ая|ой)) $/iu

const LEFT_YOU =
  /^ (?:had |has )?(?:left|dumped|married|kissed|found|broke (?:up|it off) with|walked out on) you(?!\p{L})/iu
const YOU_AND = /(?<!\p{L})you (?:left|found|met|lost|loved|married|kissed) $/iu

/** Whom the one a letter is written to was with, where the canon lists the two as a pair. */
function maybePast(told: Told): readonly MaybeField[] {
  const textOf = ({ at }: NameHit): string => told.story[at]?.text ?? ''
  const greeted = told.people.filter((name) => SALUTATION.test(textOf(name).slice(0, name.hit.from)))
  const [reader, other] = [...new Set(greeted.map(personOf))]
  if (reader === undefined || reader === null || other !== undefined) return []
  const byPair = new Map<string, NameHit[]>()
  for (const name of told.people) {
    const text = textOf(name)
    const before = text.slice(Math.max(0, name.hit.from - 20), name.hit.from)
    if (!YOU_AND.test(before) && !LEFT_YOU.test(text.slice(name.hit.to, name.hit.to + 40))) continue
    const pair = listedPair(told, [reader, personOf(name)])
    if (pair !== undefined) byPair.set(pair, [...(byPair.get(pair) ?? []), name])
  }
  const why = `The letter tells ${reader.name} so, and the canon knows the two as a pair; it may be over.`
  return [...byPair].map(([value, names]) => maybe(told, 'relationships', value, 0.6, why, names))
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

function nameOfPair(told: Told, people: readonly (CanonCharacter | null)[]): string {
  return listedPair(told, people) ?? people.flatMap((who) => (who === null ? [] : [who.name])).join('/')
}

function listedPair(told: Told, people: readonly (CanonCharacter | null)[]): string | undefined {
  const names = people.flatMap((who) => (who === null ? [] : [who.name]))
  return told.index.people.get(told.canon)?.byMembers.get(pairKey(names, '/'))?.name
}
