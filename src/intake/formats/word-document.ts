/**
 * A story from a word processor, before intake reads it: its HTML, what its properties say, what was left out.
 *
 * Readers of these formats hand it on in one form, so that the same thing is called the same and valued the same,
 * whatever program wrote it.
 */
import type { RefusalFact } from '../reading.ts'
import type { LossFact, OpenedFormat, StatedFact } from './opened-format.ts'

export interface WordDocument {
  readonly html: string
  readonly properties: Properties
  readonly leftOut: LeftOut
  /** The file is cut off or damaged: more may be missing. */
  readonly isDamaged: boolean
  /** Of a file of several parts: the damage is in another than the text. */
  readonly isTextWhole?: boolean
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
  contents: 'Lines of a table of contents that the program made by itself are left out',
  capitals: 'Words that were only shown in capitals stand in the letters they were typed in',
  comments: 'Comments beside the text are left out',
  furniture: 'Heads and feet of pages are left out',
  symbols: 'Letters of a font of pictures are shown as the nearest sign',
  chunks: 'A part of the document that is a file of its own is left out',
  markup: 'Italics, bold and alignment are not read from this old format; only its text is',
} as const

/** In the form that intake takes. */
export function openedWord(format: string, read: WordDocument | RefusalFact): OpenedFormat | RefusalFact {
  if ('code' in read) return read
  return { html: read.html, stated: statedBy(read.properties, `${format}-metadata`), losses: lossesOf(read) }
}

/** Properties are as right as the template they came with. */
const CONFIDENCE = 0.5
/** What programs fill in by themselves. */
const NO_TITLE = /^(?:untitled|document ?\d*|microsoft word\b.*|.*\.(?:docx?|rtf|odt|txt|html?)|no slide title)$/i
const NO_AUTHOR =
  /^(?:user|owner|admin(?:istrator)?|preferred customer|valued customer|unknown|author|microsoft(?: office)?(?: user)?|python-docx|openpyxl|-)$/i
const DATE = /^\d{4}-\d{2}-\d{2}$/

function statedBy({ title, author, created }: Properties, rule: string): readonly StatedFact[] {
  const facts: StatedFact[] = []
  const add = (field: StatedFact['field'], value: string): number =>
    facts.push({ field, value, asWritten: value, rule, confidence: CONFIDENCE })
  if (title !== '' && !NO_TITLE.test(title)) add('title', title)
  if (author !== '' && !NO_AUTHOR.test(author)) add('maybe-author', author)
  if (DATE.test(created)) add('date', created)
  return facts
}

function lossesOf({ leftOut, isDamaged, isTextWhole }: WordDocument): readonly LossFact[] {
  const losses = Object.entries(LOSSES).flatMap(([kind, why]): LossFact[] => {
    const count = leftOut[kind as keyof typeof LOSSES] ?? 0
    return count === 0 ? [] : [{ code: 'left-out', why: kind === 'markup' ? `${why}.` : `${why} (${count}).` }]
  })
  if (!isDamaged) return losses
  return [...losses, { code: 'cut-off', why: isTextWhole === true ? BESIDE_TEXT : IN_TEXT }]
}

const IN_TEXT = 'The file is cut off or damaged: what could be read of it is here.'
const BESIDE_TEXT =
  'The file is cut off or damaged, but its text is whole: looks, notes or what it says of itself may be missing.'
