/**
 * Decodes what is left of quoted-printable where a mail was saved without being decoded.
 *
 *     in     She didn=92t know what the fog would bri=
 *            ng. =20
 *     out    She didn’t know what the fog would bring.
 *            (a line end)
 *
 * Certain where at least three different escapes stand in the source (the `=` at the end of a line is one) and all of
 * them in lines of 76 characters at most, as RFC 2045 wants. Bytes are UTF-8 where they can be, else Windows-1252. Lines
 * stay lines: what was broken off a word goes up to it, and reading joins the lines. Fewer escapes are doubts, and
 * what would be a control or a line end stays.
 *
 * https://www.rfc-editor.org/rfc/rfc2045#section-6.7
 */
import { decodeSingleByte } from '../decode/index.ts'
import { type Change, type DoubtfulChange, NOTHING, type Rule } from './rule.ts'

const LONGEST_LINE = 76
const MIN_DISTINCT = 3
const MOST_DOUBTS = 200

/** `=E2=80=99`, and `=` at the end of a line. */
const ESCAPES = /(?:=[\dA-F]{2})+|=(?=\r?\n)/g

export const repairQuotedPrintable: Rule = {
  code: 'quoted-printable',
  find: (text, session) => {
    if (!text.includes('=')) return NOTHING
    const found = [...text.matchAll(ESCAPES)]
    if (found.length === 0) return NOTHING
    const distinct = new Set(found.flatMap(({ 0: run }) => (run === '=' ? [run] : (run.match(/=../g) ?? []))))
    const isProven = session.proven.has('quoted-printable') || distinct.size >= MIN_DISTINCT
    const escapes = found.filter(({ 0: run }) => run !== '=')
    if (isProven && found.every(({ index }) => isShortLine(text, index))) {
      return { changes: decodeAll(text), doubts: [] }
    }
    return { changes: [], doubts: escapes.slice(0, MOST_DOUBTS).flatMap(({ 0: run, index }) => doubtOf(run, index)) }
  },
}

function isShortLine(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at) + 1
  const newline = text.indexOf('\n', at)
  const end = newline === -1 ? text.length : newline
  const length = end - start - (text.charAt(end - 1) === '\r' ? 1 : 0)
  return length <= LONGEST_LINE
}

/** Only bytes beyond ASCII are likely to be nothing else: `=20` and `=3D` may be meant. */
function doubtOf(run: string, from: number): readonly DoubtfulChange[] {
  const after = decodeEscapes(run)
  // oxlint-disable-next-line no-control-regex -- ASCII is what is looked for
  if (after === undefined || /[\0-\x7f]/.test(after)) return []
  const why = `This may be “${after}”: quoted-printable that was not decoded looks so.`
  return [{ from, to: from + run.length, after, confidence: 0.7, why }]
}

function decodeAll(text: string): readonly Change[] {
  const changes: Change[] = []
  ESCAPES.lastIndex = 0
  for (let found = ESCAPES.exec(text); found !== null; found = ESCAPES.exec(text)) {
    const from = found.index
    const to = from + found[0].length
    if (found[0] !== '=' && !isSoftBreak(text, to)) {
      const after = decodeEscapes(found[0])
      // White space at the end of a line is written so that no program takes it off.
      const isTrailing = (after ?? 'x').trim() === '' && isLineEnd(text, to)
      if (after !== undefined) changes.push({ from, to, after: isTrailing ? '' : after })
      continue
    }
    ESCAPES.lastIndex = pullUp(text, from, found[0] === '=' ? from : to, changes)
  }
  return changes
}

/**
 * Takes the `=` off the end of a line and brings up the rest of the word that was broken, with the escapes from `from`
 * on, which may be the first bytes of a character. Returns where to go on.
 */
function pullUp(text: string, from: number, equals: number, changes: Change[]): number {
  const lineEnd = text.indexOf('\n', equals)
  const next = lineEnd + 1
  const rest = /^[^\s=]*(?:=[\dA-F]{2}[^\s=]*)*/.exec(text.slice(next, next + LONGEST_LINE))?.[0] ?? ''
  const isLast = isLineEnd(text, next + rest.length)
  const isWhole = isLast || /\s/.test(text.charAt(next + rest.length))
  const isBetweenWords = from === equals && /\s/.test(text.charAt(equals - 1))
  const moved = isBetweenWords || !isWhole ? '' : rest
  const after = decodeText(text.slice(from, equals) + moved)
  changes.push({ from, to: equals + 1, after })
  if (moved === '') return next
  const end = next + moved.length + (isLast ? 0 : 1)
  changes.push({ from: next, to: end, after: '' })
  return end
}

function isSoftBreak(text: string, at: number): boolean {
  return text.charAt(at) === '=' && isLineEnd(text, at + 1) && at + 1 < text.length
}

function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text.charAt(at) === '\n' || (text.charAt(at) === '\r' && text.charAt(at + 1) === '\n')
}

function decodeText(text: string): string {
  return text.replace(/(?:=[\dA-F]{2})+/g, (run) => decodeEscapes(run) ?? run)
}

/** Undefined for what would be a control or a line end. */
function decodeEscapes(run: string): string | undefined {
  const bytes = Uint8Array.from(run.match(/[\dA-F]{2}/g) ?? [], (digits) => Number.parseInt(digits, 16))
  if (bytes.some((byte) => (byte < 0x20 && byte !== 0x09) || byte === 0x7f)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // No UTF-8: then each byte is a character of its own.
    return decodeSingleByte(bytes, 'windows-1252')
  }
}
