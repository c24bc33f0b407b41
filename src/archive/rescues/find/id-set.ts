/**
 * The numbers of the rows of a table, a bit each: enough to tell whether two dumps have rows in common.
 *
 * Higher numbers than a site can reach are not noted; neither are those of tables past what is kept of one dump.
 */
export interface IdSet {
  readonly add: (id: number) => void
  readonly meets: (other: IdSet) => boolean
  readonly bits: () => Uint8Array
}

const MOST_ID = 2 ** 24

export function idSet(): IdSet {
  let bits = new Uint8Array(64)
  return {
    add(id) {
      if (!Number.isInteger(id) || id < 0 || id >= MOST_ID) return
      const at = id >> 3
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(at + 1, bits.length * 2))
        larger.set(bits)
        bits = larger
      }
      bits[at] = (bits[at] as number) | (1 << (id & 7))
    },
    meets(other) {
      const theirs = other.bits()
      for (let i = 0; i < Math.min(bits.length, theirs.length); i++) {
        if (((bits[i] as number) & (theirs[i] as number)) !== 0) return true
      }
      return false
    },
    bits: () => bits,
  }
}
