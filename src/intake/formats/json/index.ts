export { isFacts, type JsonFacts, readObject, textIn } from './read-object.ts'
export { type JsonObject, splitList } from './split-list.ts'
