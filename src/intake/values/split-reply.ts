/**
 * Splits what the old software glued to a review: the author's reply.
 *
 *     in     Loved it.<br><br><i>Author's Response: Thank you!</i>
 *     out    "Loved it." and "Thank you!"
 *
 * It put the reply at the end, two line breaks and italics around it, and set a flag. The words before the colon were
 * the site's, in its language, so with the flag any will do; without it only those that the software came with. A reply
 * may hold such markup itself, and a review may quote an older reply: the one that was glued opens the italics that end
 * at the very end. Where the column cut the end off, the last one that opens counts.
 *
 * Works on bytes, since review and reply may be in two encodings.
 */
import { latin1 } from '../../kernel/latin1.ts'

export interface SplitReply {
  readonly review: Uint8Array
  /** Null when there is none. */
  readonly reply: Uint8Array | null
  /** What stood before the colon, as stored: `Author's Response`. */
  readonly label: Uint8Array | null
}

/** Two line breaks, the italics that open the reply, its label and colon: `<br><br><i>Author's Response: `. */
const OPENING = /(?:<br\s{0,4}\/?>\s{0,4}){2}<(i|em)>\s{0,4}([^<>:]{1,80}):(?:\s|&nbsp;)?/gi
const END = /<\/(?:i|em)>$/i

/** Of the languages that the software came with, as bytes of Latin-1 or of UTF-8 read as such; small letters, no signs. */
const LABELS = new Set([
  'author response',
  'authors response',
  'authors reply',
  'authors respone',
  'rponse de lauteur',
  'antwort des autors',
  'antwort der autorin',
  'antwort vom autor',
  'respuesta del autor',
  'respuesta de la autora',
  'resposta do autor',
  'risposta dellautore',
  'reactie van de auteur',
  'forfatterens svar',
  'frfattarens svar',
])

export function splitReply(bytes: Uint8Array, hasReply: boolean): SplitReply {
  const value = latin1(bytes)
  const end = endOfText(value)
  const tail = END.exec(value.slice(Math.max(0, end - 5), end))
  const none = { review: bytes, reply: null, label: null }
  if (tail === null && !hasReply) return none
  const replyEnd = tail === null ? end : end - tail[0].length
  const openings = [...value.matchAll(OPENING)].filter(
    ({ 2: label, index }) => index < replyEnd && (hasReply || isKnown(label as string)),
  )
  const opening = tail === null ? openings.at(-1) : findOpening(value, openings, replyEnd)
  if (opening === undefined) return none
  const start = opening.index + opening[0].length
  const labelAt = opening.index + opening[0].lastIndexOf(opening[2] as string)
  return {
    review: bytes.subarray(0, opening.index),
    reply: bytes.subarray(start, Math.max(start, replyEnd)),
    label: bytes.subarray(labelAt, labelAt + (opening[2] as string).length),
  }
}

/** Without white space and line breaks behind it. */
function endOfText(value: string): number {
  let end = value.length
  while (end > 0 && value.charCodeAt(end - 1) <= 0x20) end--
  return end
}

function isKnown(label: string): boolean {
  return LABELS.has(
    label
      .toLowerCase()
      .replaceAll(/&#?\w{1,8};/g, '')
      .replaceAll(/[^a-z ]/g, '')
      .trim(),
  )
}

/**
 * The opening whose italics end at `end`, what stands between being balanced; italics that the reply left open end
 * there, too. The last one where none fits.
 */
function findOpening(value: string, openings: readonly RegExpExecArray[], end: number): RegExpExecArray | undefined {
  const byTag = new Map(openings.map((opening) => [opening.index + opening[0].search(/<(?:i|em)>/i), opening]))
  const tags = [...value.slice(0, end).matchAll(ITALICS)]
  let depth = 1
  for (const { 0: tag, index } of tags.toReversed()) {
    depth += tag.startsWith('</') ? 1 : -1
    const opening = depth === 0 ? byTag.get(index) : undefined
    if (opening !== undefined) return opening
    depth = Math.max(depth, 1)
  }
  return openings.at(-1)
}

const ITALICS = /<\/?(?:i|em)(?=[\s>])/gi
