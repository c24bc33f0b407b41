/**
 * Typed arrays by name in one piece of memory, as they lie in a file: read at once and used where they are.
 *
 * Each begins at a multiple of eight bytes, so that numbers of any width can be read in place.
 */

export type NamedArrays = Readonly<Record<string, Uint32Array | Int32Array | Uint16Array | Uint8Array>>

type TypeName = 'Uint32Array' | 'Int32Array' | 'Uint16Array' | 'Uint8Array'

export interface Place {
  readonly name: string
  readonly type: TypeName
  readonly offset: number
  readonly length: number
}

export function placeArrays(arrays: NamedArrays): { readonly places: readonly Place[]; readonly bytes: number } {
  const places: Place[] = []
  let offset = 0
  for (const [name, array] of Object.entries(arrays)) {
    places.push({ name, type: array.constructor.name as TypeName, offset, length: array.length })
    offset = roundUp(offset + array.byteLength)
  }
  return { places, bytes: offset }
}

/** The arrays where they lie. Throws when they do not fit there. */
export function findArrays(buffer: ArrayBufferLike, start: number, places: readonly Place[]): NamedArrays {
  return Object.fromEntries(
    places.map(({ name, type, offset, length }) => [name, viewOf(type, buffer, start + offset, length)]),
  )
}

function viewOf(type: TypeName, buffer: ArrayBufferLike, offset: number, length: number): NamedArrays[string] {
  switch (type) {
    case 'Uint32Array':
      return new Uint32Array(buffer, offset, length)
    case 'Int32Array':
      return new Int32Array(buffer, offset, length)
    case 'Uint16Array':
      return new Uint16Array(buffer, offset, length)
    case 'Uint8Array':
      return new Uint8Array(buffer, offset, length)
  }
}

export function roundUp(offset: number): number {
  return Math.ceil(offset / 8) * 8
}
