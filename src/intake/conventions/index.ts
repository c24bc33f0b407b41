export type { AppliedConvention, Convention } from './convention.ts'
export { conventionHash } from './convention-hash.ts'
export { findConvention } from './find-convention.ts'
export { type ConventionRead, readConvention } from './read-convention.ts'
