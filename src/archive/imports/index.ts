/** Front door of imports. */
export type { RefusalFact } from '../../intake/reading.ts'
export type { ImportCounts } from './counts.ts'
export {
  type DecidableFinding,
  type DecidedFinding,
  type DecidedState,
  decideFindings,
  listDecidable,
  listNumbersNow,
} from './decisions-store.ts'
export { countOfKind, type FindingGroup, urgencyOf } from './finding-groups.ts'
export { runImport } from './import.ts'
export type { ImportEvent, ImportReport, ImportRequest } from './import-request.ts'
export { makeAgain, type Remade } from './make-again.ts'
export type { MovedInSite } from './moved-in-site.ts'
export { openPaths } from './open/open.ts'
export type { Opened, OpenedFile } from './open/opened.ts'
export { groupWords } from './pages.ts'
export { type FileReport, listOutcomes } from './report-store.ts'
export { showBatch } from './routes.ts'
