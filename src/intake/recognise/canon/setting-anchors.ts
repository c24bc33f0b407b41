/**
 * The points of canons that a statement names: seasons and episodes by number or title, turning points, books, years.
 *
 *     "Early S6, before Once More With Feeling (6x07)"     s6 · s6e07 · s6e07
 *
 * Says only what stands there; whether it counts, and how the story stands to it, is for `setting.ts` to judge.
 */
import type { Canon, CanonPoint } from '../../canon/canon.ts'
import type { Run } from '../../run.ts'
import { numberOfRoman, numberOfWord } from '../story/number-words.ts'
import { type CanonIndex, outermost, type PointItem } from './canon-index.ts'
import { findTerms, fold, type Hit } from './lexicon.ts'
import type { Stretch } from './setting-place.ts'
import { SEASON_WORD } from './setting-words.ts'
import type { Statement } from './statement.ts'

export interface Anchor {
  readonly from: number
  readonly to: number
  readonly by: 'season' | 'code' | 'loose-code' | 'title' | 'event' | 'year' | 'bare-year' | 'ends'
  readonly stretch: Stretch
  /** The title or alias that was found, as the canon writes it. */
  readonly text: string
}

/** All anchors of a text, ascending, none inside another. Titles come from `canons` only, numbers from anywhere. */
export function findAnchors({ role, run }: Statement, index: CanonIndex, canons: readonly Canon[]): readonly Anchor[] {
  const { text } = run
  const folded = fold(text)
  const only = canons.length === 1 ? (canons[0] as Canon) : null
  const hasDigits = /\d/.test(folded)
  const anchors = [
    ...findTitles(run, index, canons).filter(
      (title) => role === 'spoilers' || !isNumber(title) || isQuoted(text, title),
    ),
    ...(hasDigits ? findCodes(folded, only) : []),
    ...findSeasons(text, folded, only),
    ...findBooks(folded, only),
    ...(MAY_BE_END.test(folded) ? findEnds(folded, only) : []),
    ...(hasDigits ? findYears(folded, only) : []),
  ]
  anchors.sort((a, b) => a.from - b.from || b.to - a.to)
  const kept: Anchor[] = []
  for (const found of anchors) {
    const last = kept.at(-1)
    if (last === undefined || found.from >= last.to) kept.push(found)
  }
  return kept
}

/** A statement is asked for its titles once for each canon that it may be of. */
const TITLES = new WeakMap<CanonIndex, WeakMap<Run, readonly Hit<PointItem>[]>>()

/** Everything in the words that is a title or a turning point somewhere, whether it is meant or not. */
export function titlesIn(index: CanonIndex, run: Run): readonly Hit<PointItem>[] {
  const known = TITLES.get(index) ?? new WeakMap<Run, readonly Hit<PointItem>[]>()
  TITLES.set(index, known)
  const titles = known.get(run) ?? outermost(findTerms(index.points, run.text, true))
  known.set(run, titles)
  return titles
}

function findTitles(run: Run, index: CanonIndex, canons: readonly Canon[]): Anchor[] {
  return titlesIn(index, run)
    .filter(({ item }) => canons.includes(item.canon))
    .map((hit) => ({
      from: hit.from,
      to: hit.to,
      by: hit.item.from.kind === 'event' ? 'event' : 'title',
      stretch: hit.item,
      text: hit.item.text,
    }))
}

/** "1969" and "3" are episodes, and more often a year and a number: only spoilers and quotation marks make them titles. */
function isNumber({ text }: Anchor): boolean {
  return !/\p{L}/u.test(text)
}

