/**
 * A series as a list of works in its order: each work scores by its place, so that "best match" is the order of the
 * series and every filter, sort and page of a list works on it.
 */
import { html } from '../../ui/index.ts'
import { seriesAddress } from '../addresses/index.ts'
import type { ListOrder, ListRequest } from '../search/index.ts'
import type { SeriesLine } from './lines-store.ts'
import { seriesLine } from './pages.ts'
import type { SeriesPage, SeriesPlace } from './reading-store.ts'

export function orderedWorks(
  series: SeriesPage,
  places: readonly SeriesPlace[],
  children: readonly (SeriesLine & { readonly key: number })[],
): Pick<ListRequest, 'scope' | 'order'> {
  const works = places.flatMap((place) => (place.workKey === null ? [] : [{ ...place, key: place.workKey }]))
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
    scope: {
      address: seriesAddress(series),
      condition: { kind: 'all', of: [{ kind: 'series', keys: [series.key] }, ranked] },
      sort: { by: 'best', isDescending: true },
    },
    order: orderOf(works, places, children),
  }
}

function orderOf(
  works: readonly (SeriesPlace & { readonly key: number })[],
  places: readonly SeriesPlace[],
  children: readonly (SeriesLine & { readonly key: number })[],
): ListOrder {
  const placeOfWork = new Map(works.map((place) => [place.key, place]))
  return {
    words: 'In the order of the series',
    placeOf: (key) => {
      const place = placeOfWork.get(key)
      return { number: place?.number ?? places.length + 1, note: place?.isConfirmed === false && OFFERED }
    },
    workAhead: (number) => works.findLast((each) => each.number < number)?.number ?? 0,
    others: places.flatMap(({ number, childKey, isConfirmed }) => {
      const child = children.find(({ key }) => key === childKey)
      return child === undefined ? [] : [{ number, inside: html`${!isConfirmed && OFFERED}${seriesLine(child, 2)}` }]
    }),
  }
}

const OFFERED = html`<p><span class="state">offered, not confirmed</span></p>`
