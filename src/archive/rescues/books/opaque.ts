/**
 * A row of an old site as it is kept where it has no place of its own here: column by column, without its secrets.
 *
 *     { "code_id": "1", "code_text": "include(…);", "log_ip": { "sealed": "network address" } }
 *
 * Text is decoded, and kept as text whatever it is: markup, PHP, serialised settings. Nothing of it is ever run or shown
 * as markup. Bytes that spell no text are kept as hexadecimal digits.
 */
import { isAscii } from 'node:buffer'
import { decode } from '../../../intake/decode/index.ts'
import { repairText } from '../../../intake/repair/repair-runs.ts'
import { applyChanges } from '../../../intake/repair/rule.ts'
import { replaceIllegal } from '../../../kernel/xml.ts'
import type { SiteRow } from '../staged-site.ts'
import { isSettingColumn, type Sealed, secretOfColumn, secretOfSetting, withoutSecrets } from './private-values.ts'

export type OpaqueValue = string | null | Sealed | { readonly hex: string }

export type OpaqueContent = Readonly<Record<string, OpaqueValue>>

/** All columns of a row, or those that are not in `but`. */
export function opaqueContent(row: Pick<SiteRow, 'values'>, but: ReadonlySet<string> = NONE): OpaqueContent {
  const kept = [...row.values].filter(([column]) => !but.has(column))
  // Where no value depends on them the others are not read: decoding every title again took 5% of a rescue.
  const names = kept.some(([column]) => isSettingColumn(column)) ? shortTexts(row, but) : []
  const content: Record<string, OpaqueValue> = {}
  for (const [column, value] of kept) {
    const text = value === null ? null : textOf(value)
    const secret = secretOfColumn(column) ?? secretOfSetting(column, names)
    if (text === null || text === '') content[column] = text
    else if (secret !== undefined) content[column] = { sealed: secret }
    else if (text === undefined) content[column] = { hex: Buffer.from(value ?? []).toString('hex') }
    else content[column] = withoutSecrets(text)
  }
  return content
}

/** The short texts of a row, which may say what another value of it is. */
function shortTexts(row: Pick<SiteRow, 'values'>, but: ReadonlySet<string>): readonly string[] {
  return [...row.values].flatMap(([column, value]) => {
    // A long value that has its place is not decoded again: it says nothing about others.
    if (value === null || (but.has(column) && value.length > LONGEST_NAME)) return []
    const text = textOf(value)
    return text === undefined || text.length > LONGEST_NAME ? [] : [text]
  })
}

/** The columns of a row that have no place here, where they say something; null when none does. */
export function extraOf(row: Pick<SiteRow, 'values'>, placed: ReadonlySet<string>): OpaqueContent | null {
  const entries = Object.entries(opaqueContent(row, placed)).filter(([, value]) => value !== null && value !== '')
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

const NONE: ReadonlySet<string> = new Set()
/** A value that says what another one of its row is (`smtp_password`) is no longer than this. */
const LONGEST_NAME = 64

/** Undefined for bytes that spell no text. */
function textOf(bytes: Uint8Array): string | undefined {
  if (hasControls(bytes)) return undefined
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const { text, undecoded } = decode(bytes)
  return undecoded.length > 0 ? undefined : mended(text)
}

/** Without the damage of a wrong encoding; entities and blanks stay, as they may be part of code. */
function mended(text: string): string {
  const patches = repairText(text).patches.filter(({ codes }) => codes.every((code) => ENCODING_REPAIRS.test(code)))
  return replaceIllegal(applyChanges(text, patches))
}

const ENCODING_REPAIRS = /-as-|^c1-control$/

/** Controls other than tabs and line ends: no text has them. */
function hasControls(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return true
  return false
}
