/**
 * Texts of chapters that were read a moment ago, by their SHA-256.
 *
 * A text is known by its hash and never changes, so what is kept here is right for whoever asks for that hash. Which hash
 * a reader may have, if any, the catalogue says anew for each request; nothing that was hidden can come from here.
 *
 * Worth it since a text of 30 kB is new memory each time it comes out of the database, which costs as much as the rest
 * of its page.
 */

const BYTES_KEPT = 16 * 1024 * 1024
/** One long text shall not drive out all others. */
const LARGEST_KEPT = BYTES_KEPT / 16

/** The oldest first. */
const texts = new Map<string, Uint8Array>()
let bytesKept = 0

/** The text with this hash, if it is still here. */
export function findKeptText(sha256: string): Uint8Array | undefined {
  const text = texts.get(sha256)
  if (text === undefined) return undefined
  texts.delete(sha256)
  texts.set(sha256, text)
  return text
}

/** Nobody may change the bytes from now on. */
export function keepText(sha256: string, text: Uint8Array): void {
  if (text.length > LARGEST_KEPT || texts.has(sha256)) return
  texts.set(sha256, text)
  bytesKept += text.length
  for (const [oldest, { length }] of texts) {
    if (bytesKept <= BYTES_KEPT) return
    texts.delete(oldest)
    bytesKept -= length
  }
}
