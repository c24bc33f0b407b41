/** A story that was posted, an answer to a message, or talk. */
export type MailKind = 'story' | 'reply' | 'talk'

/** What a mail says beside its text: enough to put answers below what they answer. */
export interface LetterFact {
  readonly kind: MailKind
  readonly messageId: string | null
  readonly answers: readonly string[]
  readonly threadKey: string | null
  readonly from: string | null
  readonly sent: string | null
  readonly isRevision: boolean
  /** The address it came from, to tell that two posts came from one. It is held in memory only, neither stored nor shown. */
  readonly address?: string
  /** An answer's own words as story HTML; null for everything else. */
  readonly html: string | null
}
