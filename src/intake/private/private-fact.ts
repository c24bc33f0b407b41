/** Something in a source that is nobody's business but its owner's: an address, a number, a real name. */
import type { PrivateCode } from '../codes.ts'

export interface PrivateFact {
  readonly code: PrivateCode
  /** As it stands in the source, its entities decoded. */
  readonly value: string
  /** Where it begins in the decoded source; null for what stands in no line of it: the head of a mail, metadata. */
  readonly line: number | null
  readonly column: number | null
  /** How many UTF-16 units of the decoded source it takes. */
  readonly length: number
  /** What tells that it is somebody's own and none of the story's. */
  readonly rule: string
  readonly confidence: number
}

/** A stretch of a text, end excluded. */
export interface PrivateStretch {
  readonly from: number
  readonly to: number
  readonly code: PrivateCode
}
