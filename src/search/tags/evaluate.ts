/**
 * Finds the works of a layer that fit a condition.
 *
 * Every condition is asked of the works that are still left, never of all: terms first, which cost a pass over bits, then
 * what must be looked at work by work.
 */
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Condition, FoundWorks } from '../question.ts'
import { type Bits, eachBit, hasBit, noBits, setBit, without } from './bits.ts'
import { dayNumber, firstDay, lastDay, NO_DAY } from './day.ts'
import { addWorksOf, type Layer } from './layer.ts'
import { findWork } from './shelf.ts'
import type { TermKind } from './terms.ts'
import { NOWHERE } from './timeline.ts'

/** The works among `within` that fit. */
export function evaluate(layer: Layer, viewer: Viewer, condition: Condition, within: Bits): Bits {
  switch (condition.kind) {
    case 'all':
      return condition.of
        .toSorted((a, b) => costOf(a) - costOf(b))
        .reduce((left, each) => evaluate(layer, viewer, each, left), within)
    case 'any':
      return evaluateAny(layer, viewer, condition.of, within)
    case 'not':
      return without(within, evaluate(layer, viewer, condition.of, within))
    case 'tag':
    case 'pen-name':
    case 'site':
      return worksOfTerms(layer, TERMS_OF[condition.kind], condition.keys, within)
    case 'series':
      return worksOfTerms(layer, seriesKinds(viewer), condition.keys, within)
    case 'rating':
    case 'status':
      return worksOfTerms(layer, [condition.kind], condition.values, within)
    case 'language':
      return worksOfTerms(layer, ['language'], listLanguages(layer, condition.values), within)
    case 'words':
    case 'reviews':
    case 'hits':
      return worksInRange(layer.shelf.columns[condition.kind], condition, within)
    case 'chapters':
      return worksByChapters(layer, viewer, condition, within)
    case 'posted':
    case 'updated':
      return worksByDay(layer.shelf.columns[condition.kind], condition, within)
    case 'setting':
      return worksBySetting(layer, condition, within)
    case 'told':
      return worksOfTerms(
        layer,
        viewer.kind === 'archivist' ? ['teller', 'hidden-teller'] : ['teller'],
        condition.persons,
        within,
      )
    case 'is':
      return worksByFlag(layer, viewer, condition.flag, within)
    case 'works':
      return worksByKey(layer, condition, within)
  }
}

/** All kinds of tag are in one space of keys. */
const TERMS_OF = {
  tag: ['uncounted-tag'],
  'pen-name': ['pen-name'],
  site: ['site'],
} as const satisfies Record<string, readonly TermKind[]>

function seriesKinds(viewer: Viewer): readonly TermKind[] {
  return viewer.kind === 'archivist' ? ['series', 'offered-series'] : ['series']
}

const LOOKED_AT = new Set<Condition['kind']>(['words', 'reviews', 'hits', 'chapters', 'posted', 'updated', 'setting'])

function costOf(condition: Condition): number {
  if (LOOKED_AT.has(condition.kind)) return 2
  if (condition.kind === 'not') return costOf(condition.of)
  return condition.kind === 'all' || condition.kind === 'any' ? 1 : 0
}

function evaluateAny(layer: Layer, viewer: Viewer, of: readonly Condition[], within: Bits): Bits {
  const found = noBits(layer.shelf.size)
  for (const each of of) {
    const bits = evaluate(layer, viewer, each, within)
    for (let i = 0; i < found.length; i++) found[i] = (found[i] as number) | (bits[i] as number)
  }
  return found
}

function worksOfTerms(
  layer: Layer,
  kinds: readonly TermKind[],
  names: readonly (number | string)[],
  within: Bits,
): Bits {
  const found = noBits(layer.shelf.size)
  for (const kind of kinds) for (const name of names) addWorksOf(layer, layer.terms.find(kind, name), within, found)
  return found
}

