/**
 * Find out which language a text is in, as a BCP 47 tag.
 *
 * A label says it; else the markup of the page; else the language that the labels themselves are in; else the letters
 * of the text (eld). Guessing from letters is right for a page of prose and absurd for "Hi, Spike" (Catalan), so a
 * short text is never stated: it is a suggestion, or nothing. Pages say `lang="en"` of everything because their
 * editor put it there, so the text overrules markup when it is long and clear.
 *
 * eld costs 100 ms and 40 MB once, and 300 ms and 120 MB where nobody has called `platform/languages/hold-small.ts`, so it
 * is loaded when the first text asks.
 */
import { isTypographic } from '../../kernel/text.ts'
import type { Suggestion } from '../reading.ts'
import { EMPTY_RUN, type Run } from '../run.ts'
import type { Found } from './evidence.ts'
import { LANGUAGE_NAMES } from './language-names.ts'

export interface LanguageHints {
  /** What a label of the header says, already a tag. */
  readonly label: Found | null
  /** The language that the labels of the header are written in. */
  readonly labels: Found | null
  /** The `lang` of a page. */
  readonly html: Run | null
}

export interface FoundLanguage {
  readonly language: Found | null
  readonly suggestion: Suggestion | null
}

/** So much of a text is looked at: enough for most languages at little cost, and more where that leaves a doubt. */
const SAMPLES = [1000, 2000] as const
/** Prose of fewer letters is not stated. */
const ENOUGH_LETTERS = 150
/** Prose of fewer letters is not even suggested. */
const TOO_FEW_LETTERS = 60
/** Danish and Norwegian, Czech and Slovak: the second best is this near. */
const CLEAR_LEAD = 0.06
/** Letters that a language has and its near ones have not; so many of them settle it. */
const OWN_LETTERS: ReadonlyMap<string, RegExp> = new Map([
  ['ru', /[ыэё]/giu],
  ['uk', /[їєґ]/giu],
  ['be', /ў/giu],
  ['cs', /[ěřů]/giu],
  ['sk', /[ľĺŕ]/giu],
  ['pt', /[ãõ]/giu],
  ['es', /[ñ¿¡]/giu],
  ['ro', /[țșţş]/giu],
])
const ENOUGH_OWN_LETTERS = 3

/** The tag for a language's name as people write it ("Deutsch", "English", "pt-BR"); null for other words. */
export function languageTag(name: string): string | null {
  const folded = name.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[.()]/g, '')
  const known = LANGUAGE_NAMES.get(folded)
  if (known !== undefined) return known
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/.test(folded)) return null
  return canonicalTag(folded.replaceAll('_', '-'))
}

/** `text` is the story, without its header. */
export async function recogniseLanguage(text: string, hints: LanguageHints): Promise<FoundLanguage> {
  if (hints.label !== null) return { language: hints.label, suggestion: null }
  const detected = await detect(text)
  if (detected?.isCertain === true)
    return { language: foundBy('eld', detected.tag, detected.confidence), suggestion: null }
  if (hints.labels !== null) return { language: hints.labels, suggestion: null }
  const markup = hints.html === null ? null : languageTag(hints.html.text)
  if (hints.html !== null && markup !== null) {
    const found = {
      value: markup,
      asWritten: hints.html.text,
      evidence: [hints.html],
      rule: 'html-lang',
      confidence: 0.8,
    }
    return { language: found, suggestion: null }
  }
  return { language: null, suggestion: detected === null ? null : suggestLanguage(detected) }
}

interface Detected {
  readonly tag: string
  readonly confidence: number
  readonly isCertain: boolean
}

async function detect(text: string): Promise<Detected | null> {
  let detected: Detected | null = null
  for (const size of SAMPLES) {
    detected = await detectIn(middleOf(text, size))
    if (detected?.isCertain === true || text.length <= size) break
  }
  return detected
}

async function detectIn(sample: string): Promise<Detected | null> {
  const letters = countLetters(sample)
  // Scripts without spaces say in one character what others say in three letters.
  const dense = MAYBE_DENSE.test(sample) ? (sample.match(DENSE)?.length ?? 0) : 0
  const weight = letters + dense * 2
  if (weight < TOO_FEW_LETTERS) return null
  const { eld } = await import('eld/medium')
  const result = eld.detect(sample)
  if (result.language === '' || !result.isReliable()) return null
  const scores = Object.values(result.getScores()).toSorted((a, b) => b - a)
  const lead = (scores[0] ?? 0) - (scores[1] ?? 0)
  const isCertain = weight >= ENOUGH_LETTERS && (lead >= CLEAR_LEAD || isSettled(sample, result.language))
  const confidence = isCertain ? Math.min(0.99, 0.85 + lead) : Math.min(0.75, 0.5 + lead)
  return { tag: result.language, confidence: Math.round(confidence * 100) / 100, isCertain }
}

/** Does the text hold letters of its language that the languages near to it do not have, and none of theirs? */
function isSettled(sample: string, tag: string): boolean {
  const counts = new Map([...OWN_LETTERS].map(([language, letters]) => [language, sample.match(letters)?.length ?? 0]))
  const others = [...counts].filter(([language]) => language !== tag)
  return (counts.get(tag) ?? 0) >= ENOUGH_OWN_LETTERS && others.every(([, count]) => count === 0)
}

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
/** The blocks that these are in; far quicker to look for. */
const MAYBE_DENSE = /[\u1100-\u11ff\u2e80-\uffff]/

function countLetters(text: string): number {
  let letters = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)) letters++
  }
  return isTypographic(text) ? letters : letters + (text.match(/[^\0-\x7f\P{L}]/gu)?.length ?? 0)
}

/** The middle of a long text: beginnings and ends hold names, addresses and thanks. */
function middleOf(text: string, size: number): string {
  if (text.length <= size) return text
  const from = Math.floor((text.length - size) / 2)
  return text.slice(from, from + size)
}

function foundBy(rule: string, tag: string, confidence: number): Found {
  return { value: tag, asWritten: '', evidence: [EMPTY_RUN], rule, confidence }
}

function suggestLanguage(detected: Detected): Suggestion {
  return {
    code: 'maybe-field',
    line: null,
    column: null,
    field: 'language',
    value: detected.tag,
    before: null,
    after: null,
    confidence: detected.confidence,
    why: 'The letters of the text look like this language, but the text is too short, or too like another one, to be sure.',
    lines: [],
  }
}

function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    // Not a tag: people put anything into `lang`.
    return null
  }
}
