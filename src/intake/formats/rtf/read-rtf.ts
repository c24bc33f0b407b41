/**
 * Reads RTF, of Word, WordPad, LibreOffice, AppleWorks, and of the converters of the nineties.
 *
 *     {\rtf1\ansi She was {\i not} amused.\par}      <p>She was <i>not</i> amused.</p>
 *
 * Bytes are collected until something other than text comes, and decoded by the font they stand in: that is where RTF
 * says its encoding. Groups are kept on a list, not on the stack of this program, since files nest them without need.
 * Whatever is cut off gives what it has said until then. Notes stand at the end, as in print.
 */
import { latin1 } from '../../../kernel/latin1.ts'
import { PLAIN } from '../story-markup.ts'
import { applyWord } from './apply-word.ts'
import { decodeBytes, encodingOfCodePage, SYMBOL } from './charsets.ts'
import { type DateUnderWay, newReader, type Reader, type RtfLeftOut } from './reader.ts'
import { type Destination, FIRST_STATE } from './state.ts'
import { endFont, endStyle, noFont, noStyle, readFontWord, readStyleWord } from './tables.ts'
import { addByte, addBytes, addText, blockOf, flush } from './text.ts'
import { readTokens } from './tokens.ts'
import { CHARACTERS, FURNITURE, SKIPPED } from './words.ts'

export interface RtfReading {
  readonly html: string
  readonly title: string
  readonly author: string
  /** EDTF, empty where none is said. */
  readonly created: string
  readonly revised: string
  /** The file ends before its outermost group does. */
  readonly isCut: boolean
  readonly leftOut: RtfLeftOut
}

/** Groups nested deeper begin and end like the one they stand in. */
const MAX_GROUPS = 10_000

export function readRtf(bytes: Uint8Array): RtfReading {
  const source = latin1(bytes)
  const reader = newReader(source)
  readTokens(source, {
    open: () => openGroup(reader),
    close: () => closeGroup(reader),
    word: (name, number) => readWord(reader, name, number),
    symbol: (character) => readSymbol(reader, character),
    text: (from, to) => addBytes(reader, source.slice(from, to)),
    byte: (byte) => addByte(reader, byte),
  })
  flush(reader)
  const { title, author, created, revised } = reader.facts
  return {
    html: reader.page.finish(blockOf(reader)),
    title: title.trim(),
    author: author.trim(),
    created: dateOf(created),
    revised: dateOf(revised),
    isCut: reader.groups.length > 0,
    leftOut: reader.leftOut,
  }
}

function openGroup(reader: Reader): void {
  flush(reader)
  reader.standIns = 0
  reader.isStarred = false
  reader.isGroupStart = true
  if (reader.groups.length >= MAX_GROUPS) {
    reader.tooDeep++
    return
  }
  reader.groups.push(reader.state)
  if (reader.state.destination === 'fonts') reader.font = noFont()
  if (reader.state.destination === 'styles') reader.style = noStyle()
}

function closeGroup(reader: Reader): void {
  flush(reader)
  reader.standIns = 0
  reader.isGroupStart = false
  if (reader.tooDeep > 0) {
    reader.tooDeep--
    return
  }
  const inner = reader.state
  const outer = reader.groups.pop()
  // One brace too many: what follows is read as the file itself.
  if (outer === undefined) return
  if (inner.destination === 'styles') endStyle(reader.tables, reader.style)
  if (inner.destination === 'fonts') endFont(reader.tables, reader.font)
  if (inner.destination === 'list-text' && outer.destination !== 'list-text') reader.page.item(reader.listText)
  if (inner.noteDepth !== outer.noteDepth) reader.page.endNote(blockOf(reader))
  reader.state = outer
}

function readWord(reader: Reader, name: string, number: number | null): void {
  if (name === 'u') {
    readUnicode(reader, number ?? 0)
    return
  }
  flush(reader)
  if (reader.standIns > 0) reader.standIns--
  const isStart = reader.isGroupStart
  reader.isGroupStart = false
  if (isStart && startDestination(reader, name)) return
  const { destination } = reader.state
  if (destination === 'skipped') {
    // The text of a drawn box, and the better half of a text said twice, stand inside what is passed over.
    if (name === 'shptxt' || name === 'ud') setDestination(reader, 'body')
  } else if (destination === 'fonts') readFontWord(reader.font, name, number)
  else if (destination === 'styles') readStyleWord(reader.style, name, number)
  else if (destination === 'created' || destination === 'revised') readDate(reader.facts[destination], name, number)
  else if (!readHead(reader, name, number)) readBodyWord(reader, name, number)
}

