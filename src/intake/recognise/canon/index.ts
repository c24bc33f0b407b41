export { type CanonIndex, indexCanons, isNameIn, isOneWord, isOrdinary } from './canon-index.ts'
export { episodeTitlesIn } from './episode-titles.ts'
export { findPerson, type PairItem, resolvePair, resolvePartly, splitPairings } from './pairing.ts'
export {
  type CanonFacts,
  type CanonInput,
  canonicalPerson,
  recogniseCanon,
  suggestionOf,
} from './recognise-canon.ts'
export type { FoundSetting } from './setting.ts'
export type { SettingPlace } from './setting-place.ts'
export {
  type MaybeField,
  roleOfLabel,
  type Statement,
  type StatementRole,
  statementOf,
  statementsOf,
} from './statement.ts'
