/** Answers a question from layers of works: total, page and facets, all exact. */
import type { Answer, Facet, FacetValue, Question } from '../question.ts'
import { type Bits, countBits, hasBit, without } from './bits.ts'
import { evaluate } from './evaluate.ts'
import { listFacets } from './facets.ts'
import { type Layer, visibleWorks } from './layer.ts'
import { pickWorks } from './pick.ts'
import { scoresOf } from './scores.ts'
import { findWork } from './shelf.ts'
import { compareValues, type Sorting, type SortValue, sortingOf } from './sorting.ts'
import type { Terms } from './terms.ts'

/** What a question finds, whatever page of it is shown. */
export interface Found {
  readonly matches: readonly Bits[]
  readonly total: number
  readonly hidden: number
  readonly facets: ReadonlyMap<Facet, readonly FacetValue[]>
}

export function findMatches(layers: readonly Layer[], terms: Terms, question: Question): Found {
  const { viewer, condition, hidden: exclusion, facets, top } = question
  let total = 0
  let hidden = 0
  const matches = layers.map((layer) => {
    const fitting = evaluate(layer, viewer, condition, visibleWorks(layer, viewer))
    if (exclusion === undefined) {
      total += countBits(fitting)
      return fitting
    }
    const excluded = evaluate(layer, viewer, exclusion, fitting)
    const left = without(fitting, excluded)
    hidden += countBits(excluded)
    total += countBits(left)
    return left
  })
  return {
    matches,
    total,
    hidden,
    facets: listFacets(layers, terms, matches, { facets, top }),
  }
}

export function answer(layers: readonly Layer[], question: Question, found: Found): Answer {
  const { total, hidden, facets } = found
  return { total, hidden, facets, ...pageOf(layers, question, found) }
}

function pageOf(
  layers: readonly Layer[],
  question: Question,
  { matches, total }: Found,
): Pick<Answer, 'works' | 'hasPrevious' | 'hasNext'> {
  const { size, sort, isLast = false } = question
  const sortings = layers.map((layer) =>
    sortingOf(layer, sort.by, sort.by === 'best' ? scoresOf(layer, question.condition) : null),
  )
  const anchor = findAnchor(layers, sortings, question)
  const isBackwards = anchor === null ? isLast : question.after === undefined
  const isDescending = sort.isDescending !== isBackwards
  let behind = 0
  const candidates = layers.flatMap((layer, i) => {
    const sorting = sortings[i] as Sorting
    const picked = pickWorks(layer.shelf, matches[i] as Bits, {
      sorting,
      isDescending,
      anchor: anchor === null ? null : sorting.anchorAt(anchor.value, anchor.key),
      size,
    })
    behind += picked.count
    return picked.works.map((work) => ({ key: layer.shelf.keys[work] as number, value: sorting.valueOf(work) }))
  })
  const direction = isDescending ? -1 : 1
  const works = candidates
    .toSorted((a, b) => direction * (compareValues(a.value, b.value) || a.key - b.key))
    .slice(0, size)
    .map(({ key }) => key)
  const hasBehind = behind > works.length
  const hasBefore = total > behind
  return {
    works: isBackwards ? works.toReversed() : works,
    hasPrevious: isBackwards ? hasBehind : hasBefore,
    hasNext: isBackwards ? hasBefore : hasBehind,
  }
}

/** Null for the beginning or the end, also when the viewer may not find the work that the page is to begin at. */
function findAnchor(
  layers: readonly Layer[],
  sortings: readonly Sorting[],
  { viewer, after, before }: Question,
): { readonly value: SortValue; readonly key: number } | null {
  const key = after ?? before
  if (key === undefined) return null
  for (const [i, layer] of layers.entries()) {
    const work = findWork(layer.shelf, key)
    if (work >= 0 && hasBit(visibleWorks(layer, viewer), work))
      return { value: (sortings[i] as Sorting).valueOf(work), key }
  }
  return null
}
