/** `<meta charset=…>` and its older forms, in the first bytes of a page (HTML standard, 13.2.3.2). */
export function declaredCharset(bytes: Uint8Array): { declared?: string } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString('latin1')
  const declared = /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1]
  return declared === undefined ? {} : { declared }
}
