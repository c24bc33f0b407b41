/**
 * Chooses the text of a mail among its parts and decodes it: the best of several forms, each text kept as bytes until
 * then, the charset that it names being evidence only.
 *
 * Of plain text and HTML that say the same the HTML is read, since italics stand only there, unless it says less: some
 * programs put a note in it that one's mail is old.
 */
import { type Decoded, decode } from '../../decode/index.ts'
import { cutStretches } from './cut-stretches.ts'
import { joinFlowed } from './flowed.ts'
import type { MailPart, MailParts } from './parts.ts'
import { undoTransfer } from './transfer.ts'

export interface MailBody {
  readonly format: 'text' | 'html'
  readonly decoded: Decoded
  /** The part it was, as "1.2". */
  readonly place: string
  readonly part: MailPart | null
}

const SAYS_AS_MUCH = 0.8

export function readBody(raw: string, { parts }: MailParts): MailBody {
  const texts = parts.filter((part) => !part.isAttachment && part.type !== 'text/enriched')
  const first = texts[0] ?? parts.find((part) => part.type.startsWith('text/'))
  if (first === undefined) return { format: 'text', decoded: decode(new Uint8Array()), place: '1', part: null }
  const forms = texts.filter((part) => part.alternative !== null && part.alternative === first.alternative)
  const plain = (forms.length === 0 ? [first] : forms).filter(({ type }) => type !== 'text/html')
  const markup = (forms.length === 0 ? [first] : forms).filter(({ type }) => type === 'text/html')
  const bodies = [...markup.slice(0, 1), ...plain.slice(0, 1)].map((part) => decodePart(raw, part))
  const [best, other] = bodies
  if (best === undefined) return decodePart(raw, first)
  if (other !== undefined && lettersIn(best) < SAYS_AS_MUCH * lettersIn(other)) return other
  // Software of lists puts a footer in a part of its own, and people write in front of what they forward.
  return best
}

/** The bytes of a part as they were before they were sent. */
export function bytesOf(raw: string, part: MailPart): Uint8Array {
  return undoTransfer(raw.slice(part.from, part.to), part.encoding)
}

function decodePart(raw: string, part: MailPart): MailBody {
  const bytes = bytesOf(raw, { ...part, encoding: encodingOf(raw, part) })
  const charset = part.parameters.get('charset')
  const decoded = decode(bytes, charset === undefined ? {} : { declared: charset })
  const format = part.type === 'text/html' ? 'html' : 'text'
  const text = format === 'html' ? decoded.text : joinedLines(unescapeFrom(decoded.text), part)
  return { format, decoded: text === decoded.text ? decoded : withText(decoded, text), place: part.place, part }
}

/**
 * An equals sign at the end of a long line. It is looked for first: a pattern that begins with the line is tried at each
 * of its characters, which took a third of the time of a whole mailbox.
 */
const SOFT_BREAK = /=(?<=[^\n]{60}=)\r?\n/g

/** Quoted-printable that lost the field which says so. */
function encodingOf(raw: string, { encoding, from, to }: MailPart): string {
  if (encoding !== '' && encoding !== '7bit' && encoding !== '8bit') return encoding
  const text = raw.slice(from, Math.min(to, from + 65_536))
  const codes = new Set(text.match(/=[89A-F][0-9A-F]|=20(?=\r?\n)|=3D/g) ?? [])
  if (codes.size < 3) return encoding
  const softBreaks = text.match(SOFT_BREAK)?.length ?? 0
  return softBreaks >= 2 ? 'quoted-printable' : encoding
}

/** Mailboxes put a `>` before lines that begin with “From ”. */
function unescapeFrom(text: string): string {
  return text.includes('>From ') ? text.replaceAll(/^>(>*From )/gm, '$1') : text
}

function joinedLines(text: string, { parameters }: MailPart): string {
  if (parameters.get('format')?.toLowerCase() !== 'flowed') return text
  return joinFlowed(text, parameters.get('delsp')?.toLowerCase() === 'yes')
}

/** What was joined is the text that positions count in; only whole stretches are known of it. */
function withText(decoded: Decoded, text: string): Decoded {
  const end = decoded.stretches.at(-1)?.bytes[1] ?? 0
  const { encoding } = decoded
  return {
    ...decoded,
    text,
    stretches: [{ bytes: [0, end], text: [0, text.length], encoding: encoding.name }],
    undecoded: [],
  }
}

const UNSEEN = { open: /<(?:style|script)\b/gi, close: /<\/(?:style|script)>/gi, most: 20_000, instead: '' }

function lettersIn({ decoded, format }: MailBody): number {
  const text =
    format === 'html'
      ? cutStretches(decoded.text, UNSEEN).replaceAll(/<[^<>]{0,2000}>|&[#\w]{1,10};/gi, '')
      : decoded.text
  return text.replaceAll(/\s+/g, '').length
}
