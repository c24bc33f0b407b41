/**
 * More like this: works that share tags with one, each tag counting the more the fewer works have it.
 *
 * A tag that every work has says nothing; one that three have says nearly everything.
 */
import type { Viewer } from '../../platform/db/visibility.ts'
import { countBits, eachBit, hasBit, noBits } from './bits.ts'
import { addWorksOf, type Layer, visibleWorks } from './layer.ts'
import { findWork } from './shelf.ts'
import { countedTagsOf } from './tag-rows.ts'
import type { Terms } from './terms.ts'

export interface Alike {
  readonly work: number
  /** Keys of canonical tags, rarest first. */
  readonly tags: readonly number[]
}

interface WeighedTerm {
  readonly term: number
  readonly weight: number
}

/** Nothing, when the viewer may not find the work itself. Alike ones go by their keys, the newest first. */
export function listAlike(
  layers: readonly Layer[],
  terms: Terms,
  viewer: Viewer,
  key: number,
  size: number,
): readonly Alike[] {
  const shared = weighTerms(layers, viewer, key)
  return layers
    .flatMap((layer) => bestOfLayer(layer, viewer, shared, key, size))
    .toSorted((a, b) => b.weight - a.weight || b.work - a.work)
    .slice(0, size)
    .map(({ work, has }) => ({
      work,
      tags: shared.filter((_, i) => has.includes(i)).map(({ term }) => terms.nameOf(term) as number),
    }))
}

function weighTerms(layers: readonly Layer[], viewer: Viewer, key: number): readonly WeighedTerm[] {
  const total = layers.reduce((sum, layer) => sum + countBits(visibleWorks(layer, viewer)), 0)
  return termsOf(layers, viewer, key)
    .map((term) => {
      const having = layers.reduce((sum, layer) => sum + countWorksOf(layer, viewer, term), 0)
      return { term, weight: Math.log(total / having) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.term - b.term)
}

function termsOf(layers: readonly Layer[], viewer: Viewer, key: number): readonly number[] {
  for (const layer of layers) {
    const work = findWork(layer.shelf, key)
    if (work < 0 || !hasBit(visibleWorks(layer, viewer), work)) continue
    return countedTagsOf(layer.shelf.rows, work)
  }
  return []
}

function countWorksOf(layer: Layer, viewer: Viewer, term: number): number {
  return countBits(worksOf(layer, viewer, term))
}

function worksOf(layer: Layer, viewer: Viewer, term: number): ReturnType<typeof noBits> {
  const bits = noBits(layer.shelf.size)
  addWorksOf(layer, term, visibleWorks(layer, viewer), bits)
  return bits
}

interface Candidate {
  readonly work: number
  readonly weight: number
  /** Which of the shared terms it has. */
  readonly has: readonly number[]
}

function bestOfLayer(
  layer: Layer,
  viewer: Viewer,
  shared: readonly WeighedTerm[],
  key: number,
  size: number,
): readonly Candidate[] {
  const { shelf } = layer
  const weights = new Float64Array(shelf.size)
  const sets = shared.map(({ term }) => worksOf(layer, viewer, term))
  for (const [i, { weight }] of shared.entries()) {
    eachBit(sets[i] as (typeof sets)[number], (work) => {
      weights[work] = (weights[work] as number) + weight
    })
  }
  const best: number[] = []
  const isBefore = (a: number, b: number): boolean =>
    ((weights[b] as number) - (weights[a] as number) || (shelf.keys[b] as number) - (shelf.keys[a] as number)) < 0
  for (let work = 0; work < shelf.size; work++) {
    if (weights[work] === 0 || shelf.keys[work] === key) continue
    if (best.length >= size && !isBefore(work, best.at(-1) as number)) continue
    if (best.length >= size) best.pop()
    let at = best.length
    while (at > 0 && isBefore(work, best[at - 1] as number)) at--
    best.splice(at, 0, work)
  }
  return best.map((work) => ({
    work: shelf.keys[work] as number,
    weight: weights[work] as number,
    has: sets.flatMap((bits, i) => (hasBit(bits, work) ? [i] : [])),
  }))
}
