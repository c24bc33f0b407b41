/**
 * The indexes of a running site: opened in the background once it answers, kept up with what changes, closed at its end.
 *
 * Pages are given them at once and find null in their place until they are there. Their code is loaded only then, so a
 * site starts as fast as without them. Other processes write too (an import beside the site), therefore a timer looks
 * for changes.
 */
import type { DatabaseConfig } from '../platform/db/database.ts'
import type { WordIndex } from '../search/bodies/index.ts'
import type { Indexes } from '../search/indexes.ts'
import type { TagIndex } from '../search/tags/index.ts'

export interface OpenIndexes extends AsyncDisposable {
  readonly indexes: Indexes
  /** When both were brought up to date for the first time, or could not be. */
  readonly isReady: Promise<void>
}

export interface IndexSettings {
  readonly database: Pick<DatabaseConfig, 'dataDirectory' | 'databaseUrl'>
  readonly onFault: (fault: unknown, what: string) => void
}

const LOOK_EVERY = 5000

export function openIndexes({ database, onFault }: IndexSettings): OpenIndexes {
  let tags: TagIndex | null = null
  let words: WordIndex | null = null
  let isClosed = false
  let running = Promise.resolve()

  async function start(): Promise<void> {
    const settings = { database, directory: database.dataDirectory }
    const { openTagIndex } = await import('../search/tags/index.ts')
    if (isClosed) return
    tags = openTagIndex(settings)
    await tags.refresh()
    const { openWordIndex } = await import('../search/bodies/index.ts')
    if (isClosed) return
    words = openWordIndex({ ...settings, database: { ...database, isServing: true } })
    await words.refresh()
  }

  async function look(): Promise<void> {
    await Promise.all([tags?.refresh(), words?.refresh()])
  }

  /** One after the other; what breaks is told once, and the store answers on. */
  function run(step: () => Promise<void>): void {
    running = running
      .then(() => (isClosed ? undefined : step()))
      .catch((fault: unknown) => onFault(fault, 'the indexes'))
  }

  let isLooking = true
  run(start)
  run(async () => {
    isLooking = false
  })
  const isReady = running
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    run(async () => {
      await look().finally(() => {
        isLooking = false
      })
    })
  }, LOOK_EVERY)
  timer.unref()

  return {
    isReady,
    indexes: {
      get tags() {
        return tags
      },
      get words() {
        return words
      },
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      clearInterval(timer)
      await Promise.all([tags?.[Symbol.asyncDispose](), words?.[Symbol.asyncDispose]()])
      await running
    },
  }
}
