/**
 * The UTF-16 units of a text in an array. Whoever walks a text unit by unit does so in a third of the time.
 *
 * The array is the same for every text, so it is read before anybody asks for the next one, and it may be longer than
 * the text.
 */

let units = new Uint16Array(0x8000)
let bytes = Buffer.from(units.buffer)
/** A text of megabytes gets an array of its own, which nobody keeps. */
const MOST_KEPT = 0x80000

export function unitsOf(text: string): Uint16Array {
  if (text.length > MOST_KEPT) {
    const own = new Uint16Array(text.length)
    Buffer.from(own.buffer).write(text, 'utf16le')
    return own
  }
  if (text.length > units.length) {
    units = new Uint16Array(2 ** Math.ceil(Math.log2(text.length)))
    bytes = Buffer.from(units.buffer)
  }
  bytes.write(text, 'utf16le')
  return units
}
