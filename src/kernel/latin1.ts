/** The first bytes, or all, as characters, one each: to look for ASCII in what may be in any encoding. Nothing is copied first. */
export function latin1(bytes: Uint8Array, most: number = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, most)).toString('latin1')
}
