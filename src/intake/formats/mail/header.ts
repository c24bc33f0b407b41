/**
 * Reads the header of a mail: names and values, as bytes in Latin-1, lines that are folded joined.
 *
 *     Subject: NEW: Hollow\r\n Ground (1/3)      subject = "NEW: Hollow Ground (1/3)"
 *
 * Ends at the first blank line, or where what follows is no header: list software and people cut blank lines out. A
 * header of megabytes is read as far as any header goes.
 */

export interface MailHeader {
  /** By name in lower case; the first of a name comes first. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Where the body begins. */
  readonly bodyAt: number
}

const MAX_HEADER = 256 * 1024
const MAX_FIELDS = 2000
const MAX_VALUE = 16_384

/** "Subject:", and "Subject :" as one gateway wrote it. */
const FIELD = /^([A-Za-z][\w-]{0,60})[ \t]?:/

/** `raw` is Latin-1, `from` where the header begins. */
export function readHeader(raw: string, from: number, to: number): MailHeader {
  const fields = new Map<string, string[]>()
  let last: string[] | null = null
  let at = from
  for (let count = 0; at < to; ) {
    const end = lineEnd(raw, at, to)
    const line = raw.slice(at, Math.min(withoutBreak(raw, at, end), at + MAX_VALUE))
    if (line.trim() === '') return { fields, bodyAt: end }
    const name = FIELD.exec(line.slice(0, 80))
    const isFolded = line.startsWith(' ') || line.startsWith('\t')
    if (isFolded && last !== null) append(last, line)
    else if (name?.[1] !== undefined && !isFolded) {
      last =
        count++ < MAX_FIELDS && end - from < MAX_HEADER ? addField(fields, name[1], line.slice(name[0].length)) : null
    } else if (!isFolded) return { fields, bodyAt: at }
    at = end
  }
  return { fields, bodyAt: at }
}

/** The first field of a name, trimmed; null when there is none that says something. */
export function fieldOf({ fields }: MailHeader, name: string): string | null {
  return (
    fields
      .get(name)
      ?.find((value) => value.trim() !== '')
      ?.trim() ?? null
  )
}

/** "text/plain; charset=utf-8" as its value in lower case and its parameters, those of RFC 2231 joined. */
export function readParameters(value: string): { readonly value: string; readonly of: ReadonlyMap<string, string> } {
  const pieces = splitOutsideQuotes(value.slice(0, MAX_VALUE))
  const of = new Map<string, string>()
  for (const piece of pieces.slice(1)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const [name = ''] = piece.slice(0, equals).trim().toLowerCase().split('*')
    const said = piece.slice(equals + 1).trim()
    const bare = said.startsWith('"')
      ? said
          .slice(1)
          .replace(/"[^"]*$/, '')
          .replaceAll(/\\(.)/g, '$1')
      : said
    if (name !== '' && of.size < 100) of.set(name, (of.get(name) ?? '') + bare)
  }
  return {
    value: (pieces[0] ?? '')
      .replaceAll(/\([^()]*\)/g, '')
      .trim()
      .toLowerCase(),
    of,
  }
}

export function lineEnd(raw: string, from: number, to: number): number {
  const end = raw.indexOf('\n', from)
  return end < 0 || end >= to ? to : end + 1
}

/** Where a line ends without its line break. */
export function withoutBreak(raw: string, from: number, end: number): number {
  let at = end
  if (at > from && raw.charCodeAt(at - 1) === 0x0a) at--
  if (at > from && raw.charCodeAt(at - 1) === 0x0d) at--
  return at
}

function addField(fields: Map<string, string[]>, name: string, value: string): string[] {
  const key = name.toLowerCase()
  const values = fields.get(key)
  if (values === undefined) {
    const first = [value]
    fields.set(key, first)
    return first
  }
  values.push(value)
  return values
}

function append(values: string[], line: string): void {
  const before = values.at(-1) ?? ''
  if (before.length < MAX_VALUE) values[values.length - 1] = `${before} ${line.trim()}`
}

/** At semicolons that no quotation marks hold. */
function splitOutsideQuotes(text: string): string[] {
  const pieces: string[] = []
  let from = 0
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (character === '\\') i++
    else if (character === '"') isQuoted = !isQuoted
    else if (character === ';' && !isQuoted) {
      pieces.push(text.slice(from, i))
      from = i + 1
    }
  }
  return [...pieces, text.slice(from)]
}
