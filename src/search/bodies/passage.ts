/** A passage of a work that shows why it was found. */

export interface Passage {
  /** Where it stands: in a chapter, or in what is said about the work. */
  readonly where: 'text' | 'title' | 'names' | 'summary' | 'notes'
  /** The chapter it is from; null outside chapters. */
  readonly chapter: { readonly key: number; readonly position: number; readonly title: string | null } | null
  /** The block in which the first mark begins, to link to; null where it has none. */
  readonly blockId: string | null
  /** In order; what was looked for is marked, a phrase as a whole. Line feeds stand between blocks. */
  readonly pieces: readonly PassagePiece[]
  /** Whether the text goes on before and behind it. */
  readonly hasBefore: boolean
  readonly hasAfter: boolean
  /** How many of the parts asked for have a mark in it. */
  readonly parts: number
}

export interface PassagePiece {
  readonly text: string
  readonly isMarked: boolean
}
