/** Front door of canons: the files, and their place in the catalogue. */
export { type Canons, loadCanons } from './canon-files.ts'
export { saveCanons } from './store.ts'
