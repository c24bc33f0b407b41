/** Text that somebody wrote without markup (a summary, a note) as paragraphs. */
import { type Html, html, raw } from './html.ts'

/** Blank lines part paragraphs, single line ends stay line ends. */
export function proseOf(text: string): Html {
  const paragraphs = text.split(/\n[^\S\n]*\n\s*/).filter((each) => each.trim() !== '')
  return html`${paragraphs.map((paragraph) => html`<p>${lines(paragraph)}</p>`)}`
}

function lines(paragraph: string): readonly Html[] {
  return paragraph
    .trim()
    .split('\n')
    .map((line, i) => html`${i > 0 && LINE_BREAK}${line}`)
}

const LINE_BREAK = raw('<br>')

/** `lang` and `dir` for text in a language that may be unknown; then the text's own letters decide its direction. */
export function languageAttributes(language: string | null): Html {
  if (language === null) return AUTO
  const known = attributesOf.get(language)
  if (known !== undefined) return known
  const made = html` lang="${language}" dir="${directionOf(language)}"`
  // Languages are few; what a hostile source invents is not worth keeping.
  if (attributesOf.size < 500) attributesOf.set(language, made)
  return made
}

const AUTO = raw(' dir="auto"')
const attributesOf = new Map<string, Html>()
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'iw', 'ji', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])

export function directionOf(language: string | null): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has((language ?? '').toLowerCase().split('-', 1)[0] as string) ? 'rtl' : 'ltr'
}
