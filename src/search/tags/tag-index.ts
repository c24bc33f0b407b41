/**
 * The tag index as the rest of the program sees it: questions go to a worker thread that holds the works in typed arrays.
 *
 * A large archive has a second thread that answers from the same arrays, which lie in shared memory: so twice as many
 * questions are answered at once, and none waits while the first follows the log of changes.
 *
 * Nothing of it is needed to read a story. While it warms up, or when it cannot be had, every question is answered with
 * null and the store is asked instead. When much has changed, another thread makes everything anew, and takes over when
 * it is ready.
 */
import { availableParallelism } from 'node:os'
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Answer, Condition, Question } from '../question.ts'
import { type IndexThread, type Ready, startAnsweringThread, startIndexThread } from './index-thread.ts'
import type { CallName, Calls } from './message.ts'
import type { Published } from './published.ts'

export interface TagIndex extends AsyncDisposable {
  /** Null while it warms up or when it cannot be had. Never fails. */
  ask(question: Question): Promise<Answer | null>
  /** Exact totals of several conditions. */
  count(viewer: Viewer, conditions: readonly Condition[]): Promise<readonly number[] | null>
  /** Works that fit any of up to 30 conditions, those that fit most first; `fits` has bit i for condition i. */
  matchMost(
    viewer: Viewer,
    conditions: readonly Condition[],
    size: number,
  ): Promise<readonly { readonly work: number; readonly fits: number }[] | null>
  /** Works that share tags with this one, rare tags counting most; with what they share, rarest first. */
  like(
    viewer: Viewer,
    work: number,
    size: number,
  ): Promise<readonly { readonly work: number; readonly tags: readonly number[] }[] | null>
  /** Any one of the works, null when there is none. */
  random(viewer: Viewer, condition: Condition): Promise<number | null>
  /** Takes what has changed since; when it warms up, waits until it is ready. Never fails. */
  refresh(): Promise<void>
  state(): TagIndexState
}

export interface TagIndexState {
  readonly kind: 'warming' | 'ready' | 'failed'
  readonly works: number
  readonly why?: string
}

export interface TagIndexSettings {
  /** How the worker opens the database by itself. */
  readonly database: Pick<DatabaseConfig, 'dataDirectory' | 'databaseUrl'>
  /** Where the snapshot is kept. */
  readonly directory: string
  /** How many works are worth a second thread that answers. */
  readonly worthSharing?: number
}

/** Under this a question takes less than what is said between threads. */
const WORTH_SHARING = 50_000

/** A thread that keeps the index, and others that answer from what it published. */
interface Kept {
  readonly keeper: IndexThread
  readonly answering: Set<IndexThread>
}

export function openTagIndex(settings: TagIndexSettings): TagIndex {
  const { database, directory, worthSharing = WORTH_SHARING } = settings
  const { dataDirectory, databaseUrl } = database
  let state: TagIndexState = { kind: 'warming', works: 0 }
  let isClosed = false
  const threads = new Set<IndexThread>()
  let current = start(false)
  let refreshing: Promise<void> | null = null
  let refreshingNext: Promise<void> | null = null

  function start(isAnew: boolean): Kept {
    const given = {
      database: { dataDirectory, databaseUrl },
      directory,
      isAnew,
      worthSharing: availableParallelism() > 1 ? worthSharing : Number.POSITIVE_INFINITY,
    }
    const keeper = startIndexThread(given, (why) => {
      threads.delete(keeper)
      if (keeper === current.keeper) state = { kind: 'failed', works: 0, why }
    })
    threads.add(keeper)
    const kept: Kept = { keeper, answering: new Set() }
    void keeper.ready.then(
      ({ works, published }) => {
        if (keeper === current.keeper) state = { kind: 'ready', works }
        if (published !== null && threads.has(keeper)) startAnswering(kept, published)
      },
      () => undefined,
    )
    return kept
  }

  /** What goes wrong with it is no loss: the keeper answers too. */
  function startAnswering({ answering }: Kept, published: Published): void {
    const thread = startAnsweringThread(published, () => {
      threads.delete(thread)
      answering.delete(thread)
    })
    threads.add(thread)
    answering.add(thread)
  }

  async function call<Name extends CallName>(
    name: Name,
    given: Calls[Name]['given'],
  ): Promise<Calls[Name]['answer'] | null> {
    return state.kind === 'ready' ? leastBusy(current).call(name, given) : null
  }

  async function refreshOnce(): Promise<void> {
    if (isClosed) return
    if (state.kind === 'failed') {
      state = { kind: 'warming', works: 0 }
      await Promise.all([...current.answering].map(endThread))
      current = start(false)
    }
    const { keeper, answering } = current
    await settled(keeper)
    await Promise.all([...answering].map(settled))
    const refreshed = await keeper.call('refresh', null)
    if (refreshed === null || isClosed) return
    if (refreshed.change !== null) for (const thread of answering) thread.give(refreshed.change)
    state = { kind: 'ready', works: refreshed.works }
    if (refreshed.next !== 'nothing') await replace(refreshed.next === 'make-anew')
  }

  /** The old thread answers until the new one can. */
  async function replace(isAnew: boolean): Promise<void> {
    const next = start(isAnew)
    const ready = await settled(next.keeper)
    if (ready === null || isClosed) return
    const old = current
    current = next
    state = { kind: 'ready', works: ready.works }
    await Promise.all([old.keeper, ...old.answering].map(endThread))
  }

  async function endThread(thread: IndexThread): Promise<void> {
    threads.delete(thread)
    await thread.end()
  }

  return {
    ask: async (question) => call('ask', question),
    count: async (viewer, conditions) => call('count', { viewer, conditions }),
    matchMost: async (viewer, conditions, size) => call('matchMost', { viewer, conditions, size }),
    like: async (viewer, work, size) => call('like', { viewer, work, size }),
    random: async (viewer, condition) => call('random', { viewer, condition }),
    async refresh() {
      // One that is under way may have read the log already: whoever asks meanwhile waits for one more, all for the same.
      if (refreshing === null) {
        refreshing = refreshOnce().finally(() => (refreshing = null))
        return refreshing
      }
      refreshingNext ??= refreshing.then(() => {
        refreshingNext = null
        return this.refresh()
      })
      return refreshingNext
    },
    state: () => state,
    async [Symbol.asyncDispose]() {
      isClosed = true
      state = { kind: 'failed', works: 0, why: 'it was closed' }
      await Promise.all([...threads].map(async (thread) => thread.end()))
    },
  }
}

/** The keeper while the others start, and whenever it has no more to do than they. */
function leastBusy({ keeper, answering }: Kept): IndexThread {
  let least = keeper
  for (const thread of answering) if (thread.isReady() && thread.waiting() < least.waiting()) least = thread
  return least
}

async function settled(thread: IndexThread): Promise<Ready | null> {
  try {
    return await thread.ready
  } catch {
    // The state says why.
    return null
  }
}
