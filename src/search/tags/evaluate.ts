/**
 * Finds the works of a layer that fit a condition.
 *
 * Every condition is asked of the works that are still left, never of all: terms first, which cost a pass over bits, then
 * what must be looked at work by work.
 */
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Condition, FoundWorks } from '../question.ts'
import { type Bits, clearBit, eachBit, hasBit, keepBoth, setBit, takeOut } from './bits.ts'
import { dayNumber, firstDay, lastDay, NO_DAY } from './day.ts'
import { addWorksOf, type Layer } from './layer.ts'
import { findWork } from './shelf.ts'
import { borrow, giveBack } from './spare.ts'
import type { TermKind } from './terms.ts'
import { NOWHERE } from './timeline.ts'

/** The works among `within` that fit. */
export function evaluate(layer: Layer, viewer: Viewer, condition: Condition, within: Bits): Bits {
  const left = within.slice()
  keepFitting(layer, viewer, condition, left)
  return left
}

/** Takes out of `left` what does not fit, in place: a set of a million works is large, and a question has many steps. */
function keepFitting(layer: Layer, viewer: Viewer, condition: Condition, left: Bits): void {
  switch (condition.kind) {
    case 'all':
      for (const each of condition.of.toSorted((a, b) => costOf(a) - costOf(b))) keepFitting(layer, viewer, each, left)
      return
    case 'any':
      keepAny(layer, viewer, condition.of, left)
      return
    case 'not':
      keepNot(layer, viewer, condition.of, left)
      return
    case 'tag':
    case 'pen-name':
    case 'site':
      keepTerms(layer, TERMS_OF[condition.kind], condition.keys, left)
      return
    case 'series':
      keepTerms(layer, seriesKinds(viewer), condition.keys, left)
      return
    case 'rating':
    case 'status':
      keepTerms(layer, [condition.kind], condition.values, left)
      return
    case 'language':
      keepTerms(layer, ['language'], listLanguages(layer, condition.values), left)
      return
    case 'words':
    case 'reviews':
    case 'hits':
      keepRange(layer.shelf.columns[condition.kind], condition, left)
      return
    case 'chapters':
      keepByChapters(layer, viewer, condition, left)
      return
    case 'posted':
    case 'updated':
      keepByDay(layer.shelf.columns[condition.kind], condition, left)
      return
    case 'setting':
      keepBySetting(layer, condition, left)
      return
    case 'told':
      keepTerms(layer, viewer.kind === 'archivist' ? ['teller', 'hidden-teller'] : ['teller'], condition.persons, left)
      return
    case 'told-by':
      keepByNarrator(layer, viewer, condition.names, left)
      return
    case 'is':
      keepByFlag(layer, viewer, condition.flag, left)
      return
    case 'works':
      keepByKey(layer, condition, left)
      return
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

function keepNot(layer: Layer, viewer: Viewer, of: Condition, left: Bits): void {
  const fitting = borrow(left.length)
  fitting.set(left)
  keepFitting(layer, viewer, of, fitting)
  takeOut(left, fitting)
  giveBack(fitting)
}

function keepAny(layer: Layer, viewer: Viewer, of: readonly Condition[], left: Bits): void {
  const found = borrow(left.length)
  const fitting = borrow(left.length)
  for (const each of of) {
    fitting.set(left)
    keepFitting(layer, viewer, each, fitting)
    for (let i = 0; i < found.length; i++) found[i] = (found[i] as number) | (fitting[i] as number)
  }
  left.set(found)
  giveBack(found)
  giveBack(fitting)
}

function keepTerms(layer: Layer, kinds: readonly TermKind[], names: readonly (number | string)[], left: Bits): void {
  const terms = kinds.flatMap((kind) => names.map((name) => layer.terms.find(kind, name)))
  const [only] = terms
  const broad = terms.length === 1 && only !== undefined ? layer.shelf.broad.get(only) : undefined
  if (broad !== undefined) {
    keepBoth(left, broad)
    return
  }
  const found = borrow(left.length)
  for (const term of terms) addWorksOf(layer, term, left, found)
  left.set(found)
  giveBack(found)
}

/** `en` is also `en-GB`, and not `enm`. */
function listLanguages({ terms }: Layer, wanted: readonly string[]): readonly (number | string)[] {
  return terms
    .listKind('language')
    .map((term) => String(terms.nameOf(term)))
    .filter((language) => wanted.some((each) => language === each || language.startsWith(`${each}-`)))
}

/** Names that somebody wrote are many and short: each is looked through for what is asked. */
function keepByNarrator(layer: Layer, viewer: Viewer, wanted: readonly string[], left: Bits): void {
  const kinds = viewer.kind === 'archivist' ? (['narrator', 'hidden-narrator'] as const) : (['narrator'] as const)
  const found = borrow(left.length)
  for (const kind of kinds) {
    for (const term of layer.terms.listKind(kind)) {
      const name = String(layer.terms.nameOf(term))
      if (wanted.some((each) => name.includes(each))) addWorksOf(layer, term, left, found)
    }
  }
  left.set(found)
  giveBack(found)
}

interface Range {
  readonly from: number | null
  readonly to: number | null
}

/** What is not known is in no range. Without a call for each work: of a large fandom there are a hundred thousand. */
function keepRange(column: Int32Array, { from, to }: Range, left: Bits): void {
  if (from === null && to === null) return
  const least = Math.max(from ?? 0, 0)
  const most = to ?? Infinity
  for (let i = 0; i < left.length; i++) {
    let kept = 0
    for (let word = left[i] as number; word !== 0; word &= word - 1) {
      const bit = word & -word
      const value = column[(i << 5) + 31 - Math.clz32(bit)] as number
      if (value >= least && value <= most) kept |= bit
    }
    left[i] = kept
  }
}

function keepByChapters({ shelf }: Layer, viewer: Viewer, { from, to }: Range, left: Bits): void {
  const { chapters, hiddenChapters } = shelf.columns
  const seesHidden = viewer.kind === 'archivist' ? 1 : 0
  keepEach(left, (work) => {
    const count = (chapters[work] as number) + seesHidden * (hiddenChapters[work] as number)
    return count >= (from ?? 0) && count <= (to ?? Infinity)
  })
}

function keepByDay(
  column: Int32Array,
  { from, to }: { readonly from: string | null; readonly to: string | null },
  left: Bits,
): void {
  if (from === null && to === null) return
  const least = from === null ? 0 : firstDay(dayNumber(from))
  const most = to === null ? Infinity : lastDay(dayNumber(to))
  keepEach(left, (work) => {
    const day = firstDay(column[work] as number)
    return day !== NO_DAY && day >= least && day <= most
  })
}

function keepBySetting(layer: Layer, condition: Condition & { kind: 'setting' }, left: Bits): void {
  const { canon, from, to } = condition
  keepTerms(layer, ['canon'], [canon], left)
  if (from === null && to === null) return
  const term = layer.terms.find('canon', canon)
  const least = from === null ? -Infinity : 2 * from
  const most = to === null ? Infinity : 2 * to
  const { starts, canons, froms, tos } = layer.shelf.settings
  keepEach(left, (work) => {
    for (let i = starts[work] as number; i < (starts[work + 1] as number); i++) {
      const isNowhere = froms[i] === NOWHERE.from && tos[i] === NOWHERE.to
      if (canons[i] === term && !isNowhere && (tos[i] as number) >= least && (froms[i] as number) <= most) return true
    }
    return false
  })
}

function keepByFlag(layer: Layer, viewer: Viewer, flag: (Condition & { kind: 'is' })['flag'], left: Bits): void {
  if (flag === 'one-chapter') {
    keepByChapters(layer, viewer, { from: 1, to: 1 }, left)
    return
  }
  const names = flag === 'series-part' && viewer.kind === 'archivist' ? [flag, 'offered-part'] : [flag]
  keepTerms(layer, ['flag'], names, left)
}

function keepByKey({ shelf }: Layer, { keys }: FoundWorks, left: Bits): void {
  const found = borrow(left.length)
  for (let i = 0; i < keys.length; i++) {
    const work = findWork(shelf, keys[i] as number)
    if (work >= 0 && hasBit(left, work)) setBit(found, work)
  }
  left.set(found)
  giveBack(found)
}

function keepEach(left: Bits, fits: (work: number) => boolean): void {
  eachBit(left, (work) => {
    if (!fits(work)) clearBit(left, work)
  })
}
