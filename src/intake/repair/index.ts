export { applyEdits, type Edit, undoEdits } from './edits.ts'
export { type Repaired, repairRuns, repairWithout } from './repair-runs.ts'
