/**
 * Makes the markup of a value safe to parse, without moving a character: what would swallow text is blanked, and what
 * only looks like a tag is text.
 *
 *     in     I <3 that <grin>. <textarea>So much</textarea> <!-- and no end
 *     out    I <3 that ·grin>. </        >So much</         > </ > and no end       (· stands for a bracket as text)
 *
 * A browser hides what follows a comment, a title or a quoted attribute that nobody closed; on the old site a story
 * ended there, in the middle, and nobody noticed. Here the opening is blanked and the text goes on. People also wrote
 * `<sigh>` in angle brackets: those stay, as text.
 */
import { STANDS_FOR_TEXT } from '../read/markup.ts'
import { type OpenTags, openTags } from './open-tags.ts'
import { DISSOLVED, HIDDEN, KNOWN, RAW } from './tag-names.ts'

/** Tags in a value; each takes two kilobytes while it is read. */
const MOST_TAGS = 300_000
const LONGEST_WORDS = 60
/** Attributes are looked through so far; not again and again where they had no end. */
const LONGEST_TAG = 100_000
const LONGEST_LATER = 2000
const MOST_WITHOUT_END = 50

/** The value as the parser may see it: as long as before. */
export function maskMarkup(source: string): string {
  return mask(source, true) ?? mask(source, false) ?? source
}

interface Mask {
  readonly source: string
  readonly open: OpenTags
  readonly patches: Patch[]
  /** Where things stand next, -1 for nowhere. */
  readonly ends: Map<string, number>
  /** Unknown elements that have attributes, so that their ends are ends. */
  readonly unknown: Set<string>
  tags: number
  withoutEnd: number
}

/** What stands there instead, as long as what stood there. */
interface Patch {
  readonly at: number
  readonly text: string
}

/** Undefined when the formatting that is open costs too much. */
function mask(source: string, keepsFormatting: boolean): string | undefined {
  const open = openTags(keepsFormatting)
  const state: Mask = { source, open, patches: [], ends: new Map(), unknown: new Set(), tags: 0, withoutEnd: 0 }
  for (let at = source.indexOf('<'); at !== -1; at = source.indexOf('<', at)) {
    at = maskAt(state, at)
    if (keepsFormatting && open.isTooMuch()) return undefined
  }
  return apply(source, state.patches)
}

function apply(source: string, patches: readonly Patch[]): string {
  if (patches.length === 0) return source
  const parts: string[] = []
  let done = 0
  for (const { at, text } of patches) {
    parts.push(source.slice(done, at), text)
    done = at + text.length
  }
  parts.push(source.slice(done))
  return parts.join('')
}

/** What stands at a `<`; returns where to look on. */
function maskAt(state: Mask, at: number): number {
  const { source } = state
  const next = source.charCodeAt(at + 1)
  if (next === EXCLAMATION && source.startsWith('--', at + 2)) return maskComment(state, at)
  const isEnd = next === SLASH
  if (isLetter(source.charCodeAt(isEnd ? at + 2 : at + 1))) return maskTag(state, at, isEnd)
  if (!isEnd && next !== EXCLAMATION && next !== QUESTION) return at + 1
  if (COMMENT_LIKE.test(source.slice(at, at + 4))) return endOfBogus(state, at)
  state.patches.push({ at, text: STANDS_FOR_TEXT })
  return at + 1
}

/** `<!doctype …>`, `<![if …]>`, `<?xml …>`, `</ p>`; a broken heart, `</3`, and `<!!` are text, though parsers skip them. */
const COMMENT_LIKE = /^<(?:![[a-z>]|\?[a-z>]|\/[\s>][a-z\s]?)/i

const EXCLAMATION = 0x21
const QUESTION = 0x3f
const SLASH = 0x2f
const EQUALS = 0x3d
const CLOSE = 0x3e

function isLetter(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x9 && unit <= 0xd)
}

/** Where something stands next, looked for once as long as it is ahead; -1 for nowhere. */
function nextOf(state: Mask, wanted: string, from: number): number {
  const known = state.ends.get(wanted)
  if (known !== undefined && (known === -1 || known >= from)) return known
  const found = state.source.indexOf(wanted, from)
  state.ends.set(wanted, found)
  return found
}

function maskComment(state: Mask, at: number): number {
  const end = nextOf(state, '-->', at + 2)
  // Also from what ends it only for some parsers: `--!>`.
  if (end !== -1) return blank(state, at, end + 3)
  const condition = state.source.startsWith('<!--[', at) ? nextOf(state, ']>', at) : -1
  const length = condition !== -1 && condition - at < LONGEST_WORDS ? condition + 2 - at : 4
  return blank(state, at, at + length)
}

function endOfBogus(state: Mask, at: number): number {
  const end = nextOf(state, '>', at)
  const open = state.source.indexOf('<', at + 1)
  // Over the next tag it would go on to that one's end.
  if (end !== -1 && (open === -1 || end < open)) return end + 1
  state.patches.push({ at, text: STANDS_FOR_TEXT })
  return at + 1
}

