export { writeEpub } from './epub.ts'
