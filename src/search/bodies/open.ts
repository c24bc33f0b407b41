/**
 * Opens the word index of an archive: two threads that ask and one that keeps it as the catalogue is, so that
 * neither a question nor a text that is read holds up the server.
 *
 * They start when they are first needed. What goes wrong in them is never a fault for whoever asks: the answer is null,
 * and `state` says why.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { TaskAnswer } from '../../platform/threads/task.ts'
import { openTaskPool, type TaskPool } from '../../platform/threads/task-pool.ts'
import type { AskingAnswer, AskingTask } from './asking.ts'
import { type Gathered, mergeFound } from './find.ts'
import type { KeptState } from './keep.ts'
import type { Passage } from './passage.ts'
import type { FoundWords, LikeWord, TextPart, WordIndex, WordIndexState } from './word-index.ts'

export interface WordIndexSettings {
  /** How the threads of the index open the catalogue by themselves. */
  readonly database: DatabaseConfig
  /** Where `search.db` is kept. */
  readonly directory: string
}

/** What a thread is told when it starts. */
export interface ThreadSettings {
  readonly database: DatabaseConfig
  readonly path: string
}

export const INDEX_FILE = 'search.db'

const SECOND = 1000
/** A question has its own budget, far under this; here ends what has gone wrong. */
const QUESTION_LIMIT = 10 * SECOND
/** A step writes for seconds, and merges what was built for minutes where the archive is very large. */
const STEP_LIMIT = 3600 * SECOND
const MOST_WAITING = 256
/** A question of common words takes half as long in two threads; more of them would leave the site no processor. */
const MOST_ASKERS = 2
const WORTH_SHARING = 2000
/** The words of the archive are in the memory of one thread only. */
const LIKE_ASKER = 0

export function openWordIndex({ database, directory }: WordIndexSettings): WordIndex {
  // What a caller says in case of an error cannot be sent to a thread.
  const { dataDirectory, databaseUrl, isServing = false } = database
  const settings: ThreadSettings = {
    database: { dataDirectory, databaseUrl, isServing },
    path: join(directory, INDEX_FILE),
  }
  const askers = Array.from({ length: Math.min(MOST_ASKERS, availableParallelism()) }, () =>
    openThread<AskingTask, AskingAnswer>('./asking-thread.ts', settings, QUESTION_LIMIT),
  )
  let nextAsker = 0
  const keeping = openThread<'step' | 'rebuild', KeptState>('./keeping-thread.ts', settings, STEP_LIMIT)
  let state: WordIndexState = { kind: 'warming', chapters: 0, waiting: 0 }
  let running: Promise<void> | null = null
  let next: 'step' | 'rebuild' | null = null
  const closing = new AbortController()

  async function ask<Answer extends AskingAnswer>(task: AskingTask, asker = nextAsker++): Promise<Answer | null> {
    const answer = await (askers[asker % askers.length] as (typeof askers)[number]).run(task)
    return 'fault' in answer ? null : (answer.answer as Answer | null)
  }

  /** Each thread looks at its share; works that are few are then scored by one of them. */
  async function find(viewer: Viewer, part: TextPart): Promise<FoundWords | null> {
    const of = state.chapters < WORTH_SHARING ? 1 : askers.length
    const first = nextAsker++
    const gathered = await Promise.all(
      Array.from({ length: of }, async (_, index) =>
        ask<Gathered>({ kind: 'gather', viewer, part, share: { index, of } }, first + index),
      ),
    )
    if (gathered.some((each) => each === null)) return null
    const shares = gathered as readonly Gathered[]
    const found = mergeFound(shares)
    // A single work needs no place among others, and scoring takes as long as finding.
    const isWorthScoring = found.works.keys.length > 1 && shares.every((each) => each.isFew)
    return isWorthScoring ? ask<FoundWords>({ kind: 'score', viewer, part }) : found
  }

  /** Steps until there is nothing left to do. */
  async function follow(first: 'step' | 'rebuild'): Promise<void> {
    let answer = await keeping.run(first)
    while (note(answer) && !closing.signal.aborted) {
      if ('answer' in answer && answer.answer.isToBeSwapped) await releaseAll()
      answer = await keeping.run('step')
    }
  }

  /** Whether there is more to do. */
  function note(answer: TaskAnswer<KeptState>): boolean {
    if ('fault' in answer) {
      if (!closing.signal.aborted) state = { ...state, kind: 'failed', why: answer.fault }
      return false
    }
    const { isReady, chapters, waiting, hasMore } = answer.answer
    state = { kind: isReady ? 'ready' : 'warming', chapters, waiting }
    return hasMore
  }

  async function releaseAll(): Promise<void> {
    await Promise.all(askers.map(async (asker) => asker.run({ kind: 'release' })))
  }

  /** Calls that come while it runs are one more run. */
  async function run(first: 'step' | 'rebuild'): Promise<void> {
    next = next === 'rebuild' ? next : first
    running ??= runNext()
    return running
  }

  async function runNext(): Promise<void> {
    while (next !== null && !closing.signal.aborted) {
      const first = next
      next = null
      await follow(first)
    }
    running = null
  }

  return {
    find,
    passages: async (viewer, works, parts) =>
      ask<ReadonlyMap<number, readonly Passage[]>>({ kind: 'passages', viewer, works, parts }),
    like: async (viewer, word, size) => ask<readonly LikeWord[]>({ kind: 'like', viewer, word, size }, LIKE_ASKER),
    refresh: async () => run('step'),
    rebuild: async () => run('rebuild'),
    state: () => state,
    async [Symbol.asyncDispose]() {
      closing.abort()
      await Promise.all(askers.map(async (asker) => asker[Symbol.asyncDispose]()))
      await keeping[Symbol.asyncDispose]()
      await running
    },
  }
}

function openThread<Task, Answer>(script: string, settings: ThreadSettings, limit: number): TaskPool<Task, Answer> {
  return openTaskPool<Task, Answer>({
    script: new URL(script, import.meta.url),
    workerData: settings,
    sizeOf: () => 1,
    timeLimit: () => limit,
    mostThreads: 1,
    ahead: { tasks: MOST_WAITING, bytes: MOST_WAITING },
    nurseryMegabytes: 16,
  })
}
