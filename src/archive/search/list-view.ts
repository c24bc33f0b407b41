/** What the page of a list is made of. */
import type { Query } from '../../search/query/index.ts'
import type { FoundList } from './ask.ts'

export interface ListView {
  readonly found: FoundList
  readonly query: Query
  /** As it was typed, where problems have their places. */
  readonly typed: string
  /** Where the list is found. */
  readonly base: string
  /** What the address itself narrows the list by, with where it leads without that. */
  readonly given: readonly { readonly words: string; readonly without: string }[]
  /** Without the reader's rules, to peek. */
  readonly isPeeking: boolean
  readonly hasRules: boolean
  /** What somebody called this question. */
  readonly name?: string | undefined
  /** Readers who did not say that they are old enough read no passages of works that ask. */
  readonly isOfAge: boolean
  readonly heading: 2 | 3
}
