/**
 * Finds pairs of typed marks of emphasis in the text of one paragraph.
 *
 *     in     "I *really* mean it, he/she said."     out    one pair of `*` around "really"
 *
 * A mark opens at the start of a word and closes at the end of one, so list bullets, footnote stars, fractions,
 * `and/or`, `f**k` and `snake_case` are none. Addresses hold none but at their edges. Marks heaped up (`~*~`, `****`)
 * are ornaments. Of two marks that open before one closes, the later counts: `*NSYNC is *so* good`.
 *
 * Scans once from left to right and keeps at most one open mark of each kind, so hostile text costs no more than any.
 */
import { isWordCharacter } from './typing.ts'

export const MARKERS = ['*', '_', '/', '~'] as const
export type Marker = (typeof MARKERS)[number]

export interface Pair {
  readonly marker: Marker
  /** How many marks stand on either side: 1, or 2 and 3 of `*` and `_`. */
  readonly size: number
  /** Offset of the opening mark, and of the closing one. */
  readonly open: number
  readonly close: number
}

export interface Scan {
  readonly pairs: readonly Pair[]
  /** Marks that could open or close and found no partner. */
  readonly unpaired: readonly Marker[]
}

interface Delimiter {
  readonly marker: Marker
  readonly size: number
  readonly at: number
  readonly mayOpen: boolean
  readonly mayClose: boolean
}

const HEAP = /[*_~/]+/g
/** Punctuation that no emphasis starts with, and none ends with. */
const NEVER_FIRST = new Set(',;:)]}%>')
const NEVER_LAST = new Set('([{<')

/**
 * With `markers`, only these count, and pairs do not cross; without, each kind is looked at as if it were alone, to
 * find out which are in use.
 */
export function findPairs(text: string, markers?: ReadonlySet<Marker>): Scan {
  const open = new Map<string, Delimiter>()
  const pairs: Pair[] = []
  const unpaired: Marker[] = []
  for (const delimiter of findDelimiters(text)) {
    if (markers !== undefined && !markers.has(delimiter.marker)) continue
    const kind = delimiter.marker + String(delimiter.size)
    const partner = open.get(kind)
    if (delimiter.mayClose && partner !== undefined && isWorded(text, partner, delimiter)) {
      pairs.push({ marker: delimiter.marker, size: delimiter.size, open: partner.at, close: delimiter.at })
      open.delete(kind)
      if (markers !== undefined) dropCrossing(open, partner.at)
    } else {
      if (partner !== undefined || !delimiter.mayOpen) unpaired.push(delimiter.marker)
      if (delimiter.mayOpen) open.set(kind, delimiter)
    }
  }
  for (const left of open.values()) unpaired.push(left.marker)
  return { pairs, unpaired }
}

function dropCrossing(open: Map<string, Delimiter>, from: number): void {
  for (const [kind, delimiter] of open) if (delimiter.at > from) open.delete(kind)
}

/**
 * Something is said between the marks: a letter or a digit; between slashes a word, for `/s/` signs a letter, and no
 * other slash, for then it is a path.
 */
function isWorded(text: string, open: Delimiter, close: Delimiter): boolean {
  const inside = text.slice(open.at + open.size, close.at)
  if (open.marker === '/') return /\p{L}[\p{L}\p{M}'’]/u.test(inside) && !inside.includes('/')
  return /[\p{L}\p{N}]/u.test(inside)
}

function* findDelimiters(text: string): Generator<Delimiter> {
  const token = { start: 0, end: 0, isAddress: false }
  for (const heap of text.matchAll(HEAP)) {
    const at = heap.index
    const end = at + heap[0].length
    const runs = splitHeap(heap[0])
    if (runs === undefined) continue
    moveToken(token, text, at)
    if (token.isAddress && ((at > token.start && end < token.end) || heap[0].includes('/'))) continue
    yield* delimitersOf(text, at, end, runs)
  }
}

/** A heap as runs of one mark each: one run, or two of `*` and `_`; undefined for ornaments. */
function splitHeap(heap: string): string[] | undefined {
  const first = heap.charAt(0)
  let size = 1
  while (heap.charAt(size) === first) size++
  const runs = size === heap.length ? [heap] : [heap.slice(0, size), heap.slice(size)]
  for (const run of runs) {
    const mark = run.charAt(0)
    const most = mark === '*' || mark === '_' ? 3 : 1
    if (run.length > most || run !== mark.repeat(run.length)) return undefined
    if (runs.length > 1 && most === 1) return undefined
  }
  return runs
}

function* delimitersOf(text: string, at: number, end: number, runs: readonly string[]): Generator<Delimiter> {
  const before = characterBefore(text, at)
  const after = characterAt(text, end)
  const isAtTag = runs[0] === '/' && (before === '<' || after === '>')
  const mayOpen = !isAtTag && !isWordCharacter(before) && after.trim() !== '' && !NEVER_FIRST.has(after)
  const mayClose = !isAtTag && !isWordCharacter(after) && before.trim() !== '' && !NEVER_LAST.has(before)
  if (!mayOpen && !mayClose) return
  let offset = at
  for (const run of runs) {
    yield { marker: run.charAt(0) as Marker, size: run.length, at: offset, mayOpen, mayClose }
    offset += run.length
  }
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1)
  return unit >= 0xdc00 && unit <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.charAt(at - 1)
}

function characterAt(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0x20) : ''
}

interface Token {
  start: number
  end: number
  isAddress: boolean
}

/** Moves on to the word, between white space, that holds `at`. */
function moveToken(token: Token, text: string, at: number): void {
  if (at < token.end) return
  let start = at
  while (start > token.end && text.charAt(start - 1).trim() !== '') start--
  let end = at
  while (end < text.length && text.charAt(end).trim() !== '') end++
  token.start = start
  token.end = end
  token.isAddress = /:\/\/|www\.|[^\s@]@[^\s@]/i.test(text.slice(start, end))
}
