/**
 * What the story itself suggests, once its canon is known or suspected: who is in it and when it is set. Who
 * loves whom is in `love.ts`. Nothing here is ever stated.
 *
 *     "after we defeated the First"                       after s7e22 (Chosen)
 *     Kennedy is in it, who comes in the seventh season   season 7 or later
 */
import type { Canon, CanonCharacter, CanonPoint } from '../../canon/canon.ts'
import type { Run } from '../../run.ts'
import { isTeller } from '../narrator.ts'
import { type CanonIndex, isOneWord, isOrdinary } from './canon-index.ts'
import type { NameHit } from './fandoms.ts'
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
    return isTeller(statement.run.text, hit.from, hit.to)
  })
  const all = [...new Set(people.map(personOf))]
  return all.length === 1 ? (all[0] ?? null) : null
}

/** Whom a name or a way of speaking points at. */
export function personOf({ hit }: NameHit): CanonCharacter | null {
  return hit.item.kind === 'character' || hit.item.kind === 'speech' ? hit.item.who : null
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

const EVIDENCE_MAX = 6

/** The first few: a person named three hundred times needs no three hundred lines. */
function evenly(names: readonly NameHit[]): readonly NameHit[] {
  return names.slice(0, EVIDENCE_MAX)
}

/** A suggestion, as sure as the canon is at most. */
export function maybe(
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
