/**
 * Look up a label in the dictionary, as people really type them.
 *
 *     "Pairing(s)"   pairing      "AUTHOR'S NOTES #2"   notes
 *     "Sumary"       summary      "Story Rating"        rating
 */
import { distance } from 'fastest-levenshtein'
import { FILLERS, type LabelKey, OTHER_KEYS, STRONG_KEYS, WEAK_LABELS } from './label-keys.ts'
import { LABELS } from './labels.ts'
import { LABELS_BY_LANGUAGE } from './labels-by-language.ts'

export interface KnownLabel {
  readonly key: LabelKey
  /** The languages it belongs to; none where it is the same everywhere. */
  readonly languages: readonly string[]
  /** A label of headers and nothing else; an ordinary word that stories use too is not. */
  readonly isStrong: boolean
  /** As the dictionary has it; what was typed may differ by a slip. */
  readonly isExact: boolean
}

/** No label is longer. */
export const MAX_LABEL = 48

const SHORTEST_WITH_A_SLIP = 5
const MOST_WORDS = 6

/** Notes that say whose they are are labels of headers; plain "Note" is a word. */
const STRONG_NOTES =
  /^(?:authors? |a\/n$|a\.n\.|note from the author|notes? de la?|notas? d|anmerkung d|от автора|od autor|szerzoi |a szerzo|athugasemdi?r? hofundar|fra hofundi|poznamky? autor)/

/** Letters that Unicode does not take apart into a letter and an accent. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
}

const DICTIONARY = readDictionary()
const BY_FIRST_LETTER = Map.groupBy(
  [...DICTIONARY.keys()].filter((label) => label.length >= SHORTEST_WITH_A_SLIP),
  (label) => label.charAt(0),
)

/** Lower case, no accents, no apostrophes, single spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .replace(/[łøđßæœðþ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/** The entry for a label, of which `withSlips` also accepts one letter more, less or other. */
export function findLabel(written: string, withSlips = true): KnownLabel | null {
  if (written.length > MAX_LABEL || written.length < 2) return null
  const folded = fold(written)
  if (folded.split(' ').length > MOST_WORDS) return null
  const exact = lookUp(folded)
  if (exact !== null) return exact
  const combined = lookUpCombined(folded)
  if (combined !== null) return combined
  if (!withSlips) return null
  // "SEX WARNING", "SUBTEXT WARNINGS": whatever it warns of.
  if (/^\p{L}+ warnings?$/u.test(folded)) return DICTIONARY.get('content warning') ?? null
  return lookUpWithSlip(folded)
}

export function isOtherKey(key: LabelKey): key is (typeof OTHER_KEYS)[number] {
  return (OTHER_KEYS as readonly string[]).includes(key)
}

function lookUp(folded: string): KnownLabel | null {
  const known = DICTIONARY.get(folded)
  if (known !== undefined) return known
  for (const shorter of simpler(folded)) {
    const found = DICTIONARY.get(shorter)
    if (found !== undefined && !(/\d/.test(folded) && isCounted(found, shorter))) return found
  }
  return null
}

/** "Part 2: The Return" is a heading, and "Tag 2: Ankunft" a day of a German diary. */
function isCounted({ key }: KnownLabel, word: string): boolean {
  return key === 'part' || word === 'tag'
}

/** A label without what people hang on it: "(s)", a plural s, a number, "to chapter 3", "story …", "… info". */
function simpler(folded: string): string[] {
  const bare = folded
    .replace(/\((?:s|es|en|e|in|n)\)/g, '')
    .replace(/\s*(?:#|no\.? ?)?\d{1,3}$/, '')
    .replace(/\s*\([^)]*\)?$/, '')
    .replace(/ (?:to|for|on|of) (?:this )?(?:the )?(?:chapter|part|story)(?: .*)?$/, '')
    .trim()
  const words = bare.split(' ')
  while (words.length > 1 && FILLERS.has(words[0] ?? '')) words.shift()
  while (words.length > 1 && FILLERS.has(words.at(-1) ?? '')) words.pop()
  const unfilled = words.join(' ')
  return [bare, unfilled].flatMap((text) => (text.endsWith('s') ? [text, text.slice(0, -1)] : [text]))
}

/** "Universe/Fandom", "Title & Part", "Rating and Warnings": the first that is known, when most of them are. */
function lookUpCombined(folded: string): KnownLabel | null {
  if (!/[/&+,]| and | und | et | y | e /.test(folded)) return null
  const parts = folded.split(/\s*[/&+,]\s*|\s+(?:and|und|et|y|e)\s+/).filter((part) => part !== '')
  if (parts.length < 2 || parts.length > 4) return null
  const known = parts.map(lookUp)
  const found = known.filter((label) => label !== null)
  return found.length * 2 > parts.length ? (found[0] ?? null) : null
}

function lookUpWithSlip(folded: string): KnownLabel | null {
  if (folded.length < SHORTEST_WITH_A_SLIP) return null
  for (const label of BY_FIRST_LETTER.get(folded.charAt(0)) ?? []) {
    if (Math.abs(label.length - folded.length) > 1) continue
    const known = DICTIONARY.get(label)
    if (known === undefined || !known.isStrong) continue
    const far = distance(label, folded)
    if (far <= 1 || (far === 2 && isTransposed(label, folded))) return { ...known, isStrong: false, isExact: false }
  }
  return null
}

/** Two neighbouring letters changed places: "Sumamry". */
function isTransposed(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at]
  return isSwapped && one.slice(at + 2) === other.slice(at + 2)
}

function readDictionary(): Map<string, KnownLabel> {
  const dictionary = new Map<string, KnownLabel>()
  for (const [key, byLanguage] of Object.entries(LABELS) as [LabelKey, Readonly<Record<string, string>>][]) {
    for (const [language, labels] of Object.entries(byLanguage)) {
      for (const label of labels.split(',').map(fold)) addLabel(dictionary, key, language, label)
    }
  }
  for (const [language, byKey] of Object.entries(LABELS_BY_LANGUAGE)) {
    for (const [key, labels] of Object.entries(byKey) as [LabelKey, string][]) {
      for (const label of labels.split(',').map(fold)) addLabel(dictionary, key, language, label)
    }
  }
  return dictionary
}

/** The first key that claims a label has it; a label of several languages belongs to each. */
function addLabel(dictionary: Map<string, KnownLabel>, key: LabelKey, language: string, label: string): void {
  const known = dictionary.get(label)
  if (known === undefined) {
    const isStrong = (STRONG_KEYS.has(key) || STRONG_NOTES.test(label)) && !WEAK_LABELS.has(label)
    dictionary.set(label, { key, languages: language === '*' ? [] : [language], isStrong, isExact: true })
  } else if (language !== '*' && known.languages.length > 0 && !known.languages.includes(language)) {
    dictionary.set(label, { ...known, languages: [...known.languages, language] })
  }
}
