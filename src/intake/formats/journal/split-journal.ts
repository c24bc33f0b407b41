/**
 * Finds the entries and comments in an export of a journal, as stretches of its bytes.
 *
 *     <livejournal><entry><itemid>12</itemid>…</entry>…      one stretch an entry, "12.xml"
 *     …<entry>…<comment><itemid>7</itemid>…</comment>        and one a comment, "12/7.xml"
 *     <comments><comment><id>7</id>…                         the comments of ljdump's file C-12
 *
 * Only marks are looked at, so that an export that is damaged gives every entry that is whole; what is not closed at
 * the end goes on up to there.
 */
import { latin1 } from '../../../kernel/latin1.ts'

/** An entry or a comment: `[from, to)` of the export's bytes. */
export interface JournalPart {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface JournalParts {
  readonly parts: readonly JournalPart[]
  /** The encoding that the export declares, where it is not UTF-8. */
  readonly encoding: string | null
}

/** More than that no journal has. */
const MAX_PARTS = 1_000_000
const MAX_NESTED = 200
/** Where an item says its number. */
const NUMBER_REACH = 4096
/** How far behind a closing tag its end may be. */
const END_REACH = 100

const ROOT = /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^]{0,2000}?-->\s*)?<(livejournal|entries|comments)\b/i
const ENCODING = /^\s*<\?xml[^>]{0,80}\bencoding\s*=\s*["']([\w.:-]{2,40})["']/i

/** Whether these are the first bytes of a file of entries or comments. */
export function isJournal(head: Uint8Array): boolean {
  const start = latin1(head.subarray(0, NUMBER_REACH)).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
  // Programs for Windows write UTF-16, which is this with a zero byte beside each.
  return ROOT.test(start.replaceAll('\0', ''))
}

/** `entry` is the number of the entry that comments without one are on. */
export function splitJournal(bytes: Uint8Array, entry: string | null = null): JournalParts {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const declared = ENCODING.exec(latin1(source.subarray(0, 300)).replace(/^\xef\xbb\xbf/, ''))?.[1] ?? 'utf-8'
  const parts: JournalPart[] = []
  const open: Item[] = []
  const taken = new Map<string, number>()
  const close = (item: Item, to: number): void => {
    parts.push({ name: unique(taken, nameOf(source, item, { to, outer: open[0], entry })), from: item.from, to })
  }
  for (let at = source.indexOf(LESS); at >= 0 && parts.length < MAX_PARTS; ) {
    const mark = markAt(source, at)
    if (mark.opens !== null && isItem(mark.opens, open)) open.push(itemAt(source, mark.opens, at))
    if (mark.closes !== null && mark.closes === open.at(-1)?.name) {
      const item = open.pop()
      const next = source.subarray(at, at + END_REACH).indexOf('>')
      if (item !== undefined) close(item, next < 0 ? at : at + next + 1)
    }
    at = mark.behind < 0 ? -1 : source.indexOf(LESS, mark.behind)
  }
  for (let item = open.pop(); item !== undefined; item = open.pop()) close(item, source.length)
  const isUtf8 = /^utf-?8$/i.test(declared) || /^utf-?16/i.test(declared)
  return { parts: parts.toSorted((a, b) => a.from - b.from || a.to - b.to), encoding: isUtf8 ? null : declared }
}

interface Item {
  readonly name: string
  readonly from: number
  /** Of an entry; comments in it are on this. */
  readonly number: string | null
}

function itemAt(source: Buffer, name: string, from: number): Item {
  const number = name === 'comment' ? null : numberIn(latin1(source.subarray(from, from + NUMBER_REACH)), ENTRY_NUMBERS)
  return { name, from, number }
}

interface Mark {
  readonly opens: string | null
  readonly closes: string | null
  /** Where to go on; -1 when the rest is inside this. */
  readonly behind: number
}

function markAt(source: Buffer, at: number): Mark {
  const word = latin1(source.subarray(at, at + 12))
  if (word.startsWith('<![CDATA[')) return passed(source, ']]>', at + 9)
  if (word.startsWith('<!--')) return passed(source, '-->', at + 4)
  const [, slash = '', name = ''] = /^<(\/?)(entry|event|comment)(?=[\s>/])/.exec(word) ?? []
  if (name === '') return { opens: null, closes: null, behind: at + 1 }
  const isEmpty = slash === '' && latin1(source.subarray(at, at + 300)).match(/^<[^<>]{0,290}\/>/) !== null
  const opens = slash === '' && !isEmpty ? name : null
  return { opens, closes: slash === '' ? null : name, behind: at + 1 }
}

function passed(source: Buffer, end: string, from: number): Mark {
  const found = source.indexOf(end, from)
  return { opens: null, closes: null, behind: found < 0 ? -1 : found + end.length }
}

/** In an entry `event` is its text, and one that was opened twice is a text as well. */
function isItem(name: string, open: readonly Item[]): boolean {
  if (name === 'comment') return open.length < MAX_NESTED
  return open.length === 0
}

function nameOf(
  source: Buffer,
  item: Item,
  { to, outer, entry }: { readonly to: number; readonly outer: Item | undefined; readonly entry: string | null },
): string {
  const own = latin1(source.subarray(item.from, Math.min(to, item.from + NUMBER_REACH)))
  if (item.name !== 'comment') return `${numberIn(own, ENTRY_NUMBERS) ?? 'entry'}.xml`
  const on = numberIn(own, ENTRY_OF_COMMENT) ?? (outer === undefined || outer.name === 'comment' ? entry : outer.number)
  return `${on ?? 'comments'}/${numberIn(own, COMMENT_NUMBERS) ?? 'comment'}.xml`
}

const ENTRY_NUMBERS = [/<itemid>\s*(\d{1,12})\s*</, /^<[^>]{0,600}\b(?:jitemid|itemid)\s*=\s*["'](\d{1,12})["']/]
const ENTRY_OF_COMMENT = [/^<[^>]{0,600}\bjitemid\s*=\s*["'](\d{1,12})["']/]
const COMMENT_NUMBERS = [/<(?:id|itemid)>\s*(\d{1,12})\s*</, /^<[^>]{0,600}\s(?:id|itemid)\s*=\s*["'](\d{1,12})["']/]

function numberIn(text: string, patterns: readonly RegExp[]): string | null {
  return patterns.map((pattern) => pattern.exec(text)?.[1]).find((number) => number !== undefined) ?? null
}

function unique(taken: Map<string, number>, name: string): string {
  const before = taken.get(name) ?? 0
  taken.set(name, before + 1)
  return before === 0 ? name : name.replace(/\.xml$/, `-${before + 1}.xml`)
}

const LESS = '<'
