/** What surrounds the entries of a header and changes what they mean. */
import type { NumberOrder } from '../dates.ts'

export interface Context {
  readonly zone: 'front' | 'part' | 'end'
  /** `Series:` names a television series in the old Star Trek newsgroup. */
  readonly isStarTrekGroup: boolean
  /** `Category:` names the fandom in downloads of one kind. */
  readonly categoryIsFandom: boolean
  /** In which order the numbers of dates are, where the shape of the header tells. */
  readonly order: NumberOrder
}
