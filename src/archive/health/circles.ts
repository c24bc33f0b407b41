/**
 * Counts links that lie in circles, or hang below one: what remains when things at the end of every chain are taken away
 * again and again.
 */

interface Link {
  readonly from: number
  readonly to: number
}

export function countInCircles(links: readonly Link[]): number {
  const below = new Map<number, number>()
  for (const { from } of links) below.set(from, (below.get(from) ?? 0) + 1)
  const above = Map.groupBy(links, ({ to }) => to)
  const ends = [...new Set(links.map(({ to }) => to))].filter((id) => !below.has(id))
  let left = links.length
  for (let id = ends.pop(); id !== undefined; id = ends.pop()) {
    for (const { from } of above.get(id) ?? []) {
      left--
      const rest = (below.get(from) ?? 0) - 1
      below.set(from, rest)
      if (rest === 0) ends.push(from)
    }
  }
  return left
}
