export { openEpub } from './open-epub.ts'
