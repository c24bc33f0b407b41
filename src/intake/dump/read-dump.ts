/**
 * Reads an SQL dump of MySQL or MariaDB piece by piece: `push` its bytes, `end` it, and a listener is told its tables,
 * rows and problems as they come.
 *
 *     INSERT INTO `x_stories` VALUES (1,'The Lamp',NULL),(2,'It''s Late',NULL);      two rows of x_stories
 *
 * It knows what the programs of thirty years write: mysqldump, phpMyAdmin, HeidiSQL, Adminer, Navicat, eFiction's own
 * backup (double quotes, no tables, no columns), and rows typed by hand. Triggers and procedures are passed over, and
 * nothing is carried out: an UPDATE in a dump is a problem that is told, as is a call in a row, whose text is kept.
 *
 * It holds no more than a statement's head or one row at a time. Where the bytes make no sense it goes on at the next
 * line that begins a statement (or a row, where rows stand on lines of their own), says so, and loses only what is
 * between. A dump that ends in the middle gives every row that is whole.
 *
 * Known not to be read: connections in character sets whose letters may end in a backslash byte (gbk, sjis, big5).
 */
import { dumpConnection } from './connection.ts'
import { statementDelimiter } from './delimiter.ts'
import type { DumpDefinition, DumpListener, DumpProblem } from './dump.ts'
import { type HandOut, handOut } from './hand-out.ts'
import { findRows, readInsertHeader } from './insert.ts'
import { opensRoutine, routine } from './routine.ts'
import { rowScan } from './row.ts'
import { BROKEN, COMMA, isWordByte, latin1, MORE, OPEN, SEMICOLON, skipBlank, skipComment, wordAt } from './scan.ts'
import { dataChangingWords, passedWords, startsStatement } from './statements.ts'
import { tokensOf } from './tokens.ts'
import { utf8Pieces } from './utf-16.ts'
import { dumpWindow } from './window.ts'

export type KnownDefinitions = (database: string | null, table: string) => DumpDefinition | null

export interface DumpReader {
  readonly push: (piece: Uint8Array) => void
  readonly end: () => void
}

/** A row or head of a statement over this is no row of any site. */
const MOST_BYTES = 64 * 2 ** 20
const MOST_STATEMENT_BYTES = 4 * 2 ** 20
/**
 * How much may be looked at in vain: this, and a few times what was read. Bytes can be laid so that every line seems to
 * begin a row that ends with the file; an honest dump that is broken wastes next to nothing.
 */
const WASTE_BYTES = 512 * 2 ** 20
const WASTE_FACTOR = 4
/** Bytes that tell whether a line begins a statement. */
const LINE_START_BYTES = 48
const NEWLINE = 10

/** What the next byte is part of. */
type State = 'statement' | 'rows' | 'passed' | 'routine' | 'comment' | 'lines' | 'given-up'

