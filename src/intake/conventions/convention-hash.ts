/** The hash by which a reading remembers with which site files it was made. */
import { createHash } from 'node:crypto'
import type { Convention } from './convention.ts'

export function conventionHash(conventions: readonly Convention[]): string {
  const hash = createHash('sha256')
  for (const convention of conventions.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))) {
    hash.update(JSON.stringify({ ...convention, marks: [...convention.marks] })).update('\n')
  }
  return hash.digest('hex')
}
