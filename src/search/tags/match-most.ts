/** Finds works that fit as many as possible of several conditions, and says which. */
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Condition } from '../question.ts'
import { eachBit } from './bits.ts'
import { evaluate } from './evaluate.ts'
import { type Layer, visibleWorks } from './layer.ts'
import { scoresOf } from './scores.ts'

/** As many as one number has room for. */
export const MOST_CONDITIONS = 30

export interface Fitting {
  readonly work: number
  readonly fits: number
}

interface Candidate extends Fitting {
  readonly count: number
  readonly score: number
  readonly updated: number
}

/** Those that fit most first; then those with the higher scores, then those updated last. */
export function matchMost(
  layers: readonly Layer[],
  viewer: Viewer,
  conditions: readonly Condition[],
  size: number,
): readonly Fitting[] {
  const asked = conditions.slice(0, MOST_CONDITIONS)
  return layers
    .flatMap((layer) => bestOfLayer(layer, viewer, asked, size))
    .toSorted(compareCandidates)
    .slice(0, size)
    .map(({ work, fits }) => ({ work, fits }))
}

function bestOfLayer(
  layer: Layer,
  viewer: Viewer,
  conditions: readonly Condition[],
  size: number,
): readonly Candidate[] {
  const { shelf } = layer
  const visible = visibleWorks(layer, viewer)
  const fits = new Uint32Array(shelf.size)
  const counts = new Uint8Array(shelf.size)
  for (const [i, condition] of conditions.entries()) {
    eachBit(evaluate(layer, viewer, condition, visible), (work) => {
      fits[work] = (fits[work] as number) | (1 << i)
      counts[work] = (counts[work] as number) + 1
    })
  }
  const scores = scoresOf(layer, { kind: 'any', of: conditions })
  const best: Candidate[] = []
  for (let work = 0; work < shelf.size; work++) {
    const count = counts[work] as number
    if (count === 0 || (best.length >= size && count < (best.at(-1)?.count ?? 0))) continue
    const candidate = {
      work: shelf.keys[work] as number,
      fits: fits[work] as number,
      count,
      score: scores?.[work] ?? 0,
      updated: shelf.columns.updated[work] as number,
    }
    let at = best.length
    while (at > 0 && compareCandidates(candidate, best[at - 1] as Candidate) < 0) at--
    if (at < size) best.splice(at, 0, candidate)
    if (best.length > size) best.pop()
  }
  return best
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return b.count - a.count || b.score - a.score || b.updated - a.updated || b.work - a.work
}
