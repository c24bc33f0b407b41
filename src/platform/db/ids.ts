/**
 * Public ids: what addresses carry instead of keys, so that nobody learns how many works there are or guesses the next.
 *
 *     "7k3q0xv9bt"   10 random characters of Crockford's base32, 50 bits
 *
 * Crockford's alphabet has no i, l, o and u; what people misread is read as what was meant. At ten million rows two ids
 * collide about once in twenty, so an insert that collides is tried again with another id. `on conflict … do nothing`
 * decides, because a failed statement would end the transaction on PostgreSQL.
 */
import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 10
const PUBLIC_ID = /^[0-9a-hjkmnp-tv-z]{10}$/
const TRIES = 10

/** Random bytes for many ids at once: to ask the system for ten takes longer than all else about an id. */
const random = new Uint8Array(400 * LENGTH)
let used = random.length

export function newPublicId(): string {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  let id = ''
  for (const end = used + LENGTH; used < end; used++) id += ALPHABET[(random[used] as number) & 31]
  return id
}

/** The id that was meant by what stands in an address; undefined when it can be none. */
export function readPublicId(text: string): string | undefined {
  const id = text.toLowerCase().replaceAll(/[il]/g, '1').replaceAll('o', '0')
  return PUBLIC_ID.test(id) ? id : undefined
}

/**
 * Inserts with a new id until no other row has it. `insert` must end in `on conflict (public_id) do nothing returning
 * …` and give back the row, or undefined when there was a conflict.
 */
export async function insertWithPublicId<Row>(
  insert: (publicId: string) => Promise<Row | undefined>,
  newId: () => string = newPublicId,
): Promise<Row> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await insert(newId())
    if (row !== undefined) return row
  }
  throw new Error(`${TRIES} new public ids in a row were taken already`)
}
