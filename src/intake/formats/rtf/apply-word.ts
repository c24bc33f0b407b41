/** What control words of looks change: a state in, a state out; null for words that say nothing of looks. */
import { PLAIN, type TextLook } from '../story-markup.ts'
import { type ParagraphState, PLAIN_PARAGRAPH, type RtfState } from './state.ts'
import { UNDERLINES } from './words.ts'

export function applyWord(state: RtfState, name: string, number: number | null): RtfState | null {
  const look = applyLook(state.look, name, number)
  if (look !== null) return { ...state, look }
  const paragraph = applyParagraph(state.paragraph, name, number)
  if (paragraph !== null) return { ...state, paragraph }
  const isOn = number !== 0
  switch (name) {
    case 'plain':
      return {
        ...state,
        look: { ...PLAIN, href: state.look.href },
        isHidden: false,
        isDeleted: false,
        isCapitals: false,
        font: null,
      }
    case 'pard':
      return { ...state, paragraph: PLAIN_PARAGRAPH, style: null }
    case 's':
      return { ...state, style: number }
    case 'f':
      return { ...state, font: number }
    case 'uc':
      return { ...state, standIns: Math.max(0, number ?? 1) }
    case 'v':
      return { ...state, isHidden: isOn }
    case 'deleted':
      return { ...state, isDeleted: isOn }
    case 'caps':
      return { ...state, isCapitals: isOn }
    default:
      return null
  }
}

function applyLook(look: TextLook, name: string, number: number | null): TextLook | null {
  const isOn = number !== 0
  if (UNDERLINES.has(name)) return { ...look, underline: isOn }
  switch (name) {
    case 'b':
      return { ...look, bold: isOn }
    case 'i':
      return { ...look, italic: isOn }
    case 'ulnone':
      return { ...look, underline: false }
    case 'strike':
    case 'striked':
      return { ...look, strike: isOn }
    case 'scaps':
      return { ...look, smallcaps: isOn }
    case 'super':
      return { ...look, raised: isOn ? 'sup' : null }
    case 'sub':
      return { ...look, raised: isOn ? 'sub' : null }
    case 'up':
      return { ...look, raised: isOn ? 'sup' : null }
    case 'dn':
      return { ...look, raised: isOn ? 'sub' : null }
    case 'nosupersub':
      return { ...look, raised: null }
    default:
      return null
  }
}

function applyParagraph(paragraph: ParagraphState, name: string, number: number | null): ParagraphState | null {
  switch (name) {
    case 'qc':
      return { ...paragraph, align: 'centre' }
    case 'qr':
      return { ...paragraph, align: 'right' }
    case 'ql':
    case 'qj':
    case 'qd':
      return { ...paragraph, align: null }
    case 'rtlpar':
      return { ...paragraph, isRightToLeft: true }
    case 'ltrpar':
      return { ...paragraph, isRightToLeft: false }
    case 'intbl':
      return { ...paragraph, isInTable: number !== 0 }
    case 'pagebb':
      return { ...paragraph, breaksBefore: number !== 0 }
    case 'outlinelevel':
      return { ...paragraph, heading: number !== null && number >= 0 && number < 9 ? Math.min(6, number + 1) : null }
    case 'ilvl':
      return { ...paragraph, level: Math.max(0, number ?? 0) }
    case 'brdrb':
      return { ...paragraph, hasLineBelow: true }
    case 'brdrl':
    case 'brdrr':
    case 'box':
      return { ...paragraph, isFramed: true }
    default:
      return null
  }
}
