export { applyEdits, type Edit, undoEdits } from './edits.ts'
export { type Repaired, repairRuns, repairShownText, repairWithout } from './repair-runs.ts'
