export { EXAMPLES, type Example } from './help.ts'
export { MAX_QUERY_LENGTH, parseQuery } from './parse.ts'
export * from './query.ts'
export { partsOf, withCorrection, withoutPart, withPart, writeClause, writeQuery } from './write.ts'
