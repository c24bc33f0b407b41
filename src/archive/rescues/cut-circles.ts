/**
 * Finds the links to cut where things lie in each other: series inside series that come back to themselves.
 *
 *     1 → 2, 2 → 3, 3 → 1, 1 → 4        cuts 3 → 1
 *
 * The old software followed such links until its page died. The walk goes from the lowest id in the order of the links,
 * so the same site is cut at the same place whatever order its dump has; a link is cut when it leads back to where the
 * walk came from. It keeps a stack of its own, since a chain may be as long as the dump.
 */

export interface Link {
  readonly from: string
  readonly to: string
}

/** The links that would close a circle. */
export function cutCircles<Each extends Link>(links: readonly Each[]): ReadonlySet<Each> {
  const below = Map.groupBy(links, (link) => link.from)
  const cut = new Set<Each>()
  const done = new Set<string>()
  for (const start of [...below.keys()].toSorted(byNumber)) {
    if (done.has(start)) continue
    const path = new Set([start])
    const stack = [{ id: start, links: below.get(start) ?? [], next: 0 }]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const link = top.links[top.next++]
      if (link === undefined) {
        done.add(top.id)
        path.delete(top.id)
        stack.pop()
      } else if (path.has(link.to)) {
        cut.add(link)
      } else if (!done.has(link.to)) {
        path.add(link.to)
        stack.push({ id: link.to, links: below.get(link.to) ?? [], next: 0 })
      }
    }
  }
  return cut
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}
