/**
 * Finds the objects in a list written as JSON, as stretches of its bytes: `[{…}, {…}]`, `{"messages": [{…}]}`, or one
 * object a line.
 *
 * Only brackets and strings are looked at, so that a list that is cut off gives what is whole of it, and its last
 * object as far as it goes.
 */
import { latin1 } from '../../../kernel/latin1.ts'

/** An object: `[from, to)` of the list's bytes. */
export interface JsonObject {
  readonly from: number
  readonly to: number
}

const MAX_OBJECTS = 1_000_000
/** How far in the list may begin. */
const START_REACH = 4096

/** The objects of the list that `name` names, or of the whole where that is a list itself; none for a single object. */
export function splitList(bytes: Uint8Array, names: readonly string[]): readonly JsonObject[] {
  const start = listStart(bytes, names)
  if (start === null) return []
  const objects: JsonObject[] = []
  let depth = 0
  let from = 0
  for (let at = start; at < bytes.length && objects.length < MAX_OBJECTS; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = stringEnd(bytes, at)
    else if (byte === OPEN) {
      if (depth++ === 0) from = at
    } else if (byte === CLOSE && depth > 0) {
      if (--depth === 0) objects.push({ from, to: at + 1 })
    } else if (byte === LIST_CLOSE && depth === 0) return objects
  }
  return depth > 0 ? [...objects, { from, to: bytes.length }] : objects
}

/** Behind the bracket that opens the list, or where objects stand in lines; null for anything else. */
function listStart(bytes: Uint8Array, names: readonly string[]): number | null {
  const head = latin1(bytes, START_REACH)
  const plain = /^(?:\xef\xbb\xbf)?\s*\[\s*(?=\{)/.exec(head)
  if (plain !== null) return plain[0].length
  for (const name of names) {
    const at = head.indexOf(`"${name}"`)
    const list = at < 0 ? null : /^\s*:\s*\[\s*(?=\{)/.exec(head.slice(at + name.length + 2))
    if (list !== null) return at + name.length + 2 + list[0].length
  }
  return isLines(bytes) ? 0 : null
}

/** A first object of one line and another behind it. */
function isLines(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(LINE_FEED)
  if (bytes[0] !== OPEN || end < 0) return false
  const before = bytes[end - 1] === CARRIAGE_RETURN ? end - 2 : end - 1
  return bytes[before] === CLOSE && bytes[end + 1] === OPEN
}

/** The closing quote, or the last byte. */
function stringEnd(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return at
  }
  return bytes.length
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
const LIST_CLOSE = 0x5d
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