/** `en` is also `en-GB`, and not `enm`. */
function listLanguages({ terms }: Layer, wanted: readonly string[]): readonly (number | string)[] {
  return terms
    .listKind('language')
    .map((term) => String(terms.nameOf(term)))
    .filter((language) => wanted.some((each) => language === each || language.startsWith(`${each}-`)))
}

interface Range {
  readonly from: number | null
  readonly to: number | null
}

/** What is not known is in no range. Without a call for each work: of a large fandom there are a hundred thousand. */
function worksInRange(column: Int32Array, { from, to }: Range, within: Bits): Bits {
  if (from === null && to === null) return within
  const least = Math.max(from ?? 0, 0)
  const most = to ?? Infinity
  const found = new Uint32Array(within.length)
  for (let i = 0; i < within.length; i++) {
    let kept = 0
    for (let word = within[i] as number; word !== 0; word &= word - 1) {
      const bit = word & -word
      const value = column[(i << 5) + 31 - Math.clz32(bit)] as number
      if (value >= least && value <= most) kept |= bit
    }
    found[i] = kept
  }
  return found
}

function worksByChapters({ shelf }: Layer, viewer: Viewer, { from, to }: Range, within: Bits): Bits {
  const { chapters, hiddenChapters } = shelf.columns
  const seesHidden = viewer.kind === 'archivist' ? 1 : 0
  return filterBits(within, (work) => {
    const count = (chapters[work] as number) + seesHidden * (hiddenChapters[work] as number)
    return count >= (from ?? 0) && count <= (to ?? Infinity)
  })
}

function worksByDay(
  column: Int32Array,
  { from, to }: { readonly from: string | null; readonly to: string | null },
  within: Bits,
): Bits {
  if (from === null && to === null) return within
  const least = from === null ? 0 : firstDay(dayNumber(from))
  const most = to === null ? Infinity : lastDay(dayNumber(to))
  return filterBits(within, (work) => {
    const day = firstDay(column[work] as number)
    return day !== NO_DAY && day >= least && day <= most
  })
}

function worksBySetting(layer: Layer, condition: Condition & { kind: 'setting' }, within: Bits): Bits {
  const { canon, from, to } = condition
  const inCanon = worksOfTerms(layer, ['canon'], [canon], within)
  if (from === null && to === null) return inCanon
  const term = layer.terms.find('canon', canon)
  const least = from === null ? -Infinity : 2 * from
  const most = to === null ? Infinity : 2 * to
  const { starts, canons, froms, tos } = layer.shelf.settings
  return filterBits(inCanon, (work) => {
    for (let i = starts[work] as number; i < (starts[work + 1] as number); i++) {
      const isNowhere = froms[i] === NOWHERE.from && tos[i] === NOWHERE.to
      if (canons[i] === term && !isNowhere && (tos[i] as number) >= least && (froms[i] as number) <= most) return true
    }
    return false
  })
}

function worksByFlag(layer: Layer, viewer: Viewer, flag: (Condition & { kind: 'is' })['flag'], within: Bits): Bits {
  if (flag === 'one-chapter') return worksByChapters(layer, viewer, { from: 1, to: 1 }, within)
  const names = flag === 'series-part' && viewer.kind === 'archivist' ? [flag, 'offered-part'] : [flag]
  return worksOfTerms(layer, ['flag'], names, within)
}

function worksByKey({ shelf }: Layer, { keys }: FoundWorks, within: Bits): Bits {
  const found = noBits(shelf.size)
  for (let i = 0; i < keys.length; i++) {
    const work = findWork(shelf, keys[i] as number)
    if (work >= 0 && hasBit(within, work)) setBit(found, work)
  }
  return found
}

function filterBits(within: Bits, fits: (work: number) => boolean): Bits {
  const found = new Uint32Array(within.length)
  eachBit(within, (work) => {
    if (fits(work)) setBit(found, work)
  })
  return found
}
