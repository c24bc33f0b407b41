/** Numbers, dates, languages and lists in words for people; English for now. */
import { type Html, html } from './html.ts'

const NUMBERS = new Intl.NumberFormat('en-GB')
const LANGUAGES = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' })
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
/** Year, month and day, each perhaps unknown, perhaps with a qualifier or a time behind: `2002`, `2002-03-05T10:00Z`, `XXXX-03-05`. */
const EDTF_DATE = /^([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?(?:T[^?~%]*)?([?~%])?$/

/** Thousands are set off as English does. `Intl` would do the same and takes longer than the row that the number is in. */
export function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value).replaceAll(THOUSANDS, ',') : NUMBERS.format(value)
}

/** Between two digits with three, six … digits behind. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g

/** `counted(1, 'work')` is “1 work”, `counted(3100, 'work')` “3,100 works”. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`
}

export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The same for pieces of markup. */
export function joinHtml(pieces: readonly Html[]): Html {
  return html`${pieces.map((piece, i) => html`${i === 0 ? '' : i === pieces.length - 1 ? ' and ' : ', '}${piece}`)}`
}

/** The language of a BCP 47 tag in English, or the tag as it is. */
export function languageName(tag: string): string {
  const known = languageNames.get(tag)
  if (known !== undefined) return known
  const name = lookUpLanguage(tag)
  // Languages are few; what a hostile source invents is not worth keeping.
  if (languageNames.size < 500) languageNames.set(tag, name)
  return name
}

const languageNames = new Map<string, string>()

function lookUpLanguage(tag: string): string {
  try {
    return LANGUAGES.of(tag) ?? tag
  } catch {
    // Not a tag that Intl understands; the words of the source are better than none.
    return tag
  }
}

/** An EDTF date in words, never more precise than the source was: “March 2002”, “5 March”, “about 2002”. */
export function dateInWords(edtf: string): string {
  const interval = edtf.split('/')
  if (interval.length === 2 && interval.every((end) => EDTF_DATE.test(end))) {
    return interval.map((end) => dateInWords(end)).join(' to ')
  }
  const parts = EDTF_DATE.exec(edtf)
  if (parts === null) return edtf
  const [, year = '', month, day, qualifier] = parts
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1]
  const words: string[] = []
  if (name !== undefined && day !== undefined && /^\d\d$/.test(day)) words.push(String(Number(day)))
  if (name !== undefined) words.push(name)
  if (/^\d{4}$/.test(year)) words.push(year)
  else if (/^\d{3}X$/.test(year)) words.push(`the ${year.slice(0, 3)}0s`)
  if (words.length === 0) return edtf
  return qualifier === undefined ? words.join(' ') : `about ${words.join(' ')}`
}

/** A date as a `<time>` where HTML has a form for it. */
export function dateTime(edtf: string): Html {
  const machine = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=T|$)/.exec(edtf)?.[0]
  const words = dateInWords(edtf)
  return machine === undefined ? html`${words}` : html`<time datetime="${machine}">${words}</time>`
}
