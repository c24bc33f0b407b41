/**
 * Tells by its bytes what a file is: a text, a page of HTML, a zip file to open, or something that is no story.
 *
 * The name decides nothing, since saved stories are called anything; only between text and HTML is it evidence, for a
 * text with a few inline tags. In doubt a file is a text: a refused story is worse than a program read as one. So a
 * story that begins “From the shore …” is no mailbox, and one that quotes `<` is no page.
 */

import { latin1 } from '../../kernel/latin1.ts'
import { findUtf16 } from '../decode/index.ts'
import type { RefusalFact } from '../reading.ts'
import { isEbcdic } from './ebcdic.ts'
import { looksLikeHtml } from './html-signs.ts'
import { SIGNATURES } from './signatures.ts'
import { findTextFormat } from './text-formats.ts'
import { formatOfZip } from './zip-formats.ts'

/** Texts over this are kept and not read, code `too-large`. */
export const TEXT_LIMIT_BYTES = 64 * 1024 * 1024

export type Detection =
  | { readonly format: 'text' | 'html' | 'zip' | 'mail'; readonly refusal: null }
  | { readonly format: OpenedFormatName; readonly refusal: null }
  | { readonly format: string; readonly refusal: RefusalFact }

/** Formats that are opened before they are read: into HTML, or into what they wrap. */
const OPENED = [
  'epub',
  'docx',
  'odt',
  'fodt',
  'rtf',
  'doc',
  'journal-entry',
  'journal-comment',
  'open-doors-story',
  'web-record',
  'yahoo-message',
] as const
export type OpenedFormatName = (typeof OPENED)[number]

/** Bytes looked at; an empty file is looked at whole. */
const HEAD = 1 << 16

export function detectFormat(bytes: Uint8Array, path: string): Detection {
  if (isEmpty(bytes)) return refused('empty', 'empty', 'The file is empty.')
  const head = latin1(bytes, HEAD)
  const signature = SIGNATURES.find(({ at, magic, also }) => {
    return head.startsWith(magic, at) && (also === undefined || head.startsWith(also.magic, also.at))
  })
  if (signature !== undefined) return refused(signature.format, signature.code, WHY[signature.code](signature.format))
  if (isDosProgram(head)) return refused('program', 'program', WHY.program('program'))
  if (ZIP_STARTS.some((start) => head.startsWith(start))) return detectZip(bytes)
  if (isEbcdic(bytes)) return refused('ebcdic', 'format-not-read-yet', WHY['format-not-read-yet']('ebcdic'))
  const text = textOfHead(bytes, head)
  if (text === undefined) return refused('binary', 'binary', WHY.binary('binary'))
  const found = findTextFormat(text, path)
  if (found?.format === 'mail') return { format: 'mail', refusal: null }
  if (found !== undefined) return refused(found.format, found.code, WHY[found.code](found.format))
  return { format: looksLikeHtml(text, path) ? 'html' : 'text', refusal: null }
}

function refused(format: string, code: RefusalFact['code'], why: string): Detection {
  const opened = OPENED.find((name) => name === format)
  if (opened !== undefined) return { format: opened, refusal: null }
  const advice = code === 'format-not-read-yet' ? SAVE_AS[format] : undefined
  if (advice !== undefined) return { format, refusal: { code, why: advice } }
  return { format, refusal: { code, why } }
}

const OLD_OFFICE =
  'Ficarium cannot read this old word processor file. Open it in LibreOffice, save it as ODT or RTF, and import that; the file itself is kept.'
/** Formats that other programs read and save anew. */
const SAVE_AS: Readonly<Record<string, string>> = {
  ebcdic:
    'This text is in EBCDIC, the code of mainframes, which Ficarium does not read; it is kept. Turn it into UTF-8 (“iconv -f CP037 -t UTF-8 NAME”, or CP500 in Europe) and import what comes out.',
  'word-for-dos': OLD_OFFICE,
  'word-6': OLD_OFFICE,
  wordperfect: OLD_OFFICE,
  sxw: OLD_OFFICE,
  abiword: OLD_OFFICE,
}

