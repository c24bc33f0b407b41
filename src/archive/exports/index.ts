/** Front door of exports. */
export { exportCanonical } from './canonical.ts'
