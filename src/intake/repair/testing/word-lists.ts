/** Reads the word lists of eight languages, as spelling checkers have them, and sets each word as texts do. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Spanish, Portuguese, Catalan, Czech, Slovak, Icelandic, Hungarian, Galician: their letters are what damage looks like. */
export const LANGUAGES = ['es', 'pt', 'ca', 'cs', 'sk', 'is', 'hu', 'gl'] as const
export type ListLanguage = (typeof LANGUAGES)[number]

/** The words of a list, each once, without their affixes. */
export function readWordList(language: ListLanguage): readonly string[] {
  const entry = createRequire(import.meta.url).resolve(`dictionary-${language}`)
  const lines = readFileSync(entry.replace(/index\.js$/, 'index.dic'), 'utf8').split('\n')
  // The first line is their number; behind a slash, a tab or a blank stand flags and notes.
  return [...new Set(lines.slice(1).map((line) => (/^[^/\t]*?(?=\/|\t| po:|$)/.exec(line)?.[0] ?? '').trim()))].filter(
    (word) => word !== '' && !/[&\\=+%]/.test(word),
  )
}

/** How a word stands in a text: alone, at the start of a sentence, in a heading, in quotes, in an English line. */
export const SETTINGS: Readonly<Record<string, (word: string) => string>> = {
  alone: (word) => word,
  capitalised: capitalise,
  'in capitals': (word) => word.toUpperCase(),
  'in a sentence': (word) => `${capitalise(word)}, ${word} – ${word}; ${word}… ${word}.`,
  'in curly quotes': (word) => `“${word}” ‘${word}’ “${capitalise(word)}, ${word}.”`,
  'in low quotes': (word) => `„${word}“ „${word}” ‚${word}‘ „${word}…”`,
  'in guillemets': (word) => `«${word}» «\u00a0${word}\u00a0» »${word}« «${word}…»`,
  'in quotes within quotes': (word) => `«“${word}”», «“${word}»” „»${word}«” „»${word}»”`,
  'behind a dash': (word) => `—${capitalise(word)} —${word}—, ${word}—. ¿${capitalise(word)}? ¡${word}!`,
  'in an English line': (word) => `She said that the ${word} was there, and “${word}” was all.`,
}

function capitalise(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0)
  return first.toUpperCase() + word.slice(first.length)
}
