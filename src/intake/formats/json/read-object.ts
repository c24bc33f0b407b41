/**
 * Reads an object written as JSON, also one that was cut off: what is whole of it at its top, and the beginning of the
 * string that it ends in.
 */

export type JsonFacts = Readonly<Record<string, unknown>>

/** Null for what is no object. */
export function readObject(bytes: Uint8Array): JsonFacts | null {
  const text = new TextDecoder().decode(bytes)
  try {
    const value: unknown = HALF.test(text) ? JSON.parse(text, withWholeCharacters) : JSON.parse(text)
    return isFacts(value) ? value : null
  } catch {
    // Cut off or written by hand: what strings and numbers there are is taken one by one.
    return salvage(text)
  }
}

/** The escape of half a character, which may stand without the other: "\\ud83d" */
const HALF = /\\ud[89a-f]/i

function withWholeCharacters(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

export function isFacts(value: unknown): value is JsonFacts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of the first of these names that has one; numbers as they are written. */
export function textIn(facts: JsonFacts, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (typeof value === 'string' && value.trim() !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return null
}

const MAX_FACTS = 10_000
/** `"subject": "`, `"msgId": 12` */
const NEXT_FACT = /"([\w-]{1,60})"\s*:\s*(?:"|(-?\d{1,20}(?:\.\d{1,9})?)(?=\s*[,}]))/g

function salvage(text: string): JsonFacts | null {
  if (!/^\s*\{/.test(text)) return null
  const facts: Record<string, unknown> = {}
  NEXT_FACT.lastIndex = 0
  for (let count = 0; count < MAX_FACTS; count++) {
    const found = NEXT_FACT.exec(text)
    if (found === null) break
    const [, name = '', number] = found
    if (number === undefined) {
      const end = stringEnd(text, NEXT_FACT.lastIndex)
      if (!Object.hasOwn(facts, name)) facts[name] = unescape(text.slice(NEXT_FACT.lastIndex, end))
      NEXT_FACT.lastIndex = end + 1
    } else if (!Object.hasOwn(facts, name)) facts[name] = Number(number)
  }
  return facts
}

function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (at - 1 - slashes >= start && text.charAt(at - 1 - slashes) === '\\') slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescape(text: string): string {
  const undone = text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, code?: string, sign?: string) =>
    code === undefined ? (ESCAPED[sign ?? ''] ?? sign ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
  return undone.toWellFormed()
}
