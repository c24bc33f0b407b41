/**
 * Reads the line of facts below a title on FanFiction.Net and its sister sites, as it was written over the years.
 *
 *     Rated: Fiction T - English - Romance/Angst - [Ada L., Tom H.] Mr. Vane - Chapters: 12 - Words: 50,123 - Reviews: 20
 *       - Updated: 5/8/2013 - Published: 7/12/2010 - Status: Complete - id: 1234567
 *     Fiction Rated: PG-13 - English - Drama/General - Reviews: 4 - Publish: 01-02-02 - id:234567         before 2006
 *     Rated: T, English, Romance & Angst, Ada L. & Tom H., Words: 20k+, Published: 7/12/2010              on telephones
 *
 * Genres are told by the site's own list; whatever has no label and is none is a list of characters.
 */
import type { StatedFact } from '../opened-format.ts'
import { statedFact } from './site-story.ts'

const GENRES = new Set(
  (
    'adventure|angst|crime|drama|family|fantasy|friendship|general|horror|humor|hurt/comfort|mystery|parody|poetry|' +
    'romance|sci-fi|spiritual|supernatural|suspense|tragedy|western|action|action/adventure|essay|manga|biography|' +
    'historical|kids|life|nature|play|religion|school|song|war|work|young adult|art|haiku|love|politics|society'
  ).split('|'),
)

/** `Rated: Fiction  T`, `Fiction Rated: PG-13`, `Rated: T`; behind it the rest of the line. */
const START = /(?:Fiction\s+)?Rated:\s*(?:Fiction\s+)?(PG-13|NC-17|PG|K\+|K|T|MA|M|G|R)(?=$|[\s,-])/

export interface StatsLine {
  readonly facts: readonly StatedFact[]
  readonly chapters: number | null
}

/** Times that stand as seconds since 1970 beside what is shown of them: `Published: 7/12/2010` → `2010-07-12`. */
export type Clock = ReadonlyMap<string, string>

export function hasStats(text: string): boolean {
  return START.test(text) && /\b(?:id:|Words:|Published?:|Reviews:|Chapters:)/.test(text)
}

export function readStats(site: string, line: string, clock: Clock): StatsLine {
  const start = START.exec(line)
  if (start === null) return { facts: [], chapters: null }
  const facts: StatedFact[] = [statedFact(site, 'rating', start[1] ?? '', start[0])]
  const rest = line.slice(start.index + start[0].length, start.index + LONGEST)
  const isOfTelephone = /^\s*,/.test(rest)
  const items = rest
    .replaceAll(BEFORE_LABEL, CUT)
    .split(CUT)
    .flatMap((item) => item.split(isOfTelephone ? /,\s+(?=[A-Z[])/ : /\s+-\s+|^-\s+|\s+-(?=[A-Z])/))
    .map((item) => item.replace(/^[\s,-]+/, '').replace(/[\s,-]+$/, ''))
    .filter((item) => item !== '')
  const people: string[] = []
  let chapters: number | null = null
  items.forEach((item, i) => {
    const labelled = /^([A-Za-z]+)\s*:\s*(.*)$/s.exec(item)
    const [, label = '', value = ''] = labelled ?? []
    if (labelled === null && /^complete$/i.test(item)) facts.push(statedFact(site, 'status', 'complete', item))
    else if (labelled === null && i === 0 && !isGenres(item)) facts.push(statedFact(site, 'language', item))
    else if (labelled === null && isGenres(item)) facts.push(...genresIn(site, item))
    else if (labelled === null || !LABELS.has(label.toLowerCase())) people.push(item)
    else {
      facts.push(...labelledFacts(site, label.toLowerCase(), value, clock))
      if (/^chapters$/i.test(label)) chapters = Number(value.replaceAll(/\D/g, '')) || null
    }
  })
  return { facts: [...facts, ...peopleIn(site, people.join(isOfTelephone ? ', ' : ' - '))], chapters }
}

/** Of a line; what is longer is none. */
const LONGEST = 1500
const CUT = '\n'
/** Telephones had nothing between two labels. */
const BEFORE_LABEL = /\s(?=(?:Chapters|Words|Reviews|Favs|Follows|Updated|Published?|Status|id)\s*:)/g
const LABELS = new Set('chapters words reviews favs follows updated published publish status id'.split(' '))

function labelledFacts(site: string, label: string, value: string, clock: Clock): readonly StatedFact[] {
  switch (label) {
    case 'chapters':
    case 'words': {
      const number = value.replaceAll(/\D/g, '')
      // "20k+" is a telephone's rounding.
      return number === '' || /k/i.test(value) ? [] : [statedFact(site, label, number, value)]
    }
    case 'updated':
    case 'published':
    case 'publish': {
      // The day that the page shows: by the clock of the site, not of Greenwich.
      const date = dateOf(value) ?? clock.get(value) ?? null
      return date === null ? [] : [statedFact(site, label === 'updated' ? 'updated' : 'posted', date, value)]
    }
    case 'status':
      return [statedFact(site, 'status', value)]
    default:
      return []
  }
}

/** `5/8/2013` and `05-04-03`: the month comes first on these sites. "5/8" and "3h ago" were of the day it was saved. */
export function dateOf(text: string): string | null {
  const match = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})$/.exec(text.trim())
  if (match === null) return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null
  const [, month = '', day = '', year = ''] = match
  if (Number(month) > 12 || Number(day) > 31 || Number(month) === 0 || Number(day) === 0) return null
  const whole = year.length === 4 ? year : `${Number(year) < 90 ? '20' : '19'}${year}`
  return `${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function isGenres(item: string): boolean {
  return splitGenres(item).every((genre) => GENRES.has(genre.toLowerCase()))
}

function splitGenres(item: string): readonly string[] {
  return item
    .replace(/Hurt\/Comfort/i, 'Hurt-Comfort')
    .split(/\s*(?:\/|&)\s*/)
    .map((genre) => genre.replace(/^Hurt-Comfort$/i, 'Hurt/Comfort'))
}

function genresIn(site: string, item: string): readonly StatedFact[] {
  return splitGenres(item).map((genre) => statedFact(site, 'genre', genre))
}

/** `[Ada L., Tom H.] Mr. Vane`: those in brackets are a pair. */
function peopleIn(site: string, text: string): readonly StatedFact[] {
  const names = text
    .replaceAll(/[[\]]/g, ',')
    .split(/\s*,\s*|\s+&\s+/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const pairs = [...text.matchAll(/\[([^[\]]{3,200})\]/g)].map((match) => (match[1] ?? '').split(/\s*,\s*/).join('/'))
  return [
    ...names.map((name) => statedFact(site, 'character', name)),
    ...pairs.filter((pair) => pair.includes('/')).map((pair) => statedFact(site, 'relationship', pair)),
  ]
}
