/**
 * Judges, line by line, whether bytes are UTF-8, where a source as a whole is not: posts from several programs often
 * stand one behind the other in one file.
 */
import { isExpectedAlone, scriptOf } from './prose.ts'

/** `whole`: all of the line is UTF-8. `pieces`: most is, with stray bytes. `other`: it is in another encoding. */
export type LineVerdict = 'ascii' | 'whole' | 'pieces' | 'other'

export interface ByteLine {
  readonly start: number
  /** After its line end. */
  readonly end: number
  readonly verdict: LineVerdict
}

/** Cuts bytes into lines; neighbouring lines of plain ASCII are one. */
export function judgeLines(bytes: Uint8Array): readonly ByteLine[] {
  const lines: ByteLine[] = []
  for (let start = 0; start < bytes.length; ) {
    const firstHigh = findHighByte(bytes, start)
    const lineStart = firstHigh === bytes.length ? firstHigh : bytes.lastIndexOf(0x0a, firstHigh) + 1
    if (lineStart > start) lines.push({ start, end: lineStart, verdict: 'ascii' })
    if (firstHigh === bytes.length) {
      if (lineStart === start) lines.push({ start, end: firstHigh, verdict: 'ascii' })
      return lines
    }
    const lineEnd = bytes.indexOf(0x0a, firstHigh)
    const end = lineEnd === -1 ? bytes.length : lineEnd + 1
    lines.push({ start: Math.max(start, lineStart), end, verdict: judge(bytes, firstHigh, end) })
    start = end
  }
  return lines
}

function findHighByte(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) return i
  return bytes.length
}

function judge(bytes: Uint8Array, from: number, end: number): LineVerdict {
  let fitting = 0
  let letters = 0
  let strays = 0
  let odd = 0
  for (let i = from; i < end; ) {
    if ((bytes[i] as number) < 0x80) {
      i++
      continue
    }
    const length = sequenceLength(bytes, i, end)
    if (length === 0) {
      strays++
      i++
      continue
    }
    const code = codeAt(bytes, i, length)
    if (isExpectedAlone(code)) fitting++
    else if (scriptOf(code) !== undefined) letters++
    else odd++
    i += length
  }
  // A single letter of another script is an accident of two bytes; so is what no story has.
  const sequences = fitting + (letters > 1 ? letters : 0)
  if (strays === 0 && (sequences > odd || letters + fitting + odd > 8)) return 'whole'
  if (sequences > 0 && sequences >= 2 * strays && odd < sequences) return 'pieces'
  return 'other'
}

/** Length of the valid UTF-8 sequence of two to four bytes at `at`, or 0. */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] as number
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  if (length === 0 || at + length > end) return 0
  for (let i = 1; i < length; i++) if (((bytes[at + i] as number) & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1] as number
  // Overlong forms, halves of pairs and numbers past the end of Unicode.
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0
  return length
}

function codeAt(bytes: Uint8Array, at: number, length: number): number {
  let code = (bytes[at] as number) & (0xff >> (length + 1))
  for (let i = 1; i < length; i++) code = (code << 6) | ((bytes[at + i] as number) & 0x3f)
  return code
}
