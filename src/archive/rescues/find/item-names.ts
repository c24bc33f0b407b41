/**
 * Tells the items of a walk apart. Two roots may have the same name, so an item is called by its place and by which of
 * that place it is; a walk always meets them in the same order.
 */
import { folderKey } from './folder-facts.ts'
import type { Walked } from './found-sites.ts'

export function itemNames(): (item: Walked) => string {
  const met = new Map<string, number>()
  return ({ kind, within, path }) => {
    const place = `${kind} ${folderKey(within, path)}`
    const number = (met.get(place) ?? 0) + 1
    met.set(place, number)
    return `${number} ${place}`
  }
}
