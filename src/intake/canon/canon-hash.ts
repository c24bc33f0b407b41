/** The hash by which a reading remembers with which canons it was made: the same for the same facts in any order. */
import { createHash } from 'node:crypto'
import type { Canon } from './canon.ts'

export function canonHash(canons: readonly Canon[]): string {
  const hash = createHash('sha256')
  for (const canon of canons.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))) {
    hash.update(JSON.stringify(canon)).update('\n')
  }
  return hash.digest('hex')
}
