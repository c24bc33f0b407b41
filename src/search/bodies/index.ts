export { compareWithCatalogue, type Drift } from './compare.ts'
export { INDEX_FILE, openWordIndex, type WordIndexSettings } from './open.ts'
export type { Passage, PassagePiece } from './passage.ts'
export type { FoundWords, LikeWord, TextPart, WordIndex, WordIndexState } from './word-index.ts'
