/** Front door of health: whether an archive is sound. */
export { type IndexHealth, mendTagIndex, mendWordIndex, rebuildWordIndex } from './index-health.ts'
export {
  type CatalogueSize,
  countBroken,
  INVARIANTS,
  type Invariant,
  listEngineProblems,
  measureCatalogue,
} from './store.ts'
