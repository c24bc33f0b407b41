/**
 * The letters that a list by name can be entered at: A to Z, what stands ahead of them, and the other scripts, each from
 * its first sign on. Sort keys are folded and compared by code point, so every key is under exactly one of them.
 */
import { type Html, html } from '../../ui/index.ts'

export interface Letter {
  /** As the address says it. */
  readonly key: string
  /** The least sort key under it, and the least behind it. */
  readonly start: string
  readonly end: string
  /** As a page shows it; a script by a sign of its own. */
  readonly sign: string
  /** Where the sign alone says too little. */
  readonly words: string | null
}

const LATIN = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i)).map(
  (letter) => [letter, letter, letter.toUpperCase(), null] as const,
)

/** Where each begins, in the order of their code points. */
const STARTS: readonly (readonly [key: string, start: string, sign: string, words: string | null])[] = [
  ['0', '', '0–9', 'numbers and signs'],
  ...LATIN,
  ['latin', '{', 'Ø', 'other Latin letters'],
  ['greek', '\u0370', 'Ω', 'Greek'],
  ['cyrillic', '\u0400', 'Я', 'Cyrillic'],
  ['armenian', '\u0530', 'Ա', 'Armenian'],
  ['hebrew', '\u0590', 'א', 'Hebrew'],
  ['arabic', '\u0600', 'ع', 'Arabic'],
  ['indic', '\u0900', 'अ', 'Devanagari and its kin'],
  ['thai', '\u0e00', 'ก', 'Thai and its neighbours'],
  ['georgian', '\u10a0', 'ა', 'Georgian'],
  ['others', '\u1100', '…', 'other scripts'],
  ['kana', '\u3040', 'あ', 'Japanese'],
  ['han', '\u3100', '漢', 'Chinese characters'],
  ['hangul', '\ua960', '한', 'Korean'],
  ['signs', '\ud7ff', '☆', 'everything else'],
]
const LAST = '\u{10ffff}'

export const LETTERS: readonly Letter[] = STARTS.map(([key, start, sign, words], i) => ({
  key,
  start,
  end: STARTS[i + 1]?.[1] ?? LAST,
  sign,
  words,
}))

export function placeAt(letter: Letter | undefined): { readonly letter?: Letter } {
  return letter === undefined ? {} : { letter }
}

export function readLetter(asked: string | null | undefined): Letter | undefined {
  return LETTERS.find(({ key }) => key === asked)
}

export interface LetterLinks {
  readonly label: string
  /** Keys of those that something is under. */
  readonly used: ReadonlySet<string>
  readonly chosen: string | undefined
  /** Null leads to the beginning. */
  readonly addressOf: (key: string | null) => string
}

/** Letters that nothing is under are told and lead nowhere; scripts are only there when something is. */
export function letterLinks({ label, used, chosen, addressOf }: LetterLinks): Html {
  const current = html` aria-current="page"`
  return html`<nav class="letters" aria-label="${label}"><a href="${addressOf(null)}"${chosen === undefined && current}>All</a>${LETTERS.map(
    ({ key, sign, words }) => {
      if (used.has(key))
        return html`<a href="${addressOf(key)}"${key === chosen && current}><bdi>${sign}</bdi>${words !== null && html`<span class="unseen"> ${words}</span>`}</a>`
      return key.length === 1 && key !== '0' && html`<span aria-hidden="true">${sign}</span>`
    },
  )}</nav>`
}
