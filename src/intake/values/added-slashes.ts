/**
 * Tells whether values were stored with a backslash before every quote, and takes one layer off.
 *
 *     in     Don\'t look \"back\" into C:\\lamps
 *     out    Don't look "back" into C:\lamps
 *
 * PHP's magic quotes did it, on some hosts and in some years, so a site may hold both kinds. One value says little: a
 * title often has one quote or none. The values of a row were saved by one form, so they are judged together: where
 * nearly every quote of a row has its backslash, the row has them, and the backslashes of its values without a quote
 * (`C:\\lamps`) were doubled, too. Where a quote stands bare, all backslashes stay.
 */
import type { Change } from '../repair/rule.ts'

/** Of the quotes that a row or value has, so many must have a backslash. */
const SHARE = 0.8

interface Quotes {
  readonly escaped: number
  readonly bare: number
}

/** Whether these values, of one row or of a site, show the accident. */
export function hasAddedSlashes(values: Iterable<Uint8Array | string | null | undefined>): boolean {
  const held = [...values].filter((value) => value !== null && value !== undefined)
  // Most rows have none, and a search for one sign is twenty times as fast as counting quotes.
  if (!held.some(hasBackslash)) return false
  let escaped = 0
  let bare = 0
  for (const value of held) {
    const found = countQuotes(value)
    escaped += found.escaped
    bare += found.bare
  }
  return isConvincing({ escaped, bare })
}

function hasBackslash(value: Uint8Array | string): boolean {
  return typeof value === 'string' ? value.includes('\\') : value.includes(BACKSLASH)
}

function isConvincing({ escaped, bare }: Quotes): boolean {
  return escaped > 0 && escaped / (escaped + bare) > SHARE
}

const BACKSLASH = 0x5c
const SINGLE = 0x27
const DOUBLE = 0x22

function countQuotes(value: Uint8Array | string): Quotes {
  const at = typeof value === 'string' ? (i: number) => value.charCodeAt(i) : (i: number) => value[i] as number
  let escaped = 0
  let bare = 0
  let slashes = 0
  for (let i = 0; i < value.length; i++) {
    const unit = at(i)
    if (unit === BACKSLASH) {
      slashes++
      continue
    }
    if (unit === SINGLE || unit === DOUBLE) {
      if (slashes % 2 === 1) escaped++
      else bare++
    }
    slashes = 0
  }
  return { escaped, bare }
}

/** So many quotes with a backslash prove the accident by themselves, and in markup one: `<a href=\\"`. */
const PROOF = 3
const IN_MARKUP = /<[a-z][^<>]{0,200}=\\["']/i

/**
 * One layer of added slashes, as changes; `isKnown` when the row or the site shows them. None where the value itself
 * speaks against it. A backslash that is neither before a quote nor doubled was not added and stays.
 */
export function findAddedSlashes(text: string, isKnown: boolean): readonly Change[] {
  if (!text.includes('\\')) return []
  const quotes = countQuotes(text)
  if (quotes.escaped + quotes.bare > 0 && !isConvincing(quotes)) return []
  if (!isKnown && quotes.escaped < PROOF && !IN_MARKUP.test(text) && !isFourfold(text)) return []
  const changes: Change[] = []
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at)) {
    let end = at
    while (text.charCodeAt(end) === BACKSLASH) end++
    const next = text.charCodeAt(end)
    const count = end - at
    const isEscaped = (next === SINGLE || next === DOUBLE) && count % 2 === 1
    if (isEscaped || count % 2 === 0) changes.push({ from: at, to: at + ((count + 1) >> 1), after: '' })
    at = end
  }
  return changes
}

/** `C:\\\\\\\\lamps`: nobody types four, so these were two, each with one added. */
function isFourfold(text: string): boolean {
  for (const { 0: run } of text.matchAll(/\\+/g)) if (run.length % 4 !== 0) return false
  return !/['"]/.test(text)
}

/**
 * Line ends that were spelled out when a value was stored, as `\\r\\n`: typed text then is one line with these in it.
 *
 *     in     One.\r\n\r\nTwo.          out    One.<br><br>Two.
 *
 * Two of them at least, in a text without one true line end; among tags of paragraphs they are but spaces.
 */
export function findSpelledLineEnds(text: string): readonly Change[] {
  if (!text.includes('\\r\\n') || /[\r\n]/.test(text)) return []
  const found = [...text.matchAll(SPELLED)]
  if (found.length < 2) return []
  const after = /<(?:br|p)(?=[\s/>])/i.test(text) ? ' ' : '<br>'
  return found.map(({ 0: spelled, index }) => ({ from: index, to: index + spelled.length, after }))
}

const SPELLED = /\\r\\n/g
