/**
 * Splits what the old software glued to a review: the author's reply.
 *
 *     in     Loved it.<br><br><i>Author's Response: Thank you!</i>
 *     out    "Loved it." and "Thank you!"
 */

export interface SplitReply {
  readonly review: Uint8Array
  /** Null when there is none. */
  readonly reply: Uint8Array | null
}

/** Two line breaks, the italics that open the reply, its label and colon. */
const OPENING = /(?:<br\s{0,4}\/?>\s{0,4}){2}<i>([^<>:]{1,80}):\s?/gi
const KNOWN_LABEL = /^author(?:\\?'|&#0?39;|\x92|’)?s?(?:\\?'|&#0?39;|\x92)? response$/i

export function splitReply(bytes: Uint8Array, hasReply: boolean): SplitReply {
  const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const end = value.trimEnd().length
  const isClosed = /<\/i>$/i.test(value.slice(Math.max(0, end - 4), end))
  if (!isClosed) return { review: bytes, reply: null }
  const openings = [...value.matchAll(OPENING)].filter(({ 1: label }) => hasReply || KNOWN_LABEL.test(label as string))
  const opening =
    openings.findLast(({ 0: found, index }) => isBalanced(value.slice(index + found.length, end - 4))) ??
    openings.at(-1)
  if (opening === undefined) return { review: bytes, reply: null }
  const start = opening.index + opening[0].length
  return { review: bytes.subarray(0, opening.index), reply: bytes.subarray(start, end - 4) }
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const { 0: tag } of text.matchAll(/<\/?i>/gi)) {
    depth += tag.startsWith('</') ? -1 : 1
    if (depth < 0) return false
  }
  return depth === 0
}
