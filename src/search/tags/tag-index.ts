/**
 * The tag index as the rest of the program sees it: questions go to a worker thread that holds the works in typed arrays.
 *
 * Nothing of it is needed to read a story. While it warms up, or when it cannot be had, every question is answered with
 * null and the store is asked instead. When much has changed, another thread makes everything anew, and takes over when
 * it is ready.
 */
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Answer, Condition, Question } from '../question.ts'
import { type IndexThread, startIndexThread } from './index-thread.ts'
import type { CallName, Calls } from './message.ts'

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
}

export function openTagIndex({ database: { dataDirectory, databaseUrl }, directory }: TagIndexSettings): TagIndex {
  let state: TagIndexState = { kind: 'warming', works: 0 }
  let isClosed = false
  const threads = new Set<IndexThread>()
  let current = start(false)
  let refreshing: Promise<void> | null = null
  let refreshingNext: Promise<void> | null = null

  function start(isAnew: boolean): IndexThread {
    const settings = { database: { dataDirectory, databaseUrl }, directory, isAnew }
    const thread = startIndexThread(settings, (why) => {
      threads.delete(thread)
      if (thread === current) state = { kind: 'failed', works: 0, why }
    })
    threads.add(thread)
    void thread.ready.then(
      (works) => {
        if (thread === current) state = { kind: 'ready', works }
      },
      () => undefined,
    )
    return thread
  }

  async function call<Name extends CallName>(
    name: Name,
    given: Calls[Name]['given'],
  ): Promise<Calls[Name]['answer'] | null> {
    return state.kind === 'ready' ? current.call(name, given) : null
  }

  async function refreshOnce(): Promise<void> {
    if (isClosed) return
    if (state.kind === 'failed') {
      state = { kind: 'warming', works: 0 }
      current = start(false)
    }
    await settled(current)
    const refreshed = await call('refresh', null)
    if (refreshed === null || isClosed) return
    state = { kind: 'ready', works: refreshed.works }
    if (refreshed.next !== 'nothing') await replace(refreshed.next === 'make-anew')
  }

  /** The old thread answers until the new one can. */
  async function replace(isAnew: boolean): Promise<void> {
    const next = start(isAnew)
    const works = await settled(next)
    if (works === null || isClosed) return
    const old = current
    current = next
    state = { kind: 'ready', works }
    threads.delete(old)
    await old.end()
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

async function settled(thread: IndexThread): Promise<number | null> {
  try {
    return await thread.ready
  } catch {
    // The state says why.
    return null
  }
}
