export { openDoc } from './open-doc.ts'
