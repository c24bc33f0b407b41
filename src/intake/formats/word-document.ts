/**
 * A story from a word processor, before intake reads it: its HTML, what its properties say, what was left out.
 *
 * Readers of these formats hand it on in one form, so that the same thing is called the same and valued the same,
 * whatever program wrote it.
 */
export interface WordDocument {
  readonly html: string
  readonly properties: Properties
  readonly leftOut: LeftOut
  /** The file is cut off or damaged: more may be missing. */
  readonly isDamaged: boolean
}

/** Empty where the file says nothing. Dates are EDTF. */
export interface Properties {
  readonly title: string
  readonly author: string
  readonly language: string
  readonly created: string
  readonly modified: string
}

/** How often something was met that a story cannot hold. */
export type LeftOut = Readonly<Partial<Record<keyof typeof LOSSES, number>>>

/** What is said of each; the number comes first. */
export const LOSSES = {
  deletions: 'Text that was deleted while changes were tracked is left out',
  images: 'Pictures are left out',
  hidden: 'Text that was hidden is left out',
  contents: 'A table of contents that the program made by itself is left out',
  capitals: 'Words that were only shown in capitals stand in the letters they were typed in',
  comments: 'Comments beside the text are left out',
  furniture: 'Heads and feet of pages are left out',
  symbols: 'Letters of a font of pictures are shown as the nearest sign',
  chunks: 'A part of the document that is a file of its own is left out',
  markup: 'Italics, bold and alignment are not read from this old format; only its text is',
  boxes: 'Text in boxes stands at the end',
} as const
