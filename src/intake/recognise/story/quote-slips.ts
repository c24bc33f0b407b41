/**
 * Finds what is wrong with straight double quotes: a space on the wrong side, a quote that never closes.
 *
 *     " I love you."     a space after the opening quote
 *     "Please, love, "   a space before the closing one
 *
 * Opening and closing are told by counting from the start of each paragraph. A paragraph of speech that the next one
 * goes on with is left open on purpose, as print does it.
 */
import type { Body } from './body.ts'

export interface Slip {
  readonly code: 'lost-space' | 'lost-quote' | 'author-slip'
  readonly kind: string
  readonly from: number
  readonly to: number
  readonly after: string
  readonly confidence: number
  readonly why: string
}

export interface PlacedSlip {
  readonly slip: Slip
  readonly line: number
}

const LONGEST = 20_000

export function findQuoteSlips(body: Body, isStory: (index: number) => boolean): PlacedSlip[] {
  const found: PlacedSlip[] = []
  const { paragraphs } = body.manuscript
  paragraphs.forEach((paragraph, p) => {
    if (!isStory(paragraph.first)) return
    let isOpen = false
    for (let i = paragraph.first; i <= paragraph.last; i++) {
      const text = (body.lines[i]?.text ?? '').slice(0, LONGEST)
      for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
        isOpen = !isOpen
        const slip = isOpen ? afterOpening(text, at) : beforeClosing(text, at)
        if (slip !== null) found.push({ slip, line: i })
      }
    }
    if (!isOpen) return
    const next = paragraphs[p + 1]
    const goesOn = next !== undefined && /^["“]/u.test(next.run.text) && isStory(next.first)
    if (!goesOn) found.push({ slip: unclosed(body.lines[paragraph.last]?.text ?? ''), line: paragraph.last })
  })
  return found
}

function afterOpening(text: string, at: number): Slip | null {
  if (!/^\s\S/u.test(text.slice(at + 1, at + 3))) return null
  const isGlued = /[.,!?]/.test(text.charAt(at - 1))
  const why = isGlued
    ? 'The space stands on the wrong side of the opening quote.'
    : 'A space stands after the opening quote.'
  return {
    code: 'author-slip',
    kind: 'space-in-quote',
    from: at,
    to: at + 2,
    after: isGlued ? ' "' : '"',
    confidence: 0.6,
    why,
  }
}

function beforeClosing(text: string, at: number): Slip | null {
  if (!/[\p{L}.,!?]\s$/u.test(text.slice(Math.max(0, at - 2), at))) return null
  const why = 'A space stands before the closing quote.'
  return { code: 'author-slip', kind: 'space-in-quote', from: at - 1, to: at + 1, after: '"', confidence: 0.6, why }
}

function unclosed(text: string): Slip {
  const from = Math.max(0, text.length - 1)
  const why = 'A quote opens in this paragraph and does not close.'
  return {
    code: 'lost-quote',
    kind: 'unclosed',
    from,
    to: text.length,
    after: `${text.slice(from)}"`,
    confidence: 0.6,
    why,
  }
}
