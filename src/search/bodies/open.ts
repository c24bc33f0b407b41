/** Opens the word index of an archive. */
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { WordIndex } from './word-index.ts'

export interface WordIndexSettings {
  /** How the threads of the index open the catalogue by themselves. */
  readonly database: DatabaseConfig
  /** Where `search.db` is kept. */
  readonly directory: string
}

export function openWordIndex(settings: WordIndexSettings): WordIndex {
  throw new Error(`the word index of ${settings.directory} is not written yet`)
}
