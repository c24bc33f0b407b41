/**
 * The tag index as the rest of the program sees it: questions go to a worker thread that holds the works in typed arrays.
 *
 * Nothing of it is needed to read a story. While it warms up, or when it cannot be had, every question is answered with
 * null and the store is asked instead.
 */
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Answer, Condition, Question } from '../question.ts'

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
  /** Takes what has changed since. */
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

export function openTagIndex(_settings: TagIndexSettings): TagIndex {
  const state: TagIndexState = { kind: 'warming', works: 0 }
  return {
    ask: async () => null,
    count: async () => null,
    matchMost: async () => null,
    like: async () => null,
    random: async () => null,
    refresh: async () => {},
    state: () => state,
    [Symbol.asyncDispose]: async () => {},
  }
}
