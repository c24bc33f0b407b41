/** The tables at the head of an RTF file: fonts with their encodings, styles with their names. */
import { encodingOfCodePage, encodingOfFontCharset, encodingOfFontName } from './charsets.ts'

export interface RtfStyle {
  readonly heading: number | null
  readonly bold: boolean
  readonly italic: boolean
  readonly isQuote: boolean
  readonly isContents: boolean
}

export interface Tables {
  /** Encodings by the number of a font. */
  readonly fonts: Map<number, string>
  readonly styles: Map<number, RtfStyle>
}

/** An entry of the font table under way: `{\f3\froman\fcharset204 Times New Roman Cyr;}`. */
export interface FontEntry {
  font: number
  encoding: string | undefined
  name: string
}

export function noFont(): FontEntry {
  return { font: -1, encoding: undefined, name: '' }
}

export function readFontWord(entry: FontEntry, name: string, number: number | null): void {
  if (name === 'f') entry.font = number ?? 0
  // Set 1 says nothing: the encoding of the file.
  else if (name === 'fcharset' && number !== 1) entry.encoding = encodingOfFontCharset(number ?? 0)
  else if (name === 'cpg') entry.encoding = encodingOfCodePage(number ?? 0) ?? entry.encoding
}

export function endFont(tables: Tables, entry: FontEntry): void {
  const byName = encodingOfFontName(entry.name.trim())
  // Fonts of Windows 95 say set 0 and carry the true one in their name.
  const isPlain = entry.encoding === undefined || entry.encoding === 'windows-1252'
  const encoding = isPlain ? (byName ?? entry.encoding) : entry.encoding
  if (entry.font >= 0 && encoding !== undefined) tables.fonts.set(entry.font, encoding)
}

export interface StyleEntry {
  style: number
  heading: number | null
  bold: boolean
  italic: boolean
  name: string
}

export function noStyle(): StyleEntry {
  return { style: 0, heading: null, bold: false, italic: false, name: '' }
}

export function readStyleWord(entry: StyleEntry, name: string, number: number | null): void {
  if (name === 's') entry.style = number ?? 0
  // Styles of characters, sections and tables share the numbers of none of ours.
  else if (name === 'cs' || name === 'ds' || name === 'ts') entry.style = -1
  else if (name === 'b') entry.bold = number !== 0
  else if (name === 'i') entry.italic = number !== 0
  else if (name === 'outlinelevel' && number !== null && number < 9)
    entry.heading = Math.min(6, Math.max(0, number) + 1)
}

export function endStyle(tables: Tables, { style, heading, bold, italic, name }: StyleEntry): void {
  if (style < 0) return
  const said = name.replace(/;.*$/s, '').trim().toLowerCase()
  const level = /^heading ?([1-9])$/.exec(said)?.[1]
  tables.styles.set(style, {
    heading: said === 'title' ? 1 : level === undefined ? heading : Math.min(6, Number(level)),
    bold,
    italic,
    isQuote: /^(?:quote|intense quote|quotations|block text|html blockquote|blockquote)$/.test(said),
    isContents: /^(?:toc|contents) ?\d$/.test(said),
  })
}
