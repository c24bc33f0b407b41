export { type Feed, type FeedEntry, writeAtom } from './atom.ts'
