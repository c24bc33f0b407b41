/**
 * Finds out what the values of a site are in that are no UTF-8: single ones are too short to tell, together they do.
 */
import { chooseEncoding } from '../decode/choose.ts'

/** So many bytes tell. */
const ENOUGH = 1 << 16

/** The encoding of those of the values that are no UTF-8, or `utf-8` where there are none. */
export function findSiteEncoding(values: Iterable<Uint8Array>): string {
  const sample = new Uint8Array(ENOUGH)
  let length = 0
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (const value of values) {
    try {
      decoder.decode(value)
    } catch {
      // Not UTF-8: this is one of those that are looked for.
      const part = value.subarray(0, ENOUGH - length - 1)
      sample.set(part, length)
      length += part.length
      sample[length++] = 0x0a
    }
    if (length >= ENOUGH - 1) break
  }
  return length === 0 ? 'utf-8' : chooseEncoding(sample.subarray(0, length), 'windows-1252').name
}
