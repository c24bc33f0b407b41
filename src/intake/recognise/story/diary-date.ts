/**
 * Reads a line that is nothing but a date, as the entries of a diary begin.
 *
 *     "Tuesday, 5 March 2002, 8 pm"  2002-03-05       "Dear Diary,"        no date
 *     "Journal entry #3 - May 7th"   XXXX-05-07       "Stardate 48315.6"   no date
 *
 * Days of the week alone and years alone are too little: a weekday counts when the story has several such lines, and so
 * do days that are counted ("Day 3").
 */
import { foldText } from '../../../kernel/text.ts'
import { WEEKDAYS } from '../date-words.ts'
import { type NumberOrder, readDate } from '../dates.ts'
import { LABEL_MAX } from './body.ts'
import { undecorate } from './decoration.ts'
import { numberOfWord } from './number-words.ts'

export interface DiaryDate {
  /** EDTF; null where the line names an entry without a date that a calendar knows. */
  readonly date: string | null
  /** It says that it is a diary: "Dear Diary", "Journal entry". */
  readonly isDiary: boolean
  /** Wants company: a weekday, a month and year. */
  readonly isWeak: boolean
  /** "Dear Diary," is the first line of the entry; a date is not part of it. */
  readonly isSalutation: boolean
  /** Whose diary, where the line says so: "Willow's diary". */
  readonly owner: string | null
}

const DIARY =
  'diary|journal|tagebuch|journal intime|diario|diario personal|dagboek|dagbok|pamietnik|dziennik|дневник|log'
