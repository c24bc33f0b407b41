/** What the word index promises to those who ask it. */
import type { Viewer } from '../../platform/db/visibility.ts'
import type { NearClause, PhraseClause, WordClause } from '../query/query.ts'
import type { FoundWorks } from '../question.ts'
import type { Passage } from './passage.ts'

/** Words of a query with where they are looked for; their places in what was typed do not matter here. */
export type TextPart = WordClause | PhraseClause | NearClause

export interface FoundWords {
  /** Works that this viewer may find, with scores. */
  readonly works: FoundWorks
  /** The budget of the question was used up: there may be more. */
  readonly isCut: boolean
}

export interface LikeWord {
  readonly word: string
  /** In how many chapters that this viewer may read; counted up to a thousand. */
  readonly count: number
}

export interface WordIndexState {
  readonly kind: 'warming' | 'ready' | 'failed'
  /** Chapters whose words can be found. */
  readonly chapters: number
  /** Works that are known to have changed and are not read again yet. */
  readonly waiting: number
  readonly why?: string
}

/** No question ever throws: null is said when the index is not ready or cannot be had. */
export interface WordIndex extends AsyncDisposable {
  /** Works that hold the words at that place. Hidden chapters are found by the archivist alone. */
  readonly find: (viewer: Viewer, part: TextPart) => Promise<FoundWords | null>
  /** For each of these works the passages that show the parts best, most parts first; none for a work without one. */
  readonly passages: (
    viewer: Viewer,
    works: readonly number[],
    parts: readonly TextPart[],
  ) => Promise<ReadonlyMap<number, readonly Passage[]> | null>
  /** Words that this viewer may read somewhere and that are like a misspelt one, likest first, never the word itself. */
  readonly like: (viewer: Viewer, word: string, size: number) => Promise<readonly LikeWord[] | null>
  /** Takes what has changed since; called after writes and on a timer. Calls that come while it runs are one. */
  readonly refresh: () => Promise<void>
  /** Builds the index anew beside the one in use, which answers until they are swapped. */
  readonly rebuild: () => Promise<void>
  readonly state: () => WordIndexState
}
