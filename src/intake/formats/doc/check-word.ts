/**
 * Looks at a Word 97 file before word-extractor does: which Word wrote it, whether it is locked, and whether every
 * piece of its text lies inside the file (MS-DOC 2.5, 2.9.38).
 *
 * word-extractor trusts what a file says of itself. So what it would follow out of the file is refused here, and what
 * it does not need (bookmarks, heads and feet) is taken out of its sight.
 */
import type { RefusalFact } from '../../reading.ts'

const WORD_97 = 0xc1
const WORD_MAGIC = 0xa5ec
const ENCRYPTED_FLAG = 0x0100
const TABLE_FLAG = 0x0200
const HEADER_BYTES = 0x01aa
const MAX_PIECES = 200_000
/** Deletions and rows of tables are found by copying the text for each. */
const MOST_COPIED = 2 ** 31

export const OLD_WORD: RefusalFact = {
  code: 'format-not-read-yet',
  why: 'This was written by a Word older than Word 97. Open it in LibreOffice, save it as ODT or RTF, and import that; the file itself is kept.',
}
const LOCKED: RefusalFact = {
  code: 'encrypted',
  why: 'This document is locked with a password; unlock it and import it again.',
}
const DAMAGED: RefusalFact = {
  code: 'unreadable',
  why: 'This Word file is damaged or cut off: the list of where its text stands cannot be read. Open it in LibreOffice, which may save more of it; the file itself is kept.',
}

export type TableName = '0Table' | '1Table'

/** The name of the stream with the tables, or why there is nothing to read. */
export function checkHeader(word: Buffer): TableName | RefusalFact {
  if (word.length < HEADER_BYTES) return DAMAGED
  const magic = word.readUInt16LE(0)
  if (magic !== WORD_MAGIC) return magic === 0xa5dc ? OLD_WORD : DAMAGED
  if (word.readUInt16LE(2) < WORD_97) return OLD_WORD
  const flags = word.readUInt16LE(0x0a)
  if ((flags & ENCRYPTED_FLAG) !== 0) return LOCKED
  return (flags & TABLE_FLAG) === 0 ? '0Table' : '1Table'
}

/** The stream of the text with only what is needed to be followed, or why it cannot be. */
export function boundedWord(word: Buffer, table: Buffer): Buffer | RefusalFact {
  const pieces = countPieces(word, table)
  if (pieces === null) return DAMAGED
  const bounded = Buffer.from(word)
  bounded.writeUInt32LE(0, BOOKMARKS_SIZE)
  bounded.writeUInt32LE(0, HEADS_SIZE)
  for (const size of [CHARACTERS_SIZE, PARAGRAPHS_SIZE]) {
    const runs = (word.readUInt32LE(size) / 8) * RUNS_A_PAGE
    const place = word.readUInt32LE(size - 4)
    const isInside = place + word.readUInt32LE(size) <= table.length
    if (!isInside || runs * word.length > MOST_COPIED * 64) bounded.writeUInt32LE(NO_RUNS, size)
  }
  return bounded
}

/** Without looks of characters and paragraphs: deletions are then shown, and the text is read all the same. */
export function withoutLooks(word: Buffer): Buffer {
  const bare = Buffer.from(word)
  bare.writeUInt32LE(NO_RUNS, CHARACTERS_SIZE)
  bare.writeUInt32LE(NO_RUNS, PARAGRAPHS_SIZE)
  return bare
}

/** Where the header says how large each table is; four bytes before, where it stands. */
const BOOKMARKS_SIZE = 0x0146
const HEADS_SIZE = 0x00f6
const CHARACTERS_SIZE = 0x00fe
const PARAGRAPHS_SIZE = 0x0106
const PIECES_PLACE = 0x01a2
const PIECES_SIZE = 0x01a6
/** A table of this size has no entries. */
const NO_RUNS = 4
const RUNS_A_PAGE = 64

function countPieces(word: Buffer, table: Buffer): number | null {
  let at = word.readUInt32LE(PIECES_PLACE)
  const end = at + word.readUInt32LE(PIECES_SIZE)
  if (end > table.length) return null
  while (at + 3 <= end && table[at] === 1) at += 3 + table.readUInt16LE(at + 1)
  if (at + 5 > end || table[at] !== 2) return null
  const size = table.readUInt32LE(at + 1)
  const count = (size - 4) / 12
  at += 5
  if (!Number.isInteger(count) || count < 1 || count > MAX_PIECES || at + size > table.length) return null
  let total = 0
  for (let i = 0; i < count; i++) {
    const length = table.readUInt32LE(at + (i + 1) * 4) - table.readUInt32LE(at + i * 4)
    const place = table.readUInt32LE(at + (count + 1) * 4 + i * 8 + 2)
    const isWide = (place & 0x40000000) === 0
    const start = isWide ? place : (place & ~0x40000000) / 2
    const bytes = isWide ? length * 2 : length
    total += bytes
    if (length < 0 || start + bytes > word.length || total > 2 * word.length) return null
  }
  const said = word.readUInt32LE(0x4c)
  const all = table.readUInt32LE(at + count * 4)
  return said <= all ? count : null
}
