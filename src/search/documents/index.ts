/** Front door of documents: what indexes read of the catalogue. */
export { type ChangedWorks, findChangedWorks } from './changed-works.ts'
export { identityOf } from './identity.ts'
export { readSomeTags, readTags } from './read-tags.ts'
export { readAllWorks, readWorks } from './read-works.ts'
export { type Setting, type TagDocument, TELLERS, type Teller, type WorkDocument } from './work-document.ts'
