/**
 * Text of an RTF file on its way into the page: bytes are collected until something else comes, decoded by the font they
 * stand in, and put where the group that they stand in belongs.
 */
import type { TextLook } from '../story-markup.ts'
import { decodeBytes, SYMBOL } from './charsets.ts'
import type { Reader } from './reader.ts'
import type { RtfBlock } from './state.ts'
import type { RtfStyle } from './tables.ts'

/** A title of more characters is none. */
const LONGEST_FACT = 2000

export function addByte(reader: Reader, byte: number): void {
  reader.isGroupStart = false
  if (reader.standIns > 0) reader.standIns--
  else reader.bytes.push(String.fromCharCode(byte))
}

export function addBytes(reader: Reader, text: string): void {
  reader.isGroupStart = false
  const passed = Math.min(reader.standIns, text.length)
  reader.standIns -= passed
  if (passed < text.length) reader.bytes.push(passed === 0 ? text : text.slice(passed))
}

export function flush(reader: Reader): void {
  if (reader.bytes.length === 0) return
  const bytes = reader.bytes.length === 1 ? (reader.bytes[0] as string) : reader.bytes.join('')
  reader.bytes = []
  const encoding = encodingOf(reader)
  if (encoding === SYMBOL) reader.leftOut.symbols++
  // Most text is ASCII, which is the same in every encoding but that of pictures.
  const isAscii = encoding !== SYMBOL && !/[\x80-\xff]/.test(bytes)
  addText(reader, isAscii ? bytes : decodeBytes(Buffer.from(bytes, 'latin1'), encoding))
}

function encodingOf({ state, tables, defaultFont, encoding }: Reader): string {
  const font = state.font ?? defaultFont
  return (font === null ? undefined : tables.fonts.get(font)) ?? encoding
}

export function addText(reader: Reader, text: string): void {
  const { state, facts, leftOut } = reader
  switch (state.destination) {
    case 'body':
      if (state.isDeleted) leftOut.deletions++
      else if (state.isHidden) leftOut.hidden++
      else addStory(reader, text)
      break
    case 'fonts':
      reader.font.name += text
      break
    case 'styles':
      reader.style.name += text
      break
    case 'instruction':
      if (state.field !== null && state.field.instruction.length < LONGEST_FACT) state.field.instruction += text
      break
    case 'title':
    case 'author':
      if (facts[state.destination].length < LONGEST_FACT) facts[state.destination] += text
      break
    case 'list-text':
      if (reader.listText.length < LONGEST_FACT) reader.listText += text
      break
    case 'skipped':
    case 'info':
    case 'created':
    case 'revised':
      break
  }
}

function addStory(reader: Reader, text: string): void {
  const { state, leftOut, page } = reader
  // Outside all groups stands what was behind the end of the file: mostly filling of a disk.
  if (reader.groups.length === 0 && text.trim() === '') return
  if (state.isCapitals && text !== text.toUpperCase()) leftOut.capitals++
  if (styleOf(reader)?.isContents === true) leftOut.contents++
  else page.text(text, lookOf(reader), blockOf(reader))
}

function styleOf({ state, tables }: Reader): RtfStyle | undefined {
  return state.style === null ? undefined : tables.styles.get(state.style)
}

/** What a heading looks like belongs to the heading. */
function lookOf(reader: Reader): TextLook {
  const { look } = reader.state
  const style = styleOf(reader)
  if (style === undefined || style.heading === null) return look
  return { ...look, bold: look.bold && !style.bold, italic: look.italic && !style.italic }
}

export function blockOf(reader: Reader): RtfBlock {
  const { paragraph } = reader.state
  const style = styleOf(reader)
  return {
    ...paragraph,
    heading: paragraph.heading ?? style?.heading ?? null,
    align: paragraph.isRightToLeft && paragraph.align === 'right' ? null : paragraph.align,
    isQuote: style?.isQuote ?? false,
    isContents: style?.isContents ?? false,
  }
}
