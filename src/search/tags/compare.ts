/**
 * Compares the tag index with the store, work by work: what each holds of a work becomes one number, and the numbers must
 * be the same.
 */
import { crc32 } from 'node:zlib'
import type { Db } from '../../platform/db/database.ts'
import { hasBit } from './bits.ts'
import type { Catalogue } from './catalogue.ts'
import { follow, makeAnew, reopen } from './holding.ts'
import type { Layer } from './layer.ts'
import { NUMBER_COLUMNS } from './shelf.ts'
import { countedTagsOf } from './tag-rows.ts'
import { textOfWork } from './text-column.ts'

export interface Comparison {
  /** Works in the store. */
  readonly works: number
  /** Works that the index does not have. */
  readonly missing: number
  /** Works that only the index has. */
  readonly surplus: number
  readonly different: number
}

/** What is kept of the index, brought up to date as a start does, and the store; null when nothing usable is kept. */
export async function compareTagIndex(db: Db, directory: string): Promise<Comparison | null> {
  const kept = await reopen(db, directory)
  if (kept === undefined) return null
  const made = await makeAnew(db)
  // What changed between the two readings.
  const [left, right] = [(await follow(db, kept)) ?? kept, (await follow(db, made)) ?? made]
  return compareCatalogues(left.catalogue, right.catalogue)
}

export function compareCatalogues(index: Catalogue, store: Catalogue): Comparison {
  const held = fingerprintsOf(index)
  const stored = fingerprintsOf(store)
  let missing = 0
  let different = 0
  for (const [key, fingerprint] of stored) {
    const other = held.get(key)
    if (other === undefined) missing++
    else if (other !== fingerprint) different++
  }
  return { works: stored.size, missing, surplus: held.size + missing - stored.size, different }
}

function fingerprintsOf({ layers }: Catalogue): ReadonlyMap<number, number> {
  const fingerprints = new Map<number, number>()
  for (const layer of layers) {
    for (let work = 0; work < layer.shelf.size; work++)
      if (hasBit(layer.valid, work)) fingerprints.set(layer.shelf.keys[work] as number, fingerprintOf(layer, work))
  }
  return fingerprints
}

/** The numbers of terms differ from one index to the next, their names do not. */
function fingerprintOf({ shelf, terms }: Layer, work: number): number {
  const { termStarts, settings } = shelf
  const others = shelf.terms.subarray(termStarts[work], termStarts[work + 1])
  const names = [...countedTagsOf(shelf.rows, work), ...others].map((term) => nameOf(term))
  const stretches: string[] = []
  for (let i = settings.starts[work] as number; i < (settings.starts[work + 1] as number); i++)
    stretches.push(`${nameOf(settings.canons[i] as number)} ${settings.froms[i]} ${settings.tos[i]}`)
  const facts = [
    ...NUMBER_COLUMNS.map((name) => shelf.columns[name][work]),
    textOfWork(shelf.titles, work),
    textOfWork(shelf.names, work),
    ...names.toSorted(),
    ...stretches.toSorted(),
  ]
  return crc32(facts.join('\n'))

  function nameOf(term: number): string {
    return `${terms.kindOf(term)} ${terms.nameOf(term)}`
  }
}
