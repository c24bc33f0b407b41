export type { Canon, CanonPoint } from './canon.ts'
export { canonHash } from './canon-hash.ts'
export type { CanonProblem } from './canon-page.ts'
export { CANON_MAX_UNITS, type CanonRead, membersOf, readCanon } from './read-canon.ts'
