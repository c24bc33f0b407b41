/**
 * Finds the messages of a mailbox (mbox) in a stream of bytes, holding a few lines of it at a time.
 *
 *     From tamsin@example.com Tue Mar  5 21:04:11 2002
 *     Subject: NEW: Hollow Ground
 *
 *     From the shore she saw a ship.       no new message: no date
 *
 * A message begins after a blank line with “From ”, somebody and a date, when a line of a header follows. Mailboxes that
 * say `Content-Length` (mboxcl) may hold such lines in a body; the length is believed when a message, or the end, stands
 * where it says. `>From` (mboxrd) is undone when the mail is read.
 */
import { latin1 } from '../../../kernel/latin1.ts'

/** A message without its “From ” line: `[from, to)`. */
export interface MboxMessage {
  readonly from: number
  readonly to: number
}

/** "From tamsin@example.com Tue Mar  5 21:04:11 2002", "From tamsin at example.com  Tue Mar  5 21:04:11 EST 2002", "From - Tue, 5 Mar 2002 21:04" */
const FROM_LINE =
  /^From .{0,200}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})\b,? (?=.{0,40}\d{1,2}:\d{2}).{0,60}$/
/** "From -5739217321321": newsgroups as Google kept them, with the number of the article instead of a name and a date. */
const NUMBERED_FROM = /^From -?\d{5,20}[ \t]*$/
const HEADER_LINE = /^(?:[A-Za-z][\w-]{0,60}[ \t]?:|>From )/
/** A “From ” line and the line behind it. */
const LOOK_AHEAD = 4096
const HEADER_REACH = 32_768
const MAX_DOUBTFUL = 10_000

export function isMbox(head: Uint8Array): boolean {
  return startsMessage(latin1(head.subarray(0, LOOK_AHEAD)))
}

export async function* splitMbox(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<MboxMessage> {
  const open: Open = { start: null, doubtful: [] }
  // One buffer for all of it: a new one for each piece of a mailbox of gigabytes is garbage that lies about.
  let room: Buffer = Buffer.alloc(0)
  let held = room
  let heldAt = 0
  let scanned = 0
  for await (const chunk of chunks) {
    const length = held.length + chunk.length
    if (length > room.length) room = Buffer.concat([held], length)
    room.set(chunk, held.length)
    held = room.subarray(0, length)
    // The end is looked at again with what follows.
    const until = heldAt + held.length - HEADER_REACH
    if (until <= scanned) continue
    for (const start of findStarts(held, heldAt, scanned, until)) yield* add(open, start)
    scanned = until
    const keepFrom = Math.max(0, scanned - heldAt - 4)
    room.copyWithin(0, keepFrom, length)
    held = room.subarray(0, length - keepFrom)
    heldAt += keepFrom
  }
  const end = heldAt + held.length
  for (const start of findStarts(held, heldAt, scanned, end)) yield* add(open, start)
  yield* finish(open, end)
}

interface Start {
  /** Where the blank line before it begins. */
  readonly before: number
  readonly message: number
  /** Where the message says that it ends; null when it does not say. */
  readonly saysEnd: number | null
}

function* findStarts(held: Buffer, heldAt: number, from: number, until: number): Generator<Start> {
  for (
    let at = held.indexOf('From ', from - heldAt);
    at >= 0 && heldAt + at < until;
    at = held.indexOf('From ', at + 1)
  ) {
    const before = blankBefore(held, at, heldAt)
    if (before === null) continue
    const text = latin1(held.subarray(at, at + LOOK_AHEAD))
    if (!startsMessage(text)) continue
    const message = at + text.indexOf('\n') + 1
    yield { before: heldAt + before, message: heldAt + message, saysEnd: saidEnd(held, message, heldAt) }
  }
}

function startsMessage(text: string): boolean {
  const [first = '', second = ''] = text.split('\n', 2)
  const line = first.replace(/\r$/, '')
  return (FROM_LINE.test(line) || NUMBERED_FROM.test(line)) && HEADER_LINE.test(second)
}

/** Where the blank line before a line begins, as an index; null when there is none. */
function blankBefore(held: Buffer, at: number, heldAt: number): number | null {
  if (heldAt + at === 0) return 0
  if (held[at - 1] !== LF) return null
  const blank = held[at - 2] === CR ? at - 2 : at - 1
  return blank === 0 || held[blank - 1] === LF ? blank : null
}

function saidEnd(held: Buffer, message: number, heldAt: number): number | null {
  const text = latin1(held.subarray(message, message + HEADER_REACH))
  const end = /\r?\n\r?\n/.exec(text)
  const said = /^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$/im.exec(text.slice(0, end?.index ?? 0))?.[1]
  return end === null || said === undefined ? null : heldAt + message + end.index + end[0].length + Number(said)
}

/** Puts messages between their starts, and decides which starts are real where a length was said. */
interface Open {
  start: Start | null
  /** Starts before the end that the message says. */
  doubtful: Start[]
}

function* add(open: Open, start: Start): Generator<MboxMessage> {
  const end = open.start?.saysEnd ?? null
  if (end !== null && start.before < end - 2) {
    open.doubtful.push(start)
    if (open.doubtful.length > MAX_DOUBTFUL) yield* believeStarts(open)
    return
  }
  if (end === null || start.before - end > 2) yield* believeStarts(open)
  open.doubtful = []
  yield* begin(open, start)
}

function* finish(open: Open, end: number): Generator<MboxMessage> {
  const said = open.start?.saysEnd ?? null
  if (said === null || Math.abs(end - said) > 4) yield* believeStarts(open)
  if (open.start !== null) yield { from: open.start.message, to: Math.max(open.start.message, end) }
}

/** The length was wrong: what looked like a start is one. */
function* believeStarts(open: Open): Generator<MboxMessage> {
  const starts = open.doubtful
  open.doubtful = []
  for (const start of starts) yield* begin(open, { ...start, saysEnd: null })
}

function* begin(open: Open, start: Start): Generator<MboxMessage> {
  const { start: last } = open
  if (last !== null) yield { from: last.message, to: Math.max(last.message, start.before) }
  open.start = start
}

const LF = 0x0a
const CR = 0x0d
