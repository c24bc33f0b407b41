/**
 * Hears in what a header says who tells the story, or whose thoughts it follows.
 *
 *     "Angel's thoughts after the fall."   Angel        "POV: Lin, first person"   Lin
 *     "Die Nacht danach, aus Spikes Sicht" Spike        "Spike reads Angel's thoughts."   nobody
 *
 * Only set phrases beside a name count. Thoughts and diaries must stand where a statement begins, or behind "into",
 * "from" and the like: elsewhere somebody else may be reading them.
 */

const POINT =
  '(?:point[ -]of[ -]view|viewpoint|perspective|p\\.?\\s?o\\.?\\s?v\\b|side of (?:the |this )?(?:story|things|events)|sicht(?:weise)?\\b|perspektive|blickwinkel)'
const POINT_BEHIND = new RegExp(`^(?:['’]s?)?\\s${POINT}`, 'iu')
/** "the point of view of ", "POV: ", "du point de vue d'" */
const POINT_BEFORE =
  /(?:(?:point[ -]of[ -]view|viewpoint|perspective|p\.?\s?o\.?\s?v\.?)(?: of|:)?|(?:sicht|perspektive) (?:von|des|der)|point de vue de|punto de vista de|punto di vista di|ponto de vista d[eao])\s$|point de vue d['’]$/iu
const THOUGHTS_BEHIND =
  /^['’]s?\s(?:[\p{Ll}-]{1,12}\s){0,2}(?:thoughts|musings|reflections|ruminations|ramblings|monologue|diary|journal)\b/iu
const FOREIGN_THOUGHTS_BEHIND = /^(?:['’]s?)?\s(?:gedanken|gedachten|tagebuch|dagboek)\b/iu
const THOUGHTS_BEFORE = /\b(?:gedanken von|pensées de|pensamientos de|pensieri di|pensamentos de)\s$|pensées d['’]$/iu
/** The start, the end of a clause, or a word that leads into somebody's head. */
const OPENS = /(?:^|[.!?:;,–—-]|\b(?:into|inside|from|of|just|some|only|aus|through))[\s("“*_]*$/iu
const EYES_BEHIND = /^['’]s?\s(?:own\s)?(?:eyes|head|mind|voice|words)\b/iu
const EYES_BEFORE = /\b(?:through|inside|into|in the|behind|from)\s$/iu
const TOLD_BEFORE =
  /\b(?:(?:told|narrated|as seen) (?:by|through)|erzählt von|raconté(?:e|s|es)? par|vue? par|narrad[oa] por|narrat[oa] da)\s$/iu

/** So much of a text on either side of a name decides. */
const WINDOW = 48

/** Is the one named in `text[from, to)` called the narrator? */
export function isTeller(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - WINDOW), from)
  const behind = text.slice(to, to + WINDOW)
  if (POINT_BEHIND.test(behind) || POINT_BEFORE.test(before) || TOLD_BEFORE.test(before)) return true
  if (THOUGHTS_BEFORE.test(before)) return OPENS.test(before.replace(THOUGHTS_BEFORE, ''))
  if (EYES_BEHIND.test(behind) && EYES_BEFORE.test(before)) return !/from\s$/i.test(before) || !/head|mind/.test(behind)
  return OPENS.test(before) && (THOUGHTS_BEHIND.test(behind) || FOREIGN_THOUGHTS_BEHIND.test(behind))
}

/** Capitalised words that are nobody's name. */
const NOBODY =
  /^(?:the|a|an|his|her|my|our|their|your|its|this|that|first|second|third|one|two|dual|multiple|alternat\p{L}*|various|different|mixed|male|female|normal|general|omniscient|author|narrator|reader|everyone|everybody|nobody|no|someone|somebody|another|other|own|from|told|point|pov|person|sicht|perspektive|gedanken|tagebuch|aus|der|die|das|seiner|ihrer|meiner|dritte|erste)$/iu

/** The names, as written, of those whom a text calls narrators; a possessive or a preposition must say so. */
export function tellersIn(text: string): string[] {
  const tellers: string[] = []
  const read = text.slice(0, LONGEST)
  for (const match of read.matchAll(CAPITALS)) {
    const names = stretchesOf(match[0]).map(({ from, to }) => tellerAt(read, match.index + from, match.index + to))
    tellers.push(...names.filter((name) => name !== null).slice(0, 1))
  }
  return [...new Set(tellers)]
}

const LONGEST = 2000
/** Up to four capitalised words: "Aus Spikes Sicht", "Jack O'Neill". */
const CAPITALS =
  /(?<![\p{L}\p{M}])(?<!\p{Lu}['’])\p{Lu}(?:['’]\p{Lu})?[\p{L}\p{M}]+(?:[ -]\p{Lu}(?:['’]\p{Lu})?[\p{L}\p{M}]+){0,3}/gu

/** Every stretch of one to three words. */
function stretchesOf(words: string): { from: number; to: number }[] {
  const places = [...words.matchAll(/[^ ]+/g)].map((word) => ({ from: word.index, to: word.index + word[0].length }))
  return places.flatMap(({ from }, i) => places.slice(i, i + 3).map(({ to }) => ({ from, to })))
}

function tellerAt(text: string, from: number, to: number): string | null {
  const name = text.slice(from, to)
  if (name.split(/[ -]/).some((word) => NOBODY.test(word)) || !isTeller(text, from, to)) return null
  const behind = text.slice(to, to + WINDOW)
  if (/^['’]/.test(behind) || !(POINT_BEHIND.test(behind) || FOREIGN_THOUGHTS_BEHIND.test(behind))) return name
  // "Spikes Sicht": German has no apostrophe.
  return /\p{Ll}s$/u.test(name) ? name.slice(0, -1) : null
}

/** The one name in the value of a label: "Lin, first person", "Lin (third person limited)"; null for none or several. */
export function tellerInLabel(value: string): string | null {
  const names = value
    .slice(0, 200)
    .split(/[,;/&()[\]]|\s(?:and|und|et|y|e|then|-)\s/u)
    .map((part) => part.trim().replace(/['’]s$|\.$/gu, ''))
    .filter((part) => /^\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){0,3}$/u.test(part))
    .filter((part) => !NOBODY.test(part.split(' ')[0] ?? '') && !/\bPOV\b/i.test(part))
  const distinct = new Set(names)
  return distinct.size === 1 ? (names[0] ?? null) : null
}
