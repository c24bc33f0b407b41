/** A shelf as plain arrays with names, and back; and a shelf in memory that several threads see. */
import { findArrays, type NamedArrays, placeArrays } from './arrays.ts'
import type { Bits } from './bits.ts'
import { NUMBER_COLUMNS, type Shelf } from './shelf.ts'
import type { TagRows } from './tag-rows.ts'
import type { TextColumn } from './text-column.ts'

export function flattenShelf(shelf: Shelf): NamedArrays {
  const { titles, names, settings, broad } = shelf
  const words = [...broad.values()][0]?.length ?? 0
  const bits = new Uint32Array(words * broad.size)
  for (const [i, each] of [...broad.values()].entries()) bits.set(each, i * words)
  return {
    keys: shelf.keys,
    byKey: shelf.byKey,
    ...Object.fromEntries(NUMBER_COLUMNS.map((name) => [name, shelf.columns[name]])),
    titleRanks: titles.ranks,
    titleStarts: titles.starts,
    titleBytes: titles.bytes,
    nameRanks: names.ranks,
    nameStarts: names.starts,
    nameBytes: names.bytes,
    rowStarts: shelf.rows.starts,
    rowCells: shelf.rows.cells,
    rowTerms: shelf.rows.terms,
    rowTotals: shelf.rows.totals,
    termStarts: shelf.termStarts,
    terms: shelf.terms,
    workStarts: shelf.workStarts,
    works: shelf.works,
    broadTerms: Uint32Array.from(broad.keys()),
    broadBits: bits,
    settingStarts: settings.starts,
    settingCanons: settings.canons,
    settingFroms: settings.froms,
    settingTos: settings.tos,
  }
}

/** The same shelf, its arrays in one piece of shared memory. */
export function sharedShelf(shelf: Shelf): Shelf {
  const arrays = flattenShelf(shelf)
  const { places, bytes } = placeArrays(arrays)
  const shared = findArrays(new SharedArrayBuffer(bytes), 0, places)
  for (const [name, array] of Object.entries(arrays)) shared[name]?.set(array)
  return unflattenShelf(shared)
}

/** Throws when one is not there or is of another kind. */
export function unflattenShelf(arrays: NamedArrays): Shelf {
  const unsigned = (name: string): Uint32Array => arrayOf(arrays, name, Uint32Array)
  const signed = (name: string): Int32Array => arrayOf(arrays, name, Int32Array)
  const text = (name: string): TextColumn => ({
    ranks: unsigned(`${name}Ranks`),
    starts: unsigned(`${name}Starts`),
    bytes: arrayOf(arrays, `${name}Bytes`, Uint8Array),
  })
  const keys = unsigned('keys')
  const bits = unsigned('broadBits')
  const words = (keys.length + 31) >>> 5
  const broad = [...unsigned('broadTerms')].map((term, i): [number, Bits] => [
    term,
    bits.subarray(i * words, (i + 1) * words),
  ])
  return {
    size: keys.length,
    keys,
    byKey: unsigned('byKey'),
    columns: Object.fromEntries(NUMBER_COLUMNS.map((name) => [name, signed(name)])) as Shelf['columns'],
    titles: text('title'),
    names: text('name'),
    rows: {
      starts: unsigned('rowStarts'),
      cells: cellsOf(arrays),
      terms: unsigned('rowTerms'),
      totals: unsigned('rowTotals'),
    },
    termStarts: unsigned('termStarts'),
    terms: unsigned('terms'),
    workStarts: unsigned('workStarts'),
    works: unsigned('works'),
    broad: new Map(broad),
    settings: {
      starts: unsigned('settingStarts'),
      canons: unsigned('settingCanons'),
      froms: signed('settingFroms'),
      tos: signed('settingTos'),
    },
  }
}

/** Of the width that their shelf needs. */
function cellsOf({ rowCells: cells }: NamedArrays): TagRows['cells'] {
  if (cells instanceof Uint16Array || cells instanceof Uint32Array) return cells
  throw new TypeError('there are no rowCells')
}

function arrayOf<Type extends NamedArrays[string]>(
  arrays: NamedArrays,
  name: string,
  type: new (...given: never[]) => Type,
): Type {
  const array = arrays[name]
  if (!(array instanceof type)) throw new TypeError(`there is no ${name}`)
  return array
}