const DEAR_DIARY = new RegExp(
  `^(?:dear|my dear|dearest|hi|hello|liebes|mein liebes|cher|mon cher|querido|mi querido|caro|mio caro|meu querido|lief|kara|kare|drogi|дорогои|милыи) (?:${DIARY})\\b[,.:;!~ –-]*(.*)$`,
  'u',
)
/** "Willow's diary, ", "Journal entry #3: ", "Entry 12 - ", "Captain's log, " */
const ENTRY = new RegExp(
  `^(?:from )?(?:the )?(?:(\\p{L}[\\p{L} .]{0,30}?)(?:'s|s'|s) )?(?:(?:personal |private |secret |old )?(?:${DIARY})(?:,? entry| of [\\p{L} ]{1,30}| eintrag|eintrag)?|entry)(?: ?(?:no\\.?|number|#)? ?\\d{1,4})?[,.:; –-]*(.*)$`,
  'u',
)
const STARDATE =
  /^(?:captain'?s log,? ?|log,? ?)?(?:stardate|sternzeit|date stellaire)[:,]? ?[\d[][\d.\-\]]{2,12}(?: ?[(,–-].{0,30})?$/u
/** "8 pm", "08:30", "2100 hours", "14h30", "around midnight", "evening" at the end of a date. */
const TIME =
  /[,;:–\-@(\s]*\b(?:at |um |a |à |les |circa |ca\.? |about |around |early |late |noch |very |just after |just before )*(?:\d{1,2}(?:[:.h]\d{2})?(?::\d{2})? ?(?:[ap]\.?\s?m\b\.?|uhr|h\b|o'clock|hours|hrs)?|\d{4} ?(?:hours|hrs|h)|midnight|noon|dawn|dusk|sunset|sunrise|early|late|later|spat|fruh|tot|tard|temprano|presto|tardi|morning|afternoon|evening|night|nacht|abends|morgens|nachts|abend|matin|soir|nuit|midi|minuit|noche|tarde|manana|mattina|sera|notte)\)?\.?$/u
const LONGEST_PLACE = 30

export function readDiaryDate(text: string, order: NumberOrder): DiaryDate | null {
  if (text.length > LABEL_MAX || text.length < 4 || /^["“”„«]/u.test(text)) return null
  const { inner } = undecorate(text)
  const folded = foldText(inner)
  const dear = DEAR_DIARY.exec(folded)
  if (dear !== null) {
    const rest = (dear[1] ?? '').trim()
    if (rest !== '' && readDate(rest, order) === null) return null
    return { ...PLAIN, date: rest === '' ? null : readDate(rest, order), isDiary: true, isSalutation: true }
  }
  if (STARDATE.test(folded)) return { ...PLAIN, date: null, isDiary: true }
  const entry = ENTRY.exec(folded)
  if (entry !== null) return readEntry(inner, folded, entry, order)
  if (isCountedDay(folded)) return { ...PLAIN, date: null, isWeak: true }
  return readPlainDate(inner, order)
}

/** "Day 12", "Day Three - evening", "Tag 3", "Jour 2": days that somebody counts, without a date that a calendar knows. */
const COUNTED =
  /^(?:day|night|week|tag|nacht|woche|jour|nuit|semaine|dia|noche|semana|giorno|notte|settimana|noite|dag|natt|vecka|dzien|noc|den|день|ночь) (?:no\.? ?|# ?)?(\d{1,3}|[\p{L}-]{2,14})(.*)$/u

function isCountedDay(folded: string): boolean {
  const match = COUNTED.exec(folded)
  if (match === null) return false
  const behind = match[2] ?? ''
  const rest = behind.replace(TIME, '').replaceAll(/[\s,.:;()–-]/gu, '')
  // "Day 3: The harbour"
  const isTitled = /^\s*[:–—-]\s*\S.{0,40}$/u.test(behind) && !/[.!?,]$/.test(behind)
  return (rest === '' || isTitled) && (/^\d/.test(match[1] ?? '') || numberOfWord(match[1] ?? '') !== null)
}

const PLAIN = { isDiary: false, isWeak: false, isSalutation: false, owner: null } as const

function readEntry(inner: string, folded: string, entry: RegExpExecArray, order: NumberOrder): DiaryDate | null {
  const rest = (entry[2] ?? '').trim()
  const dated = rest === '' ? null : readPlainDate(rest, order)
  const isNumbered = /\d/.test(folded)
  if (
    rest !== '' &&
    dated === null &&
    !/^(?:supplemental|continued|later|cont\.?d?|first entry|last entry)$/u.test(rest)
  )
    return null
  if (rest === '' && !isNumbered && entry[1] === undefined && !/entry|eintrag|log$/u.test(folded)) return null
  const length = entry[1]?.length ?? 0
  const owner =
    length === 0 || /^(?:captain|my|his|her)$/.test(entry[1] ?? '') ? null : ownerIn(inner, entry[1] as string)
  // "She read Buffy's diary" is a sentence: the words before the diary are a name, or it is none.
  if (owner !== null && !/^\p{Lu}\p{L}*(?: \p{Lu}[\p{L}.]*)?$/u.test(owner)) return null
  return { ...PLAIN, date: dated?.date ?? null, isDiary: true, owner }
}

/** The name as it is written, found again in the line by its folded form. */
function ownerIn(inner: string, folded: string): string | null {
  const words = inner.split(/\s+/u)
  const count = folded.split(' ').length
  for (let i = 0; i + count <= words.length; i++) {
    const name = words
      .slice(i, i + count)
      .join(' ')
      .replace(/['’]s?$/u, '')
    if (foldText(name) === folded || foldText(name) === `${folded}s`)
      return foldText(name) === folded ? name : name.slice(0, -1)
  }
  return null
}

function readPlainDate(text: string, order: NumberOrder): DiaryDate | null {
  const trimmed = text.replaceAll(/\s+/gu, ' ')
  for (const candidate of shorter(trimmed)) {
    const date = readDate(candidate, order)
    if (date !== null && !/^\d{4}$/.test(date)) {
      const isWeak = !/\d\d-\d\d/.test(date)
      return { ...PLAIN, date, isWeak }
    }
  }
  const withoutTime = foldText(trimmed).replace(TIME, '').replaceAll(/[.,:]/g, '').trim()
  if (WEEKDAYS.has(withoutTime) && withoutTime.length > 4) return { ...PLAIN, date: null, isWeak: true }
  return null
}

/** The text, then without a time of day, then without a place before or after the date. */
function shorter(text: string): string[] {
  const folded = foldText(text)
  const timeless = folded.replace(TIME, '')
  const forms = [text, timeless, timeless.replace(TIME, '').replace(/[,;:–\-(\s]+$/u, '')]
  const place = /^([\p{L}' .]{3,40})(?:, | - | – |: | \()(.{4,40})$/u.exec(text)
  if (place !== null && (place[1] as string).length <= LONGEST_PLACE) forms.push(place[2] as string)
  // Folding keeps the length of most texts, and so the capitals of a place can be seen.
  const cased = folded.length === text.length ? text.slice(0, timeless.length) : text
  for (const form of new Set([text, cased])) {
    const placeAfter = /^(.{4,34}?)(?:, | - | – | \(|: )(\p{Lu}[\p{L}'’ .,]{2,30})\)?$/u.exec(form)
    if (placeAfter !== null) forms.push(placeAfter[1] as string)
  }
  return forms.filter((form) => form.length >= 4)
}
