export { openDocx } from './open-docx.ts'
