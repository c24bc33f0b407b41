/** Front door of imports. */
export type { RefusalFact } from '../../intake/reading.ts'
export type { ImportCounts } from './counts.ts'
export { runImport } from './import.ts'
export type { ImportEvent, ImportReport, ImportRequest } from './import-request.ts'
export type { MovedInSite } from './moved-in-site.ts'
export { openPaths } from './open/open.ts'
export type { Opened, OpenedFile } from './open/opened.ts'
export { showBatch } from './routes.ts'
