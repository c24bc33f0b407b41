/** Front door of imports. */
export type { RefusalFact } from '../../intake/reading.ts'
export type { ImportCounts } from './counts.ts'
export { type ImportEvent, type ImportReport, type ImportRequest, runImport } from './import.ts'
export type { MovedInSite } from './move-in-sites.ts'
export { openPaths } from './open/open.ts'
export type { Opened, OpenedFile } from './open/opened.ts'
export { showBatch } from './routes.ts'
