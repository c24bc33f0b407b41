export { alignIds } from './align-ids.ts'
export { type Built, buildChapters } from './build-chapters.ts'
export { countEmphasis, countWords } from './count.ts'
export { pairIds } from './pair-ids.ts'
