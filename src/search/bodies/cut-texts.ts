/**
 * Reads the texts of chapters and writes them as the index is given them, while others are put into it: a third of what
 * building an index takes, and FTS5 can use one processor only.
 */
import { availableParallelism } from 'node:os'
import type { Kysely } from 'kysely'
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { openTaskPool, type TaskPool } from '../../platform/threads/task-pool.ts'
import { readChapterTexts } from './catalogue-store.ts'
import { type IndexedText, indexedText } from './index-text.ts'
import type { CommonWords } from './runs.ts'

/** What is to be cut, and by which common words it is looked through. */
export interface CutTask {
  readonly chapters: readonly number[]
  readonly common: CommonWords
}

/** By chapter; one that is gone has none. */
export type CutTexts = (task: CutTask) => Promise<ReadonlyMap<number, IndexedText>>

export interface Cutter extends AsyncDisposable {
  readonly cut: CutTexts
  /** Ends its thread until there is more to do. */
  readonly rest: () => Promise<void>
}

/** How its thread opens the catalogue by itself. */
export interface CutterSettings {
  readonly database: DatabaseConfig
}

/** Longer than any group of chapters takes; here ends what has gone wrong. */
const MILLISECONDS = 600_000
const GROUPS_AHEAD = 4
/** Fewer are cut before a thread has started. */
const WORTH_A_THREAD = 50

/** In this thread. */
export function cutsHere(db: Kysely<Tables>): CutTexts {
  return async ({ chapters, common }) => {
    const htmls = await readChapterTexts(db, chapters)
    return new Map([...htmls].map(([chapter, html]) => [chapter, indexedText(html, common)]))
  }
}

/** In a thread of its own, where there is a processor for it. */
export function openCutter(db: Kysely<Tables>, { database }: CutterSettings): Cutter {
  const here = cutsHere(db)
  if (availableParallelism() < 2) {
    return { cut: here, rest: async () => undefined, [Symbol.asyncDispose]: async () => undefined }
  }
  const pool: TaskPool<CutTask, ReadonlyMap<number, IndexedText>> = openTaskPool({
    script: new URL('cutting-thread.ts', import.meta.url),
    workerData: { database } satisfies CutterSettings,
    sizeOf: () => 1,
    timeLimit: () => MILLISECONDS,
    mostThreads: 1,
    ahead: { tasks: GROUPS_AHEAD, bytes: GROUPS_AHEAD },
    nurseryMegabytes: 16,
  })
  return {
    async cut(task) {
      if (task.chapters.length < WORTH_A_THREAD) return here(task)
      const cut = await pool.run(task)
      // Whatever it was, it must go on; what goes wrong here too is told.
      return 'fault' in cut ? here(task) : cut.answer
    },
    rest: pool.rest,
    [Symbol.asyncDispose]: async () => pool[Symbol.asyncDispose](),
  }
}
