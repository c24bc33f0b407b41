/**
 * Recognises lines of a site's own at the edges of a saved page (`furniture-line.ts`).
 *
 * Only lines that hold nothing else, and only before the first or behind the last words of the story: whoever writes
 * "Home" on a line of its own in the middle of a story means it.
 */
import { isFurnitureLine } from '../furniture-line.ts'
import type { Body } from './body.ts'

export function findFurniture(body: Body, isTaken: (index: number) => boolean): number[] {
  const found: number[] = []
  const written = body.lines.filter((line) => !line.isBlank && !isTaken(line.index) && line.source.kind !== 'rule')
  let from = 0
  while (from < written.length && isFurnitureLine(written[from]?.text ?? '')) from++
  let to = written.length
  while (to > from && isFurnitureLine(written[to - 1]?.text ?? '')) to--
  // A file of nothing but links is left as it is.
  if (from >= to) return []
  for (const line of [...written.slice(0, from), ...written.slice(to)]) found.push(line.index)
  return found
}