/** Words that begin a group of their own kind; true when this one does. */
function startDestination(reader: Reader, name: string): boolean {
  const { isStarred, state, leftOut } = reader
  reader.isStarred = false
  const found = DESTINATIONS[name]
  if (found !== undefined) {
    if (state.destination !== 'skipped') setDestination(reader, found)
    if (name === 'listtext' || name === 'pntext') reader.listText = ''
    return true
  }
  switch (name) {
    case 'field':
      reader.state = { ...state, field: { instruction: '' } }
      return true
    case 'fldrslt':
      reader.state = { ...state, look: { ...state.look, href: linkOf(state.field?.instruction ?? '') } }
      return true
    case 'footnote':
      if (state.destination === 'skipped') return true
      reader.page.startNote(blockOf(reader))
      reader.state = { ...FIRST_STATE, destination: 'body', noteDepth: state.noteDepth + 1, standIns: state.standIns }
      return true
    case 'shptxt':
    case 'ud':
      setDestination(reader, 'body')
      return true
    case 'annotation':
      leftOut.comments++
      setDestination(reader, 'skipped')
      return true
    case 'upr':
      setDestination(reader, 'skipped')
      return true
    default:
  }
  if (name === 'pict' && state.destination === 'body') leftOut.images++
  if (FURNITURE.has(name)) {
    leftOut.furniture++
    setDestination(reader, 'skipped')
    return true
  }
  // What a program may pass over, it marked so; it is none of the story that older programs showed.
  if (SKIPPED.has(name) || (isStarred && !STARRED_BODY.has(name))) {
    setDestination(reader, 'skipped')
    return true
  }
  return false
}

const DESTINATIONS: Readonly<Record<string, Destination>> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  info: 'info',
  title: 'title',
  author: 'author',
  creatim: 'created',
  revtim: 'revised',
  fldinst: 'instruction',
  listtext: 'list-text',
  pntext: 'list-text',
}
const STARRED_BODY = new Set(['shppict', 'shpinst', 'cs'])

function setDestination(reader: Reader, destination: Destination): void {
  reader.state = { ...reader.state, destination }
}

/** Encodings, and the font that is meant where none is named. */
function readHead(reader: Reader, name: string, number: number | null): boolean {
  switch (name) {
    case 'ansi':
      reader.encoding = 'windows-1252'
      return true
    case 'mac':
      reader.encoding = 'macintosh'
      return true
    case 'pc':
      reader.encoding = 'cp437'
      return true
    case 'pca':
      reader.encoding = 'cp850'
      return true
    case 'ansicpg':
      reader.encoding = encodingOfCodePage(number ?? 0) ?? reader.encoding
      return true
    case 'deff':
      reader.defaultFont = number
      return true
    default:
      return false
  }
}

function readBodyWord(reader: Reader, name: string, number: number | null): void {
  const character = Object.hasOwn(CHARACTERS, name) ? CHARACTERS[name] : undefined
  if (character !== undefined) {
    addText(reader, character)
    return
  }
  if (reader.state.destination === 'body' && !reader.state.isHidden && !reader.state.isDeleted) {
    if (reader.page.word(name, blockOf(reader))) return
  }
  const changed = applyWord(reader.state, name, number)
  if (changed !== null) reader.state = changed
}

function readSymbol(reader: Reader, character: string): void {
  if (character === '*') {
    reader.isStarred = true
    return
  }
  flush(reader)
  reader.isGroupStart = false
  if (reader.standIns > 0) {
    reader.standIns--
    return
  }
  if (character === '\\' || character === '{' || character === '}') addBytes(reader, character)
  else if (character === '~') addText(reader, '\u00a0')
  else if (character === '_') addText(reader, '\u2011')
  else if (character === '-') addText(reader, '\u00ad')
  // A backslash before the end of a line ends the paragraph.
  else if (character === '\n' || character === '\r') readBodyWord(reader, 'par', null)
}

function readUnicode(reader: Reader, number: number): void {
  flush(reader)
  reader.isGroupStart = false
  const unit = number < 0 ? number + 0x10000 : number
  // Symbol fonts of Word have their letters in a private place.
  const isPrivate = unit >= 0xf000 && unit <= 0xf0ff
  if (isPrivate) {
    addText(reader, decodeBytes(Uint8Array.of(unit & 0xff), SYMBOL))
    reader.leftOut.symbols++
  } else if (unit > 0 && unit <= 0xffff) addText(reader, String.fromCharCode(unit))
  else if (unit <= 0x10ffff && unit > 0) addText(reader, String.fromCodePoint(unit))
  reader.standIns = reader.state.standIns
}

function linkOf(instruction: string): string | null {
  const found = /^\s*HYPERLINK\s+"([^"]*)"/i.exec(instruction)?.[1]
  return found === undefined || found === '' ? PLAIN.href : found
}

function readDate(date: DateUnderWay, name: string, number: number | null): void {
  if ((name === 'yr' || name === 'mo' || name === 'dy') && number !== null) date[name] = number
}

function dateOf({ yr, mo, dy }: DateUnderWay): string {
  if (yr === undefined || mo === undefined || dy === undefined) return ''
  const isDate = yr >= 1980 && yr <= 2100 && mo >= 1 && mo <= 12 && dy >= 1 && dy <= 31
  return isDate ? `${yr}-${String(mo).padStart(2, '0')}-${String(dy).padStart(2, '0')}` : ''
}
