/**
 * Fold text for comparing, sorting and addresses, so that people find what they typed a little differently.
 *
 *     foldText('L’Étoile — “Noire”')    l'etoile - "noire"
 *     foldKey('Hurt / Comfort!')        hurt/comfort
 *     sortKey('The Wrong Door')         wrong door
 *     slugOf('Don’t Look Back')         dont-look-back
 *
 * Marks are taken off letters of the European, Hebrew and Arabic scripts only, where people leave them out when they
 * type. In other scripts a mark is a sound of its own (Devanagari vowels, Japanese voicing) and stays.
 */

/** The text without case, diacritics, and differences between kinds of quotes, dashes and spaces. Idempotent. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll('`', "'").replaceAll(SPACES, ' ').trim()
  if (TYPOGRAPHIC.test(text)) return foldTypographic(text)
  return text
    .toWellFormed()
    .replaceAll(INVISIBLE, '')
    .replaceAll(APOSTROPHES, "'")
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(MARKS, '')
    .replaceAll(LETTERS_WITHOUT_DECOMPOSITION, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(APOSTROPHES, "'")
    .replaceAll(QUOTES, '"')
    .replaceAll(DASHES, '-')
    .normalize('NFC')
    .replaceAll(SPACES, ' ')
    .trim()
}

/** Has it only ASCII and the quotes, dashes and dots of print? Then its letters are those of English, in either case. */
export function isTypographic(text: string): boolean {
  return TYPOGRAPHIC.test(text)
}

/** What the whole way makes of these few characters. */
function foldTypographic(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[`‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[–—]/g, '-')
    .replaceAll('…', '...')
    .replaceAll(SPACES, ' ')
    .trim()
}

/**
 * A key for "the same tag or name": folded, and punctuation counts as a space. `/`, `&`, `+`, `#`, `@` and `%` stay,
 * since "A/B" and "A & B" are two relationships. Text of nothing but punctuation is its own key.
 */
export function foldKey(text: string): string {
  const folded = foldText(text)
  const key = folded.replaceAll(/['"]/g, '').replaceAll(PUNCTUATION, ' ').trim().replaceAll(AROUND_SIGNS, '$1')
  return key === '' ? folded : key
}

/**
 * A key to sort titles by: folded, without opening punctuation and without a leading article. The articles are those
 * of the language when it is known, else those that are hardly ever another word: "Die Hard" keeps its "die".
 */
export function sortKey(title: string, language?: string): string {
  const folded = foldText(title).replace(/^[^\p{L}\p{N}\p{S}]+/u, '')
  const key = folded === '' ? foldText(title) : folded
  const known = language === undefined ? undefined : ARTICLES[language.toLowerCase().split('-', 1)[0] as string]
  const article = (known ?? SAFE_ARTICLES).find((each) => key.startsWith(each.endsWith("'") ? each : `${each} `))
  const rest = article === undefined ? '' : key.slice(article.length).trimStart()
  return rest === '' ? key : rest
}

/** A short name for an address: lower-case ASCII letters, digits and hyphens. Empty for scripts that have none. */
export function slugOf(title: string): string {
  const slug = foldText(title)
    .replaceAll("'", '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX + 1)
  const whole = slug.length > SLUG_MAX && slug.includes('-', 1) ? slug.slice(0, slug.lastIndexOf('-')) : slug
  return whole.slice(0, SLUG_MAX).replace(/^-/, '').replace(/-$/, '')
}

const SLUG_MAX = 60
/** Printable ASCII needs nothing but lower case. */
const PLAIN = /^[\x20-\x7e\t\n\r]*$/
/** The same with the quotes, dashes and dots of print, which is nearly all there is in English. */
const TYPOGRAPHIC = /^[\x20-\x7e\t\n\r\u00a0‘’“”–—…]*$/
/** White space that is not one plain space. */
const SPACES = /[^\S ]\s*| \s+/g
// Soft hyphen, zero-width characters, byte order mark, marks of direction.
// oxlint-disable-next-line no-misleading-character-class -- the marks themselves are meant
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
const APOSTROPHES = /[`´‘’‚‛ʹʻʼʽˈˊˋ′‵＇｀]/g
const QUOTES = /[“”„‟«»‹›″‶〝〞〟＂]/g
const DASHES = /[‐‑‒–—―−﹘﹣－]/g
// Combining marks of European scripts, Hebrew points, Arabic short vowels: the two dots of "ë" taken apart.
// oxlint-disable-next-line no-misleading-character-class -- the marks themselves are meant
const MARKS = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309a]]/gv
const LETTERS_WITHOUT_DECOMPOSITION = /[ßæœøðþđħıłŋŧƀςſ]/g
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  ŧ: 't',
  ƀ: 'b',
  ς: 'σ',
  ſ: 's',
}
const PUNCTUATION = /(?:(?![/&#@%])[\p{P}\s])+/gu
const AROUND_SIGNS = / ?([/&+]) ?/g

const SAFE_ARTICLES = "the an a der das le la les l' el los las il gli het een une".split(' ')
const ARTICLES: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'an', 'a'],
  de: ['der', 'die', 'das', 'den', 'dem', 'des', 'ein', 'eine', 'einen', 'einem', 'einer'],
  fr: ['le', 'la', 'les', "l'", 'un', 'une', 'des'],
  es: ['el', 'la', 'los', 'las', 'un', 'una', 'unos', 'unas', 'lo'],
  it: ['il', 'lo', 'la', 'gli', 'i', 'le', "l'", 'un', 'uno', 'una', "un'"],
  pt: ['o', 'a', 'os', 'as', 'um', 'uma', 'uns', 'umas'],
  nl: ['de', 'het', 'een', 't', 'n'],
  sv: ['den', 'det', 'de', 'en', 'ett'],
  da: ['den', 'det', 'de', 'en', 'et'],
  no: ['den', 'det', 'de', 'en', 'et', 'ei'],
  nb: ['den', 'det', 'de', 'en', 'et', 'ei'],
  hu: ['a', 'az', 'egy'],
  ca: ['el', 'la', 'els', 'les', "l'", 'un', 'una'],
  pl: [],
  ru: [],
  ja: [],
}
