export type { Canon, CanonPoint } from './canon.ts'
export { canonHash } from './canon-hash.ts'
export { CANON_MAX_UNITS, type CanonRead, membersOf, readCanon } from './read-canon.ts'
