/**
 * Tells the items of a walk apart. Two roots may have the same name, so an item is called by its place and by a number
 * that no other of that place has; a walk always meets them in the same order.
 *
 * They are counted by a hash of their places, since a mailbox has half a million. What shares a count by chance has
 * another place all the same.
 */
import { folderKey } from './folder-facts.ts'
import type { Walked } from './found-sites.ts'

const COUNTS = 2 ** 16

export function itemNames(): (item: Walked) => string {
  const counts = new Uint32Array(COUNTS)
  return ({ kind, within, path }) => {
    const place = `${kind} ${folderKey(within, path)}`
    const count = hashOf(place) % COUNTS
    counts[count] = (counts[count] as number) + 1
    return `${counts[count]} ${place}`
  }
}

/** FNV-1a of its code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
