/**
 * Where in a canon a story is set, as data and in the one form of words that we use for it.
 *
 *     { relation: 'after', from: 's7e22', to: null }       after s7e22 (Chosen)
 *     { relation: 'during', from: 's6', part: 'early' }    season 6, early
 *     { relation: 'between', from: 's6e07', to: 's6e09' }  between s6e07 (Once More, with Feeling) and s6e09 (Smashed)
 *
 * A turning point is said by what it hangs on: "after the First was defeated" is "after s7e22 (Chosen)" too, so that
 * stories set at the same time stand together however their authors put it.
 */
import type { Canon, CanonPoint } from '../../canon/canon.ts'
import type { SettingRelation } from './setting-words.ts'

export interface SettingPlace {
  /** Key of the canon; null while the fandom is unknown ("season 6" of what?). */
  readonly canon: string | null
  readonly relation: SettingRelation
  /** Keys of points. `to` only for `between` and for a stretch of several points. */
  readonly from: string
  readonly to: string | null
  readonly part: 'early' | 'mid' | 'late' | null
  /** Key of the turning point that was named, where one was. */
  readonly event: string | null
}

/** A point or a stretch of points, in a canon or, for seasons and episodes by number, in none. */
export interface Stretch {
  readonly canon: Canon | null
  readonly from: CanonPoint
  readonly to: CanonPoint
}

/** How a story stands to a stretch. `around` comes of spoilers: not before it, and hardly much later. */
export interface Standing {
  readonly relation: SettingRelation | 'around'
  readonly part: SettingPlace['part']
  readonly isAlternate: boolean
}

export interface PlaceInWords {
  readonly value: string
  readonly place: SettingPlace
}

export function placeOf(stretch: Stretch, standing: Standing, end: Stretch | null): PlaceInWords {
  const { stretch: hung, relation, event } = hang(stretch, standing.relation)
  const spoken = end === null ? hung : { ...hung, to: end.to }
  const isStretch = spoken.from.key !== spoken.to.key
  const first = relation === 'after' && end === null ? hung.to : hung.from
  const last = relation === 'before' || relation === 'after' ? null : spoken.to
  const place: SettingPlace = {
    canon: stretch.canon?.key ?? null,
    relation: relation === 'around' ? 'during' : relation,
    from: first.key,
    to: isStretch && last !== null ? last.key : null,
    part: standing.part,
    event,
  }
  const words = inWords(relation, first, last ?? first, isStretch && last !== null)
  const part = standing.part === null ? '' : `, ${standing.part}`
  return { value: `${standing.isAlternate ? 'alternate universe, ' : ''}${words}${part}`, place }
}

/** An event's own anchor takes its place, unless the story is set before the event. */
function hang(
  stretch: Stretch,
  relation: Standing['relation'],
): { stretch: Stretch; relation: Standing['relation']; event: string | null } {
  const { canon, from } = stretch
  if (from.kind !== 'event') return { stretch, relation, event: null }
  const anchor = canon?.points.find((point) => point.key === from.anchor?.key)
  if (anchor === undefined || from.anchor === null || from.anchor === undefined)
    return { stretch, relation, event: from.key }
  // Before an event after x is during x; everything else said of it is what its anchor says.
  const own = from.anchor.relation
  const turned = relation === 'before' ? (own === 'after' ? 'during' : 'before') : relation === 'after' ? 'after' : own
  return { stretch: { canon, from: anchor, to: anchor }, relation: turned, event: from.key }
}

function inWords(relation: Standing['relation'], from: CanonPoint, to: CanonPoint, isStretch: boolean): string {
  if (relation === 'between') return `between ${nameOf(from)} and ${nameOf(to)}`
  const isLong = from.kind !== 'episode' && from.kind !== 'event'
  const words = isStretch ? `${nameOf(from)} to ${nameOf(to)}` : nameOf(from)
  return relation === 'during' && isLong ? words : `${relation} ${words}`
}

function nameOf(point: CanonPoint): string {
  switch (point.kind) {
    case 'season':
      return `season ${point.season}`
    case 'episode':
      return point.name === '' ? point.key : `${point.key} (${point.name})`
    case 'book':
    case 'film':
      return `${point.kind} ${point.key.slice(1)} (${point.name})`
    case 'year':
    case 'event':
      return point.name.slice(0, 1).toLowerCase() + point.name.slice(1)
  }
}
