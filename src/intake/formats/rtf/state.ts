/** What holds at one place of an RTF file; each group begins with what held around it. */
import { PLAIN, PLAIN_BLOCK, type TextLook } from '../story-markup.ts'

export type Destination =
  | 'body'
  | 'skipped'
  | 'fonts'
  | 'styles'
  | 'info'
  | 'title'
  | 'author'
  | 'created'
  | 'revised'
  | 'instruction'
  | 'list-text'

/** A field whose result is text: of these only links matter. */
export interface FieldUnderWay {
  instruction: string
}

export interface RtfState {
  readonly destination: Destination
  readonly look: TextLook
  readonly isHidden: boolean
  readonly isDeleted: boolean
  readonly isCapitals: boolean
  /** Null for the encoding of the file. */
  readonly font: number | null
  /** How many characters stand in for a `\u` (`\uc`). */
  readonly standIns: number
  readonly style: number | null
  readonly paragraph: ParagraphState
  readonly field: FieldUnderWay | null
  /** 0 in the text, 1 in a note. */
  readonly noteDepth: number
}

export interface ParagraphState {
  readonly heading: number | null
  readonly align: 'centre' | 'right' | null
  readonly isRightToLeft: boolean
  readonly isInTable: boolean
  readonly breaksBefore: boolean
  readonly hasLineBelow: boolean
  readonly isFramed: boolean
  readonly level: number
}

/** A paragraph with what its style says of it. */
export interface RtfBlock extends ParagraphState {
  readonly isQuote: boolean
  readonly isContents: boolean
}

export const PLAIN_PARAGRAPH: ParagraphState = {
  ...PLAIN_BLOCK,
  isInTable: false,
  breaksBefore: false,
  hasLineBelow: false,
  isFramed: false,
  level: 0,
}

export const FIRST_STATE: RtfState = {
  destination: 'body',
  look: PLAIN,
  isHidden: false,
  isDeleted: false,
  isCapitals: false,
  font: null,
  standIns: 1,
  style: null,
  paragraph: PLAIN_PARAGRAPH,
  field: null,
  noteDepth: 0,
}
