/**
 * Typed arrays by name in one piece of memory, as they lie in a file: read at once and used where they are.
 *
 * Each begins at a multiple of eight bytes, so that numbers of any width can be read in place.
 */

export type NamedArrays = Readonly<
  Record<string, Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>
>

const TYPES = { Uint32Array, Int32Array, Uint8Array } as const
type TypeName = keyof typeof TYPES

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
export function findArrays(buffer: ArrayBuffer, start: number, places: readonly Place[]): NamedArrays {
  return Object.fromEntries(
    places.map(({ name, type, offset, length }) => [name, new TYPES[type](buffer, start + offset, length)]),
  )
}

export function roundUp(offset: number): number {
  return Math.ceil(offset / 8) * 8
}