const WHY = {
  image: (format: string) => `This is an image (${format}), not a story.`,
  'audio-or-video': (format: string) => `This is sound or film (${format}), not a story.`,
  program: (_format: string) => 'This is a program, not a story.',
  'site-file': (_format: string) => 'This belongs to a packed web archive, whose pages are read; it holds no story.',
  binary: (_format: string) => 'This is neither text nor a format that Ficarium knows.',
  'format-not-read-yet': (format: string) =>
    HOW_TO_UNPACK[format] ?? `Ficarium cannot read this format (${format}) yet; the file is kept.`,
} as const satisfies Partial<Record<RefusalFact['code'], (format: string) => string>>

/** Containers that only other programs open; what they hold comes in once it is unpacked. */
const HOW_TO_UNPACK: Readonly<Record<string, string>> = {
  '7z': howToUnpack('a 7z file', 'with 7-Zip, or “7z x NAME.7z”'),
  rar: howToUnpack('a RAR file', 'with 7-Zip or WinRAR, “unrar x NAME.rar” or “7z x NAME.rar”'),
  bzip2: howToUnpack('packed with bzip2', 'with 7-Zip or “bunzip2 --keep NAME.bz2”'),
  xz: howToUnpack('packed with xz', 'with 7-Zip or “unxz --keep NAME.xz”'),
  zstd: howToUnpack('packed with zstd', 'with “unzstd NAME.zst”'),
  lzh: howToUnpack('an LHA file', 'with 7-Zip, or “lha x NAME.lzh”'),
  cab: howToUnpack('a cabinet file', 'with 7-Zip, or “cabextract NAME.cab”'),
  stuffit: howToUnpack('a StuffIt file', 'with The Unarchiver, or “unar NAME.sit”'),
}

function howToUnpack(what: string, how: string): string {
  return `This is ${what}, which Ficarium does not open; it is kept. Unpack it (${how}) and import the folder that comes out.`
}

/** Nothing but white space, zero bytes and a byte order mark. */
function isEmpty(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : isMark16(bytes) ? 2 : 0
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte !== 0 && byte !== 0x20 && byte !== 0x1a && (byte < 0x09 || byte > 0x0d)) return false
  }
  return true
}

function isMark16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

/** `MZ` and the zero bytes of its header: a story may begin with these letters. */
function isDosProgram(head: string): boolean {
  return head.startsWith('MZ') && head.slice(2, 64).split('\0').length > 8
}

/** A file, the end of an empty archive, and the mark of one that was split. */
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']

function detectZip(bytes: Uint8Array): Detection {
  const format = formatOfZip(bytes)
  if (format === undefined) return { format: 'zip', refusal: null }
  return refused(format, 'format-not-read-yet', WHY['format-not-read-yet'](format))
}

/** Share of control characters above which bytes are no text. */
const TOO_MANY_CONTROLS = 0.05

/** The head as rough text, letters beyond ASCII aside; undefined for bytes that are none. */
function textOfHead(bytes: Uint8Array, head: string): string | undefined {
  const utf16 = orderOfZeros(bytes, head)
  if (utf16 !== undefined) {
    const even = Buffer.from(bytes.subarray(0, Math.min(bytes.length, HEAD) & ~1))
    return (utf16 === 'be' ? even.swap16() : even).toString('utf16le').replace(/^\ufeff/, '')
  }
  // oxlint-disable-next-line no-control-regex -- controls are what is looked for
  if (!/[\0-\x08\x0e-\x19\x1c-\x1f]/.test(head)) return head.replace(/^\xef\xbb\xbf/, '')
  // Zero bytes come in blocks, where a disk or a transfer failed: a block counts once.
  const solid = head.replace(/\0+$/, '').replace(/\0{2,}/g, '\0')
  // oxlint-disable-next-line no-control-regex -- controls are what is counted
  const controls = solid.match(/[\0-\x08\x0e-\x19\x1c-\x1f]/g)?.length ?? 0
  if (controls > 3 && controls / solid.length > TOO_MANY_CONTROLS && !solid.includes('\x1b$B')) return undefined
  return head.replace(/^\xef\xbb\xbf/, '')
}

/** UTF-16 by its mark or, for Latin letters, by where the zero bytes are; other scripts have few control bytes. */
function orderOfZeros(bytes: Uint8Array, head: string): 'le' | 'be' | undefined {
  if (isMark16(bytes)) return bytes[0] === 0xff ? 'le' : 'be'
  if (!head.includes('\0')) return undefined
  return (['le', 'be'] as const).find((order) => findUtf16(bytes.subarray(0, HEAD)) === `utf-16${order}`)
}