/** Does it stand in quotation marks, or in the stars or underscores of a plain text? */
export function isQuoted(text: string, { from, to }: Anchor): boolean {
  const opening = text[from - 1] ?? ''
  const closing = /^[?!.,]?["'”’“»*_]/.test(text.slice(to, to + 2))
  return closing && opening !== '' && '"\'“”„‘«*_'.includes(opening)
}

/** "s6e07", "6x07", "season 6, episode 7"; also "6.07", which may be anything. */
const CODE =
  /(?<![\p{L}\p{N}.]|\d-)(?:s(\d{1,2}) ?[,.]? ?ep? ?(\d{1,2})|(\d{1,2})x(\d{2})|(\d{1,2})\.(\d{2})|season (\d{1,2}),? (?:episode|ep\.?) #?(\d{1,2}))(?![\p{L}\p{N}]|\.\d)/gu

function findCodes(folded: string, canon: Canon | null): Anchor[] {
  const anchors: Anchor[] = []
  for (const match of folded.matchAll(CODE)) {
    const season = Number(match[1] ?? match[3] ?? match[5] ?? match[7])
    const episode = Number(match[2] ?? match[4] ?? match[6] ?? match[8])
    const key = `s${season}e${String(episode).padStart(2, '0')}`
    const known = canon?.points.find((point) => point.key === key)
    if (canon !== null && known === undefined) continue
    const point = known ?? numbered('episode', key, '', season, episode)
    const by = match[5] === undefined ? 'code' : 'loose-code'
    anchors.push(anchor(match.index, match[0].length, by, canon, point, point, match[0]))
  }
  return anchors
}

const NUMBER = String.raw`(\d{1,2}|\p{L}+)`

/** "season 6", "seasons five and six", "S6", "6th season", "sixth season", "6. Staffel". */
const SEASON = new RegExp(
  String.raw`(?<![\p{L}\p{N}/@.])(?:${SEASON_WORD}[ #]{1,2}${NUMBER}(?: ?(?:[-–&/]|to|through|and|bis|und|et|à|y|a) ?${NUMBER})?|s(\d{1,2})(?: ?[-–/&] ?s?(\d{1,2}))?|(\d{1,2}(?:st|nd|rd|th|\.|e|ème|eme|ère|ª|º|-я|-й)|\p{L}{4,12}) ${SEASON_WORD})(?![\p{L}\p{N}])`,
  'dgu',
)

function findSeasons(text: string, folded: string, canon: Canon | null): Anchor[] {
  const anchors: Anchor[] = []
  const pattern = new RegExp(SEASON)
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    const found = readSeason(text, match, canon)
    // In "early season 6" the word before is no number, and "season 6" is still to come.
    if (found === null) pattern.lastIndex = match.index + 1
    else anchors.push(found)
  }
  return anchors
}

function readSeason(text: string, match: RegExpExecArray, canon: Canon | null): Anchor | null {
  const isShort = match[3] !== undefined
  if (isShort && text[match.index] !== 'S' && text.length > 40) return null
  const first = match[1] ?? match[3]
  const number = first === undefined ? ordinal(match[5] ?? '') : numberOf(first)
  if (number === null) return null
  const second = match[2] ?? match[4]
  const last = second === undefined ? null : numberOf(second)
  const isRange = last !== null && last > number
  const from = seasonPoint(canon, number)
  const to = isRange ? seasonPoint(canon, last) : from
  if (from === null || to === null) return null
  const whole = match.index + match[0].length
  const end = second === undefined || isRange ? whole : (match.indices?.[isShort ? 3 : 1]?.[1] ?? whole)
  return anchor(match.index, end - match.index, 'season', canon, from, to, match[0])
}

function numberOf(word: string): number | null {
  return /^\d+$/.test(word) ? Number(word) : (numberOfWord(word) ?? numberOfRoman(word))
}

/** "sixth" and "6th" number a season; "six seasons" count them. */
function ordinal(word: string): number | null {
  if (/^\d/.test(word)) return Number.parseInt(word, 10)
  return COUNTING.test(word) ? null : numberOfWord(word.normalize('NFD').replaceAll(/\p{M}/gu, ''))
}

const COUNTING =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eine?|eins|zwei|drei|vier|fünf|sechs|sieben|acht|deux|trois|quatre|cinq|sept|huit|tres|cuatro|cinco|seis|siete|ocho)$/

