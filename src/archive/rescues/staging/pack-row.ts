/**
 * A row as one value: the length of each column's value and its bytes.
 *
 * Lengths are written seven bits a byte, one more than they are, so that 0 is NULL.
 */
export type Values = readonly (Uint8Array | null)[]

export interface RowPacker {
  /** Good until the next row is packed. */
  readonly pack: (size: number, value: (position: number) => Uint8Array | null) => Uint8Array
}

export function rowPacker(): RowPacker {
  let packed = Buffer.allocUnsafe(1 << 16)

  function reserve(used: number, more: number): void {
    if (used + more <= packed.length) return
    const larger = Buffer.allocUnsafe(Math.max(packed.length * 2, used + more))
    packed.copy(larger, 0, 0, used)
    packed = larger
  }

  return {
    pack(size, value) {
      let used = 0
      for (let i = 0; i < size; i++) {
        const bytes = value(i)
        let length = bytes === null ? 0 : bytes.length + 1
        reserve(used, length + 5)
        while (length > 127) {
          packed[used++] = (length & 127) | 128
          length >>>= 7
        }
        packed[used++] = length
        if (bytes === null) continue
        packed.set(bytes, used)
        used += bytes.length
      }
      const whole = packed.subarray(0, used)
      // A row of megabytes is rare: its room is not kept.
      if (packed.length > 1 << 22) packed = Buffer.allocUnsafe(1 << 16)
      return whole
    },
  }
}

export function unpackRow(packed: Uint8Array): Values {
  const values: (Uint8Array | null)[] = []
  for (let at = 0; at < packed.length; ) {
    let length = 0
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++] as number
      length += (byte & 127) * 2 ** shift
      if (byte < 128) break
    }
    values.push(length === 0 ? null : packed.subarray(at, at + length - 1))
    at += Math.max(0, length - 1)
  }
  return values
}
