/**
 * Read the lines that sites wrote over a story: all facts on one line, in an order of the site's own.
 *
 *     Rated: Fiction T - English - Mystery/Drama - Chapters: 6 - Words: 14,203 - Updated: 5/8/2003 - Status: Complete
 *     Books » Harbour Tales Rated: T, English, Drama, Jonas K. & Lin, Words: 3k+, Favs: 12, Published: 5-6-03
 *     Posted originally on the Archive of Our Own at http://archiveofourown.org/works/123.
 */
import type { Line } from '../../read/manuscript.ts'
import { type Run, sliceRun, trimRun } from '../../run.ts'
import { languageTag } from '../language.ts'
import type { Entry } from './entry.ts'
import { findLabel } from './label.ts'
import type { LabelKey } from './label-keys.ts'

/** "Rated: Fiction T - English - ", "Rated: K+ - English - ", "Rated: M, English, Angst" */
const SITE_RATING = /^(?:[A-Z][^:]{0,60}, )?(Rated): (?:Fiction )?(K\+?|T|M|MA)(?=\s*(?:-|,|–)\s)/
const POSTED_AT = /^Posted originally on the .{0,60}? at (https?:\/\/\S{5,200}?)\.?$/i

/** The genres of the largest site; everything else between dashes there is characters. */
const SITE_GENRES = new Set(
  'general romance humor drama poetry adventure mystery horror parody angst supernatural suspense sci-fi fantasy spiritual tragedy western crime family hurt/comfort friendship'.split(
    ' ',
  ),
)

export function readSiteLine(line: Line, at: number): Entry[] | null {
  const text = line.run.text
  if (text.length > 1000) return null
  const posted = POSTED_AT.exec(text)
  if (posted?.[1] !== undefined) {
    const start = text.indexOf(posted[1])
    return [siteEntry('source', null, sliceRun(line.run, start, start + posted[1].length), at, 'archive-of-our-own')]
  }
  const small = readSmallPage(line.run, at)
  if (small !== null) return small
  const rated = SITE_RATING.exec(text)
  if (rated === null || !/\s-\s.*\b(?:Chapters|Words|Reviews|Updated|Published|id): ?\d/.test(text)) return null
  return piecesOf(line.run).flatMap((piece) => readPiece(piece, at))
}

/** The pages for telephones of the largest site put commas where others put dashes, and the fandom before them. */
const SMALL_PAGE =
  /^(?:\p{Lu}[\p{L} /-]{2,30} » (.{2,80}?)(?:, | (?=Rated)))?Rated: (?:K\+?|T|M|MA), \p{Lu}\p{L}+,.{0,300}\b(?:Words|Favs|Follows|Published|Updated): ?\d/u

function readSmallPage(run: Run, at: number): Entry[] | null {
  const match = SMALL_PAGE.exec(run.text.slice(0, 500))
  if (match === null) return null
  const fandom = match[1]
  const start = run.text.indexOf('Rated: ')
  const facts = piecesOf(sliceRun(run, start), /, |\s(?=(?:Published|Updated): )/g).flatMap((piece) =>
    readPiece(piece, at),
  )
  if (fandom === undefined) return facts
  const from = run.text.indexOf(fandom, run.text.indexOf('»'))
  return [siteEntry('fandom', null, sliceRun(run, from, from + fandom.length), at, 'fanfiction-net'), ...facts]
}

function piecesOf(run: Run, separator = /\s-\s/g): Run[] {
  const pieces: Run[] = []
  let start = 0
  for (const dash of run.text.matchAll(separator)) {
    pieces.push(trimRun(sliceRun(run, start, dash.index)))
    start = dash.index + dash[0].length
  }
  return [...pieces, trimRun(sliceRun(run, start))].filter((piece) => piece.text !== '')
}

function readPiece(piece: Run, at: number): Entry[] {
  const rule = 'fanfiction-net'
  const text = piece.text
  const rated = /^(?:[^:]{0,60}, )?(Rated): (?:Fiction )?/.exec(text)
  if (rated !== null)
    return [
      siteEntry(
        'rating',
        sliceRun(piece, text.indexOf('Rated'), text.indexOf('Rated') + 5),
        sliceRun(piece, rated[0].length),
        at,
        rule,
      ),
    ]
  const colon = text.indexOf(':')
  const label = colon > 0 ? findLabel(text.slice(0, colon), false) : null
  if (label !== null)
    return [
      siteEntry(
        isCounter(label.key, text.slice(colon + 1)) ? 'site' : label.key,
        sliceRun(piece, 0, colon),
        trimRun(sliceRun(piece, colon + 1)),
        at,
        rule,
      ),
    ]
  if (/^complete$/i.test(text)) return [siteEntry('status', null, piece, at, rule)]
  if (languageTag(text) !== null && /^\p{Lu}/u.test(text)) return [siteEntry('language', null, piece, at, rule)]
  const genres = text
    .toLowerCase()
    .replace('hurt/comfort', 'hurt comfort')
    .split(/\/| & /)
    .map((genre) => genre.replace('hurt comfort', 'hurt/comfort'))
  if (genres.every((genre) => SITE_GENRES.has(genre)))
    return piecesOf(piece, /\s&\s/g).map((genre) => siteEntry('genre', null, genre, at, rule))
  if (text.startsWith('[')) return [siteEntry('pairing', null, piece, at, rule)]
  return [siteEntry('characters', null, piece, at, rule)]
}

/** "Reviews: 31", "Follows: 4": a number that the site keeps, whatever the word says elsewhere. */
function isCounter(key: LabelKey, value: string): boolean {
  return key === 'feedback' || (/^\s*\d[\d.,]*\s*$/.test(value) && key !== 'words' && key !== 'chapters')
}

function siteEntry(key: LabelKey, labelRun: Run | null, value: Run, at: number, rule: string): Entry {
  return { key, labelRun, runs: [value], value, lines: [at], isStrong: true, languages: [], rule, confidence: 0.95 }
}
