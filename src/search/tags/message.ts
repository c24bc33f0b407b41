/** What the tag index and its thread say to each other. */
import type { DatabaseConfig } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Answer, Condition, Question } from '../question.ts'
import type { Alike } from './like.ts'
import type { Fitting } from './match-most.ts'
import type { Published, PublishedChange } from './published.ts'

export interface ThreadSettings {
  readonly database: DatabaseConfig
  readonly directory: string
  /** Whatever snapshot there is. */
  readonly isAnew: boolean
  /** With fewer works than these one thread is enough. */
  readonly worthSharing: number
}

/** What can be asked, by name: what is given and what comes back. */
export interface Calls {
  readonly ask: { readonly given: Question; readonly answer: Answer }
  readonly count: {
    readonly given: { readonly viewer: Viewer; readonly conditions: readonly Condition[] }
    readonly answer: readonly number[]
  }
  readonly matchMost: {
    readonly given: { readonly viewer: Viewer; readonly conditions: readonly Condition[]; readonly size: number }
    readonly answer: readonly Fitting[]
  }
  readonly like: {
    readonly given: { readonly viewer: Viewer; readonly work: number; readonly size: number }
    readonly answer: readonly Alike[]
  }
  readonly random: {
    readonly given: { readonly viewer: Viewer; readonly condition: Condition }
    readonly answer: number | null
  }
  readonly refresh: { readonly given: null; readonly answer: Refreshed }
}

export type CallName = keyof Calls

export interface Refreshed {
  readonly works: number
  /** So much has changed that another thread should make everything anew, or somebody else has just done so. */
  readonly next: 'nothing' | 'make-anew' | 'reopen'
  /** For those that answer beside; null when nothing changed. */
  readonly change: PublishedChange | null
}

export interface Call {
  readonly number: number
  readonly name: CallName
  readonly given: unknown
}

export type Said =
  | { readonly kind: 'ready'; readonly works: number; readonly published: Published | null }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: unknown }
  | { readonly kind: 'fault'; readonly number: number; readonly fault: string }
