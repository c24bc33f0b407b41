export { type Feed, type FeedCategory, type FeedEntry, writeAtom } from './atom.ts'
