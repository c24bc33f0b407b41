/** What lines look like: titles, bylines, breaks, dates, and where one line goes on in the next. */
import type { Line } from '../../read/manuscript.ts'
import { readDate } from '../dates.ts'
import { findPartAtEnd, isPartHeading } from './part-number.ts'

const MAX_TITLE = 100
const MAX_TITLE_WORDS = 14

/** Made of marks only: "* * *", "-----", "~o~". */
export function isBreakLine(line: Line): boolean {
  if (line.kind === 'rule') return true
  const text = line.run.text
  return (
    text !== '' && text.length <= 80 && /^(?:[^\p{L}\p{N}"“'’]|(?<![\p{L}\p{N}])[oOxX](?![\p{L}\p{N}]))+$/u.test(text)
  )
}

/** "The End", "- fin -", "TBC": short, and nothing but that. */
export function isEndMarker(text: string): boolean {
  if (text.length > 50) return false
  const bare = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return END_MARKERS.test(bare)
}

/** "the end", "end part 2", "to be continued" */
const END_MARKERS =
  /^(?:(?:the|das|la|o|het) )?(?:very )?(?:end|fin|finis|fine|fim|ende|owari|einde|koniec|konec|slut|конец|fini|vége|endir|sögulok|tbc|end tbc|to be continued|fortsetzung folgt|à suivre|continuará|continua|continuarà|folytatása következik|framhald síðar|framhald í næsta kafla|pokračovanie nabudúce|pokračování příště|wordt vervolgd|cdn|продолжение следует|30)(?: (?:of )?(?:part|chapter|story|book|teil|kapitel)(?: [\p{L}\p{N}]{1,10})?| for now)?$/u

/** May a line be a title? Short, no sentence, no speech, no date, no part, no address. */
export function isTitleShaped(line: Line): boolean {
  const text = line.run.text
  if (text === '' || text.length > MAX_TITLE || text.split(/\s+/).length > MAX_TITLE_WORDS) return false
  if (!/[\p{L}\p{N}]/u.test(text) || isBreakLine(line) || isEndMarker(text)) return false
  if (/[,;:]$|^dear\b|https?:|www\.|@/i.test(text)) return false
  if (/[.]$/.test(text) && !/\.{3}$|\b[A-Z]\.$/.test(text)) return false
  if (isQuoted(text) || isQuoted(text.slice(0, findPartAtEnd(text)?.from))) return true
  if (/^["“„«]|[,.!?]["”]$/.test(text)) return false
  return readDate(text) === null && !isPartHeading(text) && !/\bP\.?O\.?V\b|point of view/i.test(text)
}

/** "Hollow Ground" in quotation marks and nothing else. Speech ends its sentence inside them. */
export function isQuoted(text: string): boolean {
  return /^["“„«][^"“”„«»]{2,80}[^.,!?"“”„«»]["”“»]$/.test(text)
}

/** A title without the quotation marks and ornaments around it. */
export function bareTitleRange(text: string): readonly [number, number] {
  let [from, to] = [0, text.length]
  const trimmed = (): void => {
    while (from < to && /[\s*_~=<>#|•·-]/.test(text.charAt(from))) from++
    while (to > from && /[\s*_~=<>#|•·,;:-]/.test(text.charAt(to - 1))) to--
  }
  trimmed()
  const inner = text.slice(from, to)
  const quotes = /^["“„«'‘](?=[^"“”„«»]*["”“»'’]$)/.test(inner) && !/^'[^']*'[^']*'$/.test(inner)
  if (quotes) {
    from++
    to--
  }
  trimmed()
  return from < to ? [from, to] : [0, text.length]
}

export interface Byline {
  /** `text[from, to)` is the name. */
  readonly from: number
  readonly to: number
  /** Where the title before it on the same line ends. */
  readonly titleTo: number | null
  readonly email: readonly [number, number] | null
}

/** "by Tamsin Reed", "By: tamsinreed", "written by x", "von Tamsin" */
const BYLINE =
  /^[\s*_~([<-]*(?:(?:a|an|another)\s+(?:\S+\s+){0,4}?(?:story|fic|fanfic|fanfiction|fan fiction|tale|vignette|script|novel|novella|drabble|ficlet|songfic|one-?shot|crossover|parody|poem)\s+)?(?:(?:(?:co-?)?written|(?:co-?)?authored|posted|created|story|fic|fanfic|told|geschrieben|écrit|ecrit|escrito|scritto|napisane|napsal)\s+)?(by|von|par|por|di|da|door|przez|av|автор|írta|napsala?|napísala?)\s*[:\-–—]?\s+/iu

/** A line that says who wrote it, and nothing else. */
export function findByline(text: string): Byline | null {
  if (text.length > 120) return null
  const match = BYLINE.exec(text)
  if (match === null) return null
  const word = (match[1] ?? '').toLowerCase()
  const isForeign = word !== 'by'
  const name = nameAt(text, match[0].length)
  if (name === null) return null
  // "Von Anfang an", "Por fin": other languages begin sentences so; a name in them has capitals throughout.
  if (isForeign && !/^\p{Lu}\S*(?:\s\p{Lu}\S*){0,3}$/u.test(text.slice(name.from, name.to))) return null
  return { ...name, titleTo: null }
}

/** "Hollow Ground by Tamsin Reed", on one line. */
export function findTitleWithByline(text: string): Byline | null {
  if (text.length > 140) return null
  const quoted = /^["“]([^"“”]{1,80})["”],?\s+by:?\s+/i.exec(text)
  const at =
    quoted === null
      ? text.search(/[\s,(–-]+by:?\s+/i)
      : quoted[0].length - quoted[0].replace(/^["“][^"“”]*["”]/, '').length
  const by = /[\s,(–-]+(?:written )?by:?\s+/iy
  by.lastIndex = at
  const match = at > 0 ? by.exec(text) : null
  if (match === null) return null
  const name = nameAt(text, match.index + match[0].length)
  if (name === null) return null
  const written = text.slice(name.from, name.to)
  const title = text.slice(0, match.index)
  // "Stand by Me", "Touched by Grace", "Day by Day": a single name proves nothing, unless the title is quoted or an address follows.
  const isFull =
    /^\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){1,3}$/u.test(written) &&
    !/^(?:The|A|An|My|Your|His|Her|Our|Their)\s/.test(written)
  // "merrin_88", "TideWatcher": nobody is called so but a writer.
  const isPenName = /^\S+$/.test(written) && /[\d_]|\p{Ll}\p{Lu}/u.test(written)
  if (quoted === null && name.email === null && !isFull && !isPenName) return null
  return title.trim() === '' ? null : { ...name, titleTo: match.index }
}

/** A name with an address behind it, perhaps: "Tamsin Reed (tamsin@example.com)". */
function nameAt(text: string, start: number): Omit<Byline, 'titleTo'> | null {
  const address = /[<([{]?\s*([^\s<>()[\]{}]{1,60}@[^\s<>()[\]{}]{3,60})\s*[>)\]}]?[\s*_~)]*$/.exec(text.slice(start))
  const from = start
  let to = address === null ? text.length : start + address.index
  while (to > from && /[\s*_~)\]>,;:–-]/.test(text.charAt(to - 1)) && !closesName(text.slice(from, to))) to--
  const at = address === null ? null : start + address.index + address[0].indexOf(address[1] ?? '')
  const email = at === null || address === null ? null : ([at, at + (address[1]?.length ?? 0)] as const)
  if (to <= from) return email === null ? null : { from: email[0], to: email[1], email }
  return isName(text.slice(from, to)) ? { from, to, email } : null
}

/** "Moonchild (Jane Smith)": a bracket that the name opened. */
function closesName(name: string): boolean {
  return /\([^()]*\)$|\[[^[\]]*\]$/.test(name)
}

/** A pen name: one word of any kind, or a few of which most begin with a capital. */
function isName(name: string): boolean {
  const words = name.split(/\s+/)
  if (words.length > 8 || name.length > 70 || /[!?;"“”]|[.,]$/.test(name.replace(/\b\p{Lu}\.$/u, ''))) return false
  if (words.length === 1)
    return !/^(?:the|a|an|my|then|now|me|him|her|them|it|day|night|himself|herself|myself|themselves)$/i.test(name)
  const capitals = words.filter((word) => /^[(\p{Lu}\d'"’]/u.test(word) || SMALL.has(word.toLowerCase())).length
  const isSentence =
    /^(?:the|a|an|my|your|his|her|this|that|all|now|then|no|some)\s/i.test(name) && !/^(?:The|A)\s\p{Lu}/u.test(name)
  return capitals === words.length && !isSentence
}

const SMALL = new Set([
  'and',
  '&',
  'of',
  'the',
  'de',
  'la',
  'van',
  'von',
  'der',
  'du',
  'und',
  'et',
  'y',
  'e',
  'i',
  'with',
])

/** Did the writer's margin break this line, so that it goes on in the next? */
export function runsOn(line: Line, next: Line): boolean {
  const [text, after] = [line.run.text, next.run.text]
  if (/^\p{Ll}/u.test(after)) return true
  const word = after.slice(0, 40).split(/\s/, 1)[0] ?? ''
  const end = line.indent + text.length
  // Nobody's margin is narrower than 50 columns or wider than 100.
  return end >= 50 && end <= 100 && end + 1 + word.length > Math.max(60, next.indent + after.length)
}

/** "wren@example.org", "<http://example.org/~wren>" */
export function isAddress(text: string): boolean {
  return text.length < 200 && /^\W?(?:https?:\/\/\S+|(?:e-?mail:?\s*)?[^\s@]+@[^\s@]+\.[^\s@]+)$/i.test(text)
}

/** "3" or "IV" alone counts scenes as well as chapters: unless it is the first, story may stand above it. */
export function isCounted(text: string): boolean {
  return (
    ((/\d/.test(text) && !/\p{L}/u.test(text)) || /^[^\p{L}]*[IVX]+[^\p{L}]*$/u.test(text)) &&
    !/[/?]|(?<![\dIVX])[1I](?![\dIVX])/.test(text)
  )
}
