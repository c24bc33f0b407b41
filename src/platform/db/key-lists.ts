/**
 * Lists of keys for queries that are kept ready: such a query has a fixed number of places for them, and those left over
 * take the first key again.
 *
 *     keys 7 and 9 in four places      { key0: 7, key1: 9, key2: 7, key3: 7 }
 */
import type { Expression } from 'kysely'
import type { Given } from './prepared.ts'

/** `key0`, `key1` and so on. */
export type KeyList<Key> = Record<`key${number}`, Key>

/** There is at least one key. Throws when there are more than places, since they would be left out without a word. */
export function valuesOfKeys<Key extends number | string>(keys: readonly Key[], places: number): KeyList<Key> {
  const first = keys[0]
  if (first === undefined || keys.length > places) throw new RangeError(`${keys.length} keys for ${places} places`)
  return Object.fromEntries(Array.from({ length: places }, (_, i) => [`key${i}`, keys[i] ?? first]))
}

/** The places themselves, for the query. */
export function placesOfKeys<Key extends number | string>(
  given: Given<KeyList<Key>>,
  places: number,
): readonly Expression<Key>[] {
  return Array.from({ length: places }, (_, i) => given[`key${i}`] as Expression<Key>)
}
