export { journalMessage, openJournal } from './open-journal.ts'
export { isJournal, type JournalPart, type JournalParts, splitJournal } from './split-journal.ts'
