/** Bytes in a buffer of their own: what is sent to a thread takes along the whole buffer that it is a part of. */
export function alone<Bytes extends Uint8Array | null>(bytes: Bytes): Bytes {
  return (bytes === null || bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes)) as Bytes
}
