/** What the page of a list is made of. */
import type { Query } from '../../search/query/index.ts'
import type { Html } from '../../ui/index.ts'
import type { FoundList } from './ask.ts'
import type { Letter } from './letters.ts'

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
  /** The question with the reader's rules written into it; undefined without rules, or where it would be too long. */
  readonly ruled?: string | undefined
  /** What somebody called this question. */
  readonly name?: string | undefined
  /** Readers who did not say that they are old enough read no passages of works that ask. */
  readonly isOfAge: boolean
  readonly heading: 2 | 3
  readonly order?: ListOrder | undefined
  /** That its page begins at. */
  readonly letter?: Letter | undefined
}

/** An order of its own that a list is in unless another is asked for, with the numbers of it. */
export interface ListOrder {
  /** "Order of the series". */
  readonly words: string
  readonly placeOf: (work: number) => { readonly number: number; readonly note: Html | false }
  /** What stands between the works of this page and is none. */
  readonly others: readonly { readonly number: number; readonly inside: Html }[]
}