/** `known` tells of tables whose `CREATE TABLE` is in another dump. */
export function readDump(listener: DumpListener, known?: KnownDefinitions): DumpReader {
  const window = dumpWindow()
  const row = rowScan()
  const connection = dumpConnection((...told) => listener.onTable?.(...told))
  let bytes: Uint8Array = new Uint8Array()
  let at = 0
  let isLast = false
  let state: State = 'statement'
  const delimiter = statementDelimiter()
  let body = routine()
  let rowsOnLines = false
  /** A row that the dump did not end; whether it is cut or broken is known when the rest is looked through. */
  let unended: { readonly table: string | null; readonly offset: number } | null = null
  let into: HandOut | null = null
  let lastHead: { readonly bytes: Uint8Array; readonly into: HandOut } | null = null
  let taken = 0
  let wasted = 0
  const pieces = utf8Pieces()

  const offsetOf = (position: number): number => window.base() + position

  function tell(code: DumpProblem['code'], table: string | null, offset: number, why: string): void {
    listener.onProblem({ code, table, offset, why })
  }

  function push(piece: Uint8Array): void {
    taken += piece.length
    for (const part of pieces.of(piece)) if (window.add(part)) run()
  }

  function endDump(): void {
    for (const part of pieces.end()) window.add(part)
    // A last line is a line, and a last word ends.
    window.add(Uint8Array.of(NEWLINE))
    window.join()
    isLast = true
    run()
    bytes = window.bytes()
    while (finish()) run()
  }

  function run(): void {
    bytes = window.bytes()
    at = 0
    while (at < bytes.length && STEPS[state]()) continue
    if (bytes.length - at > MOST_BYTES && !isLast) {
      tell('unreadable-statement', into?.table.name ?? null, offsetOf(at), 'It does not end within 64 MiB.')
      goOn(at + 1, bytes.length)
      while (at < bytes.length && STEPS[state]()) continue
    }
    window.keep(at)
    bytes = window.bytes()
    at = 0
  }

  /** What to do with a rest that did not end. True when there may be more behind it. */
  function finish(): boolean {
    const table = state === 'rows' ? (into?.table.name ?? null) : null
    if (unended !== null) {
      tell('cut-off', unended.table, unended.offset, 'The dump ends in the middle of a row.')
      return false
    }
    if (state === 'rows' && bytes.length === 0) {
      tell('cut-off', table, window.base(), 'The dump ends before the rows of a table do.')
      return false
    }
    if (bytes.length === 0 || state === 'lines' || state === 'comment' || state === 'given-up') return false
    if (state === 'rows') unended = { table, offset: window.base() }
    else tell('cut-off', table, window.base(), 'The dump ends in the middle of a statement.')
    goOn(1, bytes.length)
    window.keep(at)
    return (state as State) !== 'given-up'
  }

  /** Goes on at the next line that begins something, having looked as far as `reached` in vain. */
  function goOn(from: number, reached: number): void {
    if (state !== 'rows') rowsOnLines = false
    state = 'lines'
    wasted += Math.max(0, reached - from)
    at = from
    if (wasted <= WASTE_BYTES + WASTE_FACTOR * taken) return
    tell('unreadable-statement', null, offsetOf(from), 'Too much of it makes no sense; the rest is not read.')
    state = 'given-up'
  }

  const STEPS: Readonly<Record<State, () => boolean>> = {
    statement: stepStatement,
    rows: stepRows,
    passed: stepPassed,
    routine: stepRoutine,
    comment: stepComment,
    lines: stepLines,
    'given-up': passAll,
  }

  // --- statements ---------------------------------------------------------------------------------------------------

  function stepStatement(): boolean {
    const byte = bytes[at] as number
    if (byte <= 32 || (offsetOf(at) === 0 && bytes[at] === 0xef)) {
      at += byte === 0xef ? 3 : 1
      return true
    }
    if (byte === 35 || byte === 45 || byte === 47 || byte === 42) {
      const behind = skipComment(bytes, at, bytes.length)
      if (behind === MORE) return startLongComment(byte)
      if (behind > at) {
        if (byte !== 47 && byte !== 42) listener.onComment?.(latin1(bytes, at, Math.min(behind, at + 200)).trim())
        at = behind
        return true
      }
    }
    if (delimiter.isAt(bytes, at)) {
      at += delimiter.length()
      return true
    }
    if (byte === SEMICOLON) {
      at++
      return true
    }
    let end = at
    while (end < bytes.length && isWordByte(bytes[end] as number)) end++
    if (end === bytes.length) return false
    return startStatement(end - at > 20 ? '' : wordAt(bytes, at, end), end)
  }

  /** A comment line without end is not gathered. */
  function startLongComment(byte: number): boolean {
    if (byte !== 35 && byte !== 45) return false
    if (bytes.length - at < 1 << 16) return false
    at = bytes.length
    state = 'comment'
    return false
  }

  function stepComment(): boolean {
    const newline = bytes.indexOf(NEWLINE, at)
    at = newline === -1 ? bytes.length : newline
    if (newline !== -1) state = 'statement'
    return newline !== -1
  }

  function startStatement(word: string, behind: number): boolean {
    if (word === 'INSERT' || word === 'REPLACE') return startInsert()
    if (word === 'DELIMITER') return readDelimiter(behind)
    if (word === 'CREATE' || word === 'USE' || word === 'SET') return readStatement(word)
    if (dataChangingWords.has(word)) {
      tell('unreadable-statement', null, offsetOf(at), `${word} is not carried out.`)
    } else if (!passedWords.has(word)) {
      const text = JSON.stringify(latin1(bytes, at, Math.min(at + 60, bytes.length)))
      tell('unreadable-statement', null, offsetOf(at), `This is no statement that dumps have: ${text}.`)
      goOn(at, at)
      return true
    }
    state = 'passed'
    return true
  }

  function readDelimiter(behind: number): boolean {
    const newline = bytes.indexOf(NEWLINE, behind)
    if (newline === -1) return false
    const text = latin1(bytes, behind, newline).trim().split(/\s/, 1)[0]
    if (text !== undefined && text !== '') delimiter.set(text)
    at = newline + 1
    return true
  }

  function stepPassed(): boolean {
    const { end, passed } = delimiter.findEnd(bytes, at, connection.hasEscapes())
    at = end === MORE ? passed : end + delimiter.length()
    if (end === MORE) return false
    state = 'statement'
    return true
  }

  function readStatement(word: string): boolean {
    const { end } = delimiter.findEnd(bytes, at, connection.hasEscapes())
    if (end === MORE) {
      if (bytes.length - at < MOST_STATEMENT_BYTES) return false
      state = 'passed'
      return true
    }
    const tokens = tokensOf(bytes, at, end)
    if (word === 'USE') connection.use(tokens)
    if (word === 'SET') connection.set(tokens)
    if (word === 'CREATE') {
      if (opensRoutine(tokens) && delimiter.isUsual()) {
        state = 'routine'
        body = routine()
        return true
      }
      connection.create(tokens)
    }
    lastHead = null
    at = end + delimiter.length()
    return true
  }

  function stepRoutine(): boolean {
    const behind = body.step(bytes, at, connection.hasEscapes(), isLast)
    if (behind === MORE) return false
    at = behind
    if (body.isOver()) state = 'passed'
    return true
  }

  // --- rows ---------------------------------------------------------------------------------------------------------

  function startInsert(): boolean {
    const { at: behind, word } = findRows(bytes, at, bytes.length)
    if (behind === MORE) {
      if (bytes.length - at < MOST_STATEMENT_BYTES) return false
      tell('unreadable-statement', null, offsetOf(at), 'An INSERT without rows.')
      goOn(at + 1, bytes.length)
      return true
    }
    const head = bytes.subarray(at, behind)
    if (lastHead !== null && Buffer.compare(head, lastHead.bytes) === 0) into = lastHead.into
    else {
      const header = word === '' ? undefined : readInsertHeader(bytes, at, behind)
      if (header === undefined || header.follows === 'other') {
        const why = 'An INSERT in a form that is not read; its row is not among the rows.'
        tell('unreadable-statement', header?.name ?? null, offsetOf(at), why)
        state = 'passed'
        at = behind
        return true
      }
      into = openTable(header.database ?? connection.database(), header.name, header.columns)
      lastHead = { bytes: head.slice(), into }
    }
    rowsOnLines = false
    state = 'rows'
    at = behind
    return true
  }

  function openTable(where: string | null, name: string, listed: readonly string[] | null): HandOut {
    const definition = connection.definitionOf(where, name) ?? known?.(where, name) ?? null
    const columns = listed ?? definition?.columns.map((column) => column.name) ?? null
    const table = { database: where, name, columns, definition }
    return handOut(listener, row, table, pieces.isUtf16() ? 'utf8mb4' : connection.charset())
  }

  function stepRows(): boolean {
    const from = skipBlank(bytes, at, bytes.length)
    if (from === MORE) return false
    at = from
    if (from >= bytes.length) return false
    const byte = bytes[from] as number
    if (byte === OPEN) return readRow(from)
    if (byte === COMMA) at++
    else if (byte === SEMICOLON || delimiter.isAt(bytes, from)) {
      at += delimiter.isAt(bytes, from) ? delimiter.length() : 1
      state = 'statement'
    } else if (isWordByte(byte)) {
      if (bytes.length - from < LINE_START_BYTES && !isLast) return false
      // `ON DUPLICATE KEY …`; or the next statement, where somebody left the semicolon out.
      if (startsStatement(bytes, from)) state = 'statement'
      else state = 'passed'
    } else breakRow(from)
    return true
  }

  function readRow(from: number): boolean {
    const behind = row.scan(bytes, from, bytes.length, connection.hasEscapes())
    if (behind === MORE) return false
    if (behind === BROKEN) {
      breakRow(from)
      return true
    }
    if (from > 0 && bytes[from - 1] === NEWLINE) rowsOnLines = true
    into?.row(offsetOf(from))
    at = behind
    return true
  }

  function breakRow(from: number): void {
    const text = JSON.stringify(latin1(bytes, from, Math.min(from + 60, bytes.length)))
    tell('unreadable-statement', into?.table.name ?? null, offsetOf(from), `This is no row: ${text}.`)
    goOn(from + 1, row.reached())
  }

  // --- going on after what made no sense ----------------------------------------------------------------------------

  function stepLines(): boolean {
    for (let newline = bytes.indexOf(NEWLINE, at); newline !== -1; newline = bytes.indexOf(NEWLINE, newline + 1)) {
      at = newline
      if (bytes.length - newline < LINE_START_BYTES && !isLast) return false
      const isRow = rowsOnLines && bytes[newline + 1] === OPEN
      if (!isRow && !startsStatement(bytes, newline + 1)) continue
      at = newline + 1
      state = isRow ? 'rows' : 'statement'
      if (unended !== null) {
        tell('unreadable-statement', unended.table, unended.offset, 'This row does not end before others begin.')
        unended = null
      }
      return true
    }
    at = bytes.length
    return false
  }

  function passAll(): boolean {
    at = bytes.length
    return false
  }

  return { push, end: endDump }
}
