export type { DumpColumn, DumpDefinition, DumpListener, DumpProblem, DumpRow, DumpTable } from './dump.ts'
export { type DumpReader, type KnownDefinitions, readDump } from './read-dump.ts'
