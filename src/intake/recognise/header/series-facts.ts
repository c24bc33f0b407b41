/**
 * Read what a header says of the series a story belongs to, and of the story before it.
 *
 *     Series/Sequel: Third in the Thaw series, after "Breakup"     series Thaw, its third; sequel to Breakup
 *     SEASON/SEQUEL INFO: Season 4, follows "Slow Burn"            season 4; sequel to Slow Burn
 *     Series: VOY                                                  the fandom, in the old Star Trek newsgroup
 */
import { type Run, sliceRun } from '../../run.ts'
import { addFact, addOther, type Draft, found } from './draft.ts'
import type { Entry } from './entry.ts'

/** The codes of alt.startrek.creative. */
const STAR_TREK_SERIES: Readonly<Record<string, string>> = {
  TOS: 'Star Trek: The Original Series',
  TAS: 'Star Trek: The Animated Series',
  ANI: 'Star Trek: The Animated Series',
  TNG: 'Star Trek: The Next Generation',
  DS9: 'Star Trek: Deep Space Nine',
  DSN: 'Star Trek: Deep Space Nine',
  VOY: 'Star Trek: Voyager',
  VGR: 'Star Trek: Voyager',
  ENT: 'Star Trek: Enterprise',
}

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/** "Third in the Thaw series", "Part 2 of the Thaw series", "#4 in Thaw", "2nd in …" */
const PLACE =
  /\b(?:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(?:part|story|book|number|no\.?|#)\s*(\d{1,3})|(\d{1,3})(?:st|nd|rd|th))\b/i

/** "in the Thaw series", "of the 'Thaw' series" */
const NAMED =
  /\b(?:in|of)\s+(?:the\s+|my\s+)?["“'‘]?([^"“”,;.]{1,60}?)["”'’]?\s+(?:series|trilogy|saga|arc|'?verse|universe)\b/i

/** `sequel to "Fame"`, `follows "Slow Burn"`, `after "Breakup"` */
const SEQUEL =
  /\b(?:sequel to|follow(?:s|ing|[- ]?up to)?|after|prequel to|companion (?:piece )?to|sequel)\s*:?\s*(?:to\s+)?(?:["“]([^"“”]{1,100})["”]|((?:\p{Lu}|\d)[^",;.“”]{1,80}))/iu

const SEASON =
  /\b(?:season|staffel|saison|temporada|stagione|seizoen)\s*#?:?\s*(\d{1,2})\b|\bS(\d{1,2})\b|^\s*(\d{1,2})\s*(?:$|[,;.(/-])/i

export function addSeries(draft: Draft, entry: Entry, isStarTrekGroup: boolean): void {
  const text = entry.value.text
  const code = STAR_TREK_SERIES[text.trim().toUpperCase()]
  if (code !== undefined && (isStarTrekGroup || text.trim() === text.trim().toUpperCase())) {
    addFact(draft, 'fandoms', draft.fandoms, { ...found(entry), value: code, rule: 'star-trek-code' })
    return
  }
  const before = draft.other.length
  const named = NAMED.exec(text)
  const place = PLACE.exec(text)
  if (named?.[1] !== undefined) addPiece(draft, entry, 'series', named.index + named[0].indexOf(named[1]), named[1])
  if (place !== null && (named !== null || /^\s*(?:part|#|no)/i.test(text))) {
    const index =
      place[1] === undefined
        ? String(Number(place[2] ?? place[3]))
        : String(ORDINALS.indexOf(place[1].toLowerCase()) + 1)
    addPiece(draft, entry, 'seriesIndex', place.index, place[0], index)
  }
  const sequel = SEQUEL.exec(text)
  if (sequel !== null) addQuotedTitle(draft, entry, sequel)
  if (draft.other.length === before) addPlainSeries(draft, entry)
}

/** A season, a story before this one, or both; the season also says when the story is set. */
export function addSequel(draft: Draft, entry: Entry): void {
  const text = entry.value.text
  const before = draft.other.length
  const season = entry.key === 'season' || /\bseason\b/i.test(text) ? SEASON.exec(text) : null
  if (season !== null) {
    const number = season[1] ?? season[2] ?? season[3] ?? ''
    addPiece(draft, entry, 'season', season.index, season[0].replace(/[,;.(/\s-]+$/, ''), String(Number(number)))
    addFact(draft, 'setting', draft.setting, found(entry))
  }
  const sequel = SEQUEL.exec(text)
  if (sequel !== null) addQuotedTitle(draft, entry, sequel)
  if (draft.other.length > before || entry.key === 'summary') return
  if (entry.key === 'season') addFact(draft, 'setting', draft.setting, found(entry))
  const [from, to] = unquoted(text)
  addPiece(draft, entry, entry.key === 'season' ? 'season' : 'sequelTo', from, text.slice(from, to))
}

/** "Thaw, part 2", "Part 2 of Thaw", "Thaw #2", "Thaw" */
function addPlainSeries(draft: Draft, entry: Entry): void {
  const text = entry.value.text
  const partOf = /^part (\d{1,3}) of (?:the )?(.{1,100}?)(?: series)?$/i.exec(text)
  const numbered = /^(.{1,100}?)[\s,:(–-]+(?:#|part\s+|no\.?\s*|book\s+)(\d{1,3})\)?$/i.exec(text)
  const name = partOf?.[2] ?? numbered?.[1]
  const index = partOf?.[1] ?? numbered?.[2]
  if (name === undefined || index === undefined) {
    const [from, to] = unquoted(text)
    addPiece(draft, entry, 'series', from, text.slice(from, to))
    return
  }
  addPiece(draft, entry, 'series', text.indexOf(name), name)
  addPiece(draft, entry, 'seriesIndex', text.lastIndexOf(index), index, String(Number(index)))
}

function addQuotedTitle(draft: Draft, entry: Entry, match: RegExpExecArray): void {
  const title = (match[1] ?? match[2] ?? '').trim()
  addPiece(draft, entry, 'sequelTo', match.index + match[0].lastIndexOf(title), title)
}

/** A fact that a stretch of the value says; the evidence is the whole value, since the rest of it says how. */
function addPiece(
  draft: Draft,
  entry: Entry,
  key: 'series' | 'seriesIndex' | 'sequelTo' | 'season',
  at: number,
  written: string,
  value: string = written,
): void {
  const run: Run = sliceRun(entry.value, at, at + written.length)
  addOther(draft, entry, key, run, value)
}

function unquoted(text: string): readonly [number, number] {
  return /^["“][^"“”]+["”]\.?$/.test(text) ? [1, text.replace(/\.$/, '').length - 1] : [0, text.length]
}
