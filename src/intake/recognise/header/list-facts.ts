/** Lists of a header that have no field of their own: genres, categories, keywords, story codes, spoilers. */
import { type Run, sliceRun } from '../../run.ts'
import { addFact, addOther, type Draft, found } from './draft.ts'
import type { Entry } from './entry.ts'
import { isNone, type Separator, splitItems } from './items.ts'

/** Letters of the X-Files archives: one main category, then what else it is. R is romance here and no rating. */
const CLASSIFICATION: Readonly<Record<string, string>> = {
  V: 'Vignette',
  S: 'Story',
  X: 'X-File',
  R: 'Romance',
  H: 'Humor',
  A: 'Angst',
  C: 'Crossover',
  P: 'Poetry',
  F: 'Filk',
}

export function addGenres(draft: Draft, entry: Entry, key: 'genre' | 'category' | 'classification' | 'keywords'): void {
  const separators: Separator[] = key === 'keywords' ? [',', ';', '\n'] : [',', ';', '\n', ' and ', '|']
  const items = splitItems(entry.value, separators)
  if (key === 'category') suggestFandom(draft, entry, items)
  for (const item of items) {
    const letters = key === 'classification' || key === 'category' ? lettersOf(item) : null
    if (letters !== null) for (const [run, value] of letters) addOther(draft, entry, key, run, value)
    else for (const genre of key === 'genre' ? bySlash(item) : [item]) addOther(draft, entry, key, genre)
  }
}

/** "Gundam Wing, yaoi, angst": among words in lower case two with capitals may name the fandom. */
function suggestFandom(draft: Draft, entry: Entry, items: readonly Run[]): void {
  const names = items.filter(({ text }) =>
    /^\p{Lu}[\p{L}'’-]*(?: (?:of|the|and|in|de|la|\d+|\p{Lu}[\p{L}'’-]*)){1,5}$/u.test(text),
  )
  const [name] = names
  if (name === undefined || names.length > 1 || !items.some(({ text }) => /^\p{Ll}/u.test(text))) return
  const why = 'It stands among the categories and is the only one written with capitals: it may name the fandom.'
  draft.maybe.push({ field: 'fandoms', value: name.text, line: entry.lines[0] ?? 0, confidence: 0.5, why })
}

/** "SRA", "VA", "S, R": one letter each. */
function lettersOf(item: Run): (readonly [Run, string])[] | null {
  if (!/^[VSX][RHACPF]{0,4}$|^[RHA]$/.test(item.text)) return null
  return item.text.split('').map((letter, i) => [sliceRun(item, i, i + 1), CLASSIFICATION[letter] ?? letter] as const)
}

/** "Mystery/Drama" is two, "Hurt/Comfort" and "F/F" are one. */
function bySlash(item: Run): readonly Run[] {
  if (/hurt\s*\/\s*comfort|\b[fm]\/[fm]\b|\bh\/c\b/i.test(item.text)) return [item]
  return splitItems(item, ['/'])
}

/** Codes of a subject or label: pairings to the relationships, everything else to the keywords. */
export function addCodes(draft: Draft, entry: Entry): void {
  for (const item of splitItems(entry.value, [',', ';', '\n'])) {
    for (const code of byBlank(item)) {
      const isPairing =
        /^\(?[\p{L}\d]{1,12}(?:[/&+x][\p{L}\d]{1,12})+\)?$/u.test(code.text) && !/^[mf](?:\/[mf])+$/i.test(code.text)
      if (!isPairing) addOther(draft, entry, 'keywords', code)
      else
        addFact(draft, 'relationships', draft.relationships, {
          ...found(entry),
          value: code.text,
          asWritten: code.text,
          evidence: [code],
          rule: 'story-code',
        })
    }
  }
}

/** "J/C P/T" has only blanks between its codes. */
function byBlank(item: Run): Run[] {
  if (
    !/^\S+(?:\s+\S+)+$/.test(item.text) ||
    !item.text.split(/\s+/).every((word) => /[/&]/.test(word) || /^[A-Z]{1,5}$/.test(word))
  )
    return [item]
  return [...item.text.matchAll(/\S+/g)].map((word) => sliceRun(item, word.index, word.index + word[0].length))
}

/** Spoilers: the episodes named; "up to" an episode also says that the story is set after it. */
export function addSpoilers(draft: Draft, entry: Entry): void {
  const upTo =
    /\b(?:up to|up through|through|until|bis|jusqu'?[àa]|hasta)\s+(?:and including\s+)?["“]?([^"“”,;]{2,60}?)["”]?[.!]?$/i.exec(
      entry.value.text,
    )
  if (upTo?.[1] !== undefined) {
    const at = upTo.index + upTo[0].lastIndexOf(upTo[1])
    const run = sliceRun(entry.value, at, at + upTo[1].length)
    addFact(draft, 'setting', draft.setting, {
      value: run.text,
      asWritten: run.text,
      evidence: [run],
      rule: 'spoilers-up-to',
      confidence: 0.7,
    })
  }
  if (isNone(entry.value.text) || upTo !== null) {
    addOther(draft, entry, 'spoilers', entry.value)
    return
  }
  for (const item of splitItems(entry.value, [',', ';', '\n', '/']))
    addOther(draft, entry, 'spoilers', item, withoutQuotes(item.text))
}

function withoutQuotes(text: string): string {
  return /^["“][^"“”]+["”]$/.test(text) ? text.slice(1, -1) : text
}
