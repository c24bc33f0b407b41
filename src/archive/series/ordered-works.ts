/**
 * A series as a list of works in its order: each work scores by its place, so that "best match" is the order of the
 * series and every filter, sort and page of a list works on it. What is no work stands between them in its place.
 */
import { html } from '../../ui/index.ts'
import { seriesAddress } from '../addresses/index.ts'
import type { ListOrder, ListView, Scope } from '../search/index.ts'
import type { SeriesLine } from './lines-store.ts'
import { seriesLine } from './pages.ts'
import type { SeriesPage, SeriesPlace } from './reading-store.ts'

export function scopeInOrder(series: SeriesPage, places: readonly SeriesPlace[]): Scope {
  const works = places.flatMap(({ workKey, number }) => (workKey === null ? [] : [{ key: workKey, number }]))
  const byKey = works.toSorted((a, b) => a.key - b.key)
  const last = works.at(-1)?.number ?? 0
  const scored = {
    kind: 'works',
    keys: Uint32Array.from(byKey, ({ key }) => key),
    scores: Float32Array.from(byKey, ({ number }) => last + 1 - number),
  } as const
  // A work behind the last place that was read is in the list too, at its end.
  const ranked = { kind: 'any', of: [scored, { kind: 'all', of: [] }] } as const
  return {
    address: seriesAddress(series),
    condition: { kind: 'all', of: [{ kind: 'series', keys: [series.key] }, ranked] },
    sort: { by: 'best', isDescending: true },
  }
}

/** The places of series inside that stand on this page of the list: ahead of its works and between them. */
export function childrenOnPage({ found, typed }: ListView, places: readonly SeriesPlace[]): readonly SeriesPlace[] {
  if (typed !== '' || found.hidden > 0) return typed === '' && found.previous === undefined ? childrenIn(places) : []
  const numbers = new Map(places.map(({ workKey, number }) => [workKey, number]))
  const first = numbers.get(found.works[0]?.key ?? null) ?? 0
  const last = found.next === undefined ? Infinity : (numbers.get(found.works.at(-1)?.key ?? null) ?? Infinity)
  const ahead = places.findLast(({ workKey, number }) => workKey !== null && number < first)?.number ?? 0
  return childrenIn(places).filter(({ number }) => number > ahead && number < last)
}

function childrenIn(places: readonly SeriesPlace[]): readonly SeriesPlace[] {
  return places.filter(({ childKey }) => childKey !== null)
}

export function orderOf(
  places: readonly SeriesPlace[],
  children: readonly (SeriesLine & { readonly key: number })[],
): ListOrder {
  const placeOfWork = new Map(places.map((place) => [place.workKey, place]))
  const lines = new Map(children.map((child) => [child.key, child]))
  return {
    words: 'Order of the series',
    placeOf: (key) => {
      const place = placeOfWork.get(key)
      return { number: place?.number ?? places.length + 1, note: place?.isConfirmed === false && OFFERED }
    },
    others: places.flatMap(({ number, childKey, isConfirmed }) => {
      const child = childKey === null ? undefined : lines.get(childKey)
      return child === undefined ? [] : [{ number, inside: html`${!isConfirmed && OFFERED}${seriesLine(child, 2)}` }]
    }),
  }
}

const OFFERED = html`<p><span class="state">offered, not confirmed</span></p>`
