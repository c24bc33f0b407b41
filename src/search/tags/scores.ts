/** How well works fit by what was found by other means: the scores of all such conditions added up. */
import type { Condition, FoundWorks } from '../question.ts'
import type { Layer } from './layer.ts'
import { findWork } from './shelf.ts'

/** By work; null when nothing has scores. What works must not be says nothing of how well they fit. */
export function scoresOf({ shelf }: Layer, condition: Condition): Float64Array | null {
  const scored = listScored(condition)
  if (scored.length === 0) return null
  const scores = new Float64Array(shelf.size)
  for (const { keys, scores: given } of scored) {
    for (let i = 0; i < keys.length; i++) {
      const work = findWork(shelf, keys[i] as number)
      if (work >= 0) scores[work] = (scores[work] as number) + (given?.[i] ?? 0)
    }
  }
  return scores
}

function listScored(condition: Condition): readonly FoundWorks[] {
  if (condition.kind === 'works') return condition.scores === undefined ? [] : [condition]
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(listScored) : []
}