function maskTag(state: Mask, at: number, isEnd: boolean): number {
  const { source } = state
  if (++state.tags > MOST_TAGS) return blankToEnd(state, at)
  const nameAt = isEnd ? at + 2 : at + 1
  let nameEnd = nameAt
  // A name of megabytes is none.
  while (nameEnd - nameAt <= LONGEST_WORDS && !isNameEnd(source.charCodeAt(nameEnd))) nameEnd++
  const name = source.slice(nameAt, nameEnd).toLowerCase()
  const attributes = endOfAttributes(state, nameEnd)
  if (attributes === undefined || isText(state, name, attributes, at)) {
    state.patches.push({ at, text: STANDS_FOR_TEXT })
    return at + 1
  }
  const { end, quotes } = attributes
  if (DISSOLVED.has(name)) return blank(state, at, end)
  if (HIDDEN.has(name)) return isEnd ? blank(state, at, end) : blankHidden(state, name, at, end)
  if (RAW.has(name)) return isEnd ? end : skipRaw(state, name, at, end)
  const isSeen = isEnd
    ? state.open.end(name)
    : state.open.start(name, source.slice(at, Math.min(end, at + LONGEST_LATER)))
  if (!isSeen) return blank(state, at, end)
  for (const quote of quotes) state.patches.push({ at: quote, text: ' ' })
  return end
}

/** What parsers skip: the end of an element without a name, which is a comment when there is more in it. */
function blank({ patches }: Mask, at: number, end: number): number {
  patches.push({ at, text: `</${' '.repeat(end - at - 3)}>` })
  return end
}

function blankToEnd(state: Mask, at: number): number {
  const end = nextOf(state, '>', at)
  if (end !== -1) return blank(state, at, end + 1)
  state.patches.push({ at, text: STANDS_FOR_TEXT })
  return at + 1
}

/** Goes on at the end of what is no markup, or blanks the tag where there is none. */
function skipRaw(state: Mask, name: string, at: number, end: number): number {
  const closing = nextEnd(state, name, end)
  return closing === -1 ? blank(state, at, end) : closing
}

/** All of an element that is not shown, or its tag alone where it has no end. */
function blankHidden(state: Mask, name: string, at: number, end: number): number {
  const closing = nextEnd(state, name, end)
  const close = closing === -1 ? -1 : nextOf(state, '>', closing)
  return blank(state, at, close === -1 ? end : close + 1)
}

function isNameEnd(unit: number): boolean {
  return Number.isNaN(unit) || unit === CLOSE || unit === SLASH || isSpace(unit)
}

interface Attributes {
  readonly end: number
  readonly hasValues: boolean
  /** Quotes that open a value and were never closed. */
  readonly quotes: readonly number[]
}

/** Goes over attributes as the parser does; undefined when the tag has no end. */
function endOfAttributes(state: Mask, from: number): Attributes | undefined {
  const { source } = state
  const quotes: number[] = []
  let hasValues = false
  const most = state.withoutEnd > MOST_WITHOUT_END ? LONGEST_LATER : LONGEST_TAG
  const limit = nextOf(state, '>', from) === -1 ? from : Math.min(source.length, from + most)
  let at = from
  while (at < limit) {
    const unit = source.charCodeAt(at)
    if (unit === CLOSE) return { end: at + 1, hasValues, quotes }
    if (unit !== EQUALS) {
      at++
      continue
    }
    hasValues = true
    at++
    while (isSpace(source.charCodeAt(at))) at++
    const quote = source.charAt(at)
    if (quote !== '"' && quote !== "'") continue
    const end = nextOf(state, quote, at + 1)
    if (end === -1 || swallowsMarkup(state, at, end)) quotes.push(at++)
    else at = end + 1
  }
  state.withoutEnd++
  return undefined
}

/** A quoted value that goes over the end of its tag into the next was not closed where it should. */
function swallowsMarkup(state: Mask, from: number, to: number): boolean {
  const close = nextOf(state, '>', from)
  if (close === -1 || close > to) return false
  const open = nextOf(state, '<', close)
  return open !== -1 && open < to
}

/** `<sigh>`, `<evil grin>`, `</rant>`: words in angle brackets. */
function isText({ unknown }: Mask, name: string, { end, hasValues }: Attributes, at: number): boolean {
  if (KNOWN.has(name) || unknown.has(name)) return false
  if (!hasValues && end - at <= LONGEST_WORDS && WORD.test(name)) return true
  unknown.add(name)
  return false
}

const WORD = /^[a-z]+[.!?,…]?$/

/** Where `</name` stands next, in small or capital letters; -1 for nowhere. */
function nextEnd(state: Mask, name: string, from: number): number {
  const key = `</${name}`
  const known = state.ends.get(key)
  if (known !== undefined && (known === -1 || known >= from)) return known
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  pattern.lastIndex = from
  const found = pattern.exec(state.source)?.index ?? -1
  state.ends.set(key, found)
  return found
}
