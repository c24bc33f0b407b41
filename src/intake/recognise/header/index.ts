export type { FoundDate, FoundOther, Header } from './header.ts'
export type { OtherKey } from './label-keys.ts'
export type { PartNumber } from './part-number.ts'
export { recogniseHeader } from './recognise-header.ts'
