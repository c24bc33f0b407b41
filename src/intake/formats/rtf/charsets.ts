/** The encodings that RTF names: by the number of a code page, by the character set of a font, or by its name. */
import { decodeSingleByte } from '../../decode/index.ts'

const CODE_PAGES: Readonly<Record<number, string>> = {
  437: 'cp437',
  850: 'cp850',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  20866: 'koi8-r',
  21866: 'koi8-u',
  28592: 'iso-8859-2',
  28595: 'iso-8859-5',
  28597: 'iso-8859-7',
  28605: 'iso-8859-15',
  65001: 'utf-8',
}

export function encodingOfCodePage(page: number): string | undefined {
  if (page >= 1250 && page <= 1258) return `windows-${page}`
  return CODE_PAGES[page]
}

/** Character sets of Windows, and of the Macintosh from 77 on. */
const FONT_CHARSETS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  78: 'shift_jis',
  79: 'euc-kr',
  80: 'gb18030',
  81: 'big5',
  89: 'x-mac-cyrillic',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
  254: 'cp437',
}

/** A font whose letters are pictures. */
export const SYMBOL = 'symbol'
const SYMBOL_CHARSET = 2

export function encodingOfFontCharset(charset: number): string | undefined {
  return charset === SYMBOL_CHARSET ? SYMBOL : FONT_CHARSETS[charset]
}

/** `Times New Roman Cyr`: fonts of Windows 95 carry their letters in their name. */
const FONT_NAME_ENDS: readonly (readonly [string, string])[] = [
  [' Cyr', 'windows-1251'],
  [' CE', 'windows-1250'],
  [' Greek', 'windows-1253'],
  [' Tur', 'windows-1254'],
  [' Baltic', 'windows-1257'],
]

export function encodingOfFontName(name: string): string | undefined {
  return FONT_NAME_ENDS.find(([end]) => name.endsWith(end))?.[1]
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

/** The characters of bytes; what is none in an encoding of several bytes a character becomes U+FFFD. */
export function decodeBytes(bytes: Uint8Array, encoding: string): string {
  if (encoding === SYMBOL) return decodeSymbols(bytes)
  if (!MULTI_BYTE.has(encoding)) return decodeSingleByte(bytes, encoding)
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding)
  decoders.set(encoding, decoder)
  return decoder.decode(bytes)
}

const MULTI_BYTE = new Set(['shift_jis', 'gb18030', 'euc-kr', 'big5', 'utf-8'])

/** What such fonts show most: the bullet, the arrow and the faces that Word makes of `-->` and `:)`. */
const SYMBOLS: Readonly<Record<number, string>> = { 0x4a: '☺', 0x4c: '☹', 0xb7: '•', 0xa7: '▪', 0xe0: '→', 0xdf: '←' }

function decodeSymbols(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte === 0x20 ? ' ' : (SYMBOLS[byte] ?? '◆'))).join('')
}
