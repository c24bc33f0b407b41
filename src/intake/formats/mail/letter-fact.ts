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
  /** An answer's own words as story HTML; null for everything else. */
  readonly html: string | null
}
