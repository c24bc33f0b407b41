/** Reads what a Word file says of itself beside its text: title, author, dates (MS-OLEPS). */
import { decodeSingleByte } from '../../decode/index.ts'
import type { Properties } from '../word-document.ts'

const NOTHING: Properties = { title: '', author: '', language: '', created: '', modified: '' }
const CODE_PAGE = 1
const TITLE = 2
const AUTHOR = 4
const CREATED = 12
const MODIFIED = 13
const TEXT = 0x1e
const WIDE_TEXT = 0x1f
const TIME = 0x40
const UTF_8 = 65001
const MAX_PROPERTIES = 200
const LONGEST = 2000
/** 100 nanoseconds between 1601 and 1970, in milliseconds. */
const EPOCH = 11_644_473_600_000

export function readSummary(bytes: Buffer | null): Properties {
  if (bytes === null || bytes.length < 48) return NOTHING
  const section = bytes.readUInt32LE(44)
  if (section + 8 > bytes.length) return NOTHING
  const count = Math.min(MAX_PROPERTIES, bytes.readUInt32LE(section + 4))
  const places = new Map<number, number>()
  for (let i = 0; i < count && section + 16 + i * 8 <= bytes.length; i++) {
    places.set(bytes.readUInt32LE(section + 8 + i * 8), section + bytes.readUInt32LE(section + 12 + i * 8))
  }
  const codePlace = places.get(CODE_PAGE) ?? bytes.length
  const codePage = codePlace + 6 <= bytes.length ? bytes.readUInt16LE(codePlace + 4) : 1252
  const text = (id: number): string => textAt(bytes, places.get(id), codePage)
  return {
    title: text(TITLE),
    author: text(AUTHOR),
    language: '',
    created: dateAt(bytes, places.get(CREATED)),
    modified: dateAt(bytes, places.get(MODIFIED)),
  }
}

function textAt(bytes: Buffer, place: number | undefined, codePage: number): string {
  if (place === undefined || place + 8 > bytes.length) return ''
  const type = bytes.readUInt16LE(place)
  const length = Math.min(LONGEST, bytes.readUInt32LE(place + 4))
  if (type === WIDE_TEXT) return trim(bytes.toString('utf16le', place + 8, place + 8 + length * 2))
  if (type !== TEXT) return ''
  const said = bytes.subarray(place + 8, place + 8 + length)
  if (codePage === UTF_8) return trim(said.toString('utf8'))
  const isKnown = codePage >= 1250 && codePage <= 1258
  return trim(decodeSingleByte(said, isKnown ? `windows-${codePage}` : 'windows-1252'))
}

function trim(text: string): string {
  return text.split('\0', 1)[0]?.trim() ?? ''
}

function dateAt(bytes: Buffer, place: number | undefined): string {
  if (place === undefined || place + 12 > bytes.length || bytes.readUInt16LE(place) !== TIME) return ''
  const time = Number(bytes.readBigUInt64LE(place + 4) / 10_000n) - EPOCH
  const isDate = time > Date.UTC(1980) && time < Date.UTC(2100)
  return isDate ? new Date(time).toISOString().slice(0, 10) : ''
}