/** A season that the canon does not have is a virtual one, or somebody else's; without a canon any may be. */
function seasonPoint(canon: Canon | null, number: number): CanonPoint | null {
  if (canon === null)
    return number > 0 && number < 40 ? numbered('season', `s${number}`, `Season ${number}`, number, null) : null
  return canon.points.find((point) => point.key === `s${number}`) ?? null
}

/** "book 2", "Band 2", "livre deux", where the canon has books; "film 1" in the same way. */
const BOOK =
  /(?<![\p{L}\p{N}])(book|buch|band|livre|tome|libro|книга|film|movie|película|фильм)[ #]{1,2}(\d{1,2}|\p{L}+)(?![\p{L}\p{N}])/gu
const FILMS = new Set(['film', 'movie', 'película', 'фильм'])

function findBooks(folded: string, canon: Canon | null): Anchor[] {
  return [...folded.matchAll(BOOK)].flatMap((match) => {
    const number = numberOf(match[2] ?? '')
    const point = canon?.points.find(({ key }) => key === `${FILMS.has(match[1] ?? '') ? 'f' : 'b'}${number}`)
    return point === undefined ? [] : [anchor(match.index, match[0].length, 'season', canon, point, point, match[0])]
  })
}

/** The whole of the canon: "pre-series", "post-canon", "after the end of the show". The cue before it is in front. */
const ENDS =
  /(?<=(?:pre|post)[- ]|(?:before|after|vor|nach|avant|après|antes de|después de) (?:the |der |la |el |le )?(?:(?:end|ende|fin|final|finale|events|beginning) (?:of |der |de la |del |du )?(?:the )?)?)(?:series|show|canon|serie|série|finale)(?![\p{L}\p{N}])/gu

/** Without one of these words there is none, and they are far quicker to look for. */
const MAY_BE_END = /series|show|canon|serie|série|finale/

function findEnds(folded: string, canon: Canon | null): Anchor[] {
  const told = canon?.points.filter((point) => point.kind === 'episode' || point.kind === 'book') ?? []
  const whole = numbered('event', 'series', 'The series', null, null)
  return Array.from(folded.matchAll(ENDS), (match) =>
    anchor(match.index, match[0].length, 'ends', canon, told[0] ?? whole, told.at(-1) ?? whole, match[0]),
  )
}

/** "set in 1998", "in the year 412"; a bare number that may be a year counts in labels only. */
const YEAR =
  /(?<![\p{L}\p{N}.,/-])((?:set in|takes place in|in the year|the year|year|im jahre?|en l'an|en el año|в году) )?(\d{3,4})(?![\p{L}\p{N}/]|[.,:-]\d)/gu

function findYears(folded: string, canon: Canon | null): Anchor[] {
  const anchors: Anchor[] = []
  for (const match of folded.matchAll(YEAR)) {
    const number = Number(match[2])
    const known = canon?.points.find((point) => point.key === `y${number}`)
    if (known === undefined && (number < 1400 || number > 2200)) continue
    const point = known ?? numbered('year', `y${number}`, String(number), null, null)
    const by = match[1] === undefined ? 'bare-year' : 'year'
    const at = match.index + (match[1]?.length ?? 0)
    anchors.push(anchor(at, (match[2] ?? '').length, by, known === undefined ? null : canon, point, point, match[0]))
  }
  return anchors
}

function anchor(
  from: number,
  length: number,
  by: Anchor['by'],
  canon: Canon | null,
  first: CanonPoint,
  last: CanonPoint,
  text: string,
): Anchor {
  return { from, to: from + length, by, stretch: { canon, from: first, to: last }, text }
}

function numbered(
  kind: CanonPoint['kind'],
  key: string,
  name: string,
  season: number | null,
  episode: number | null,
): CanonPoint {
  return { kind, key, name, season, episode, aliases: [] }
}
