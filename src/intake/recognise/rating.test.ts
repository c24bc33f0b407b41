import { describe, expect, test } from 'vitest'
import { findRating } from './rating.ts'

/** The author's words, our value, and the word that is kept. */
const RATED = [
  ['PG-13 for language', 'teen', 'PG-13'],
  ['[NC-17]', 'explicit', 'NC-17'],
  ['NC17', 'explicit', 'NC17'],
  ['PG13', 'teen', 'PG13'],
  ['PG', 'general', 'PG'],
  ['G', 'general', 'G'],
  ['12A', 'general', '12A'],
  ['K+', 'general', 'K+'],
  ['Fiction T', 'teen', 'T'],
  ['M', 'mature', 'M'],
  ['MA', 'explicit', 'MA'],
  ['hard R', 'mature', 'R'],
  ['R/NC-17', 'explicit', 'R/NC-17'],
  ['PG to R by chapter', 'mature', 'PG to R'],
  ['FR13', 'teen', 'FR13'],
  ['FR15', 'mature', 'FR15'],
  ['FRM', 'mature', 'FRM'],
  ['FRAO', 'explicit', 'FRAO'],
  ['ab 12', 'teen', '12'],
  ['P16', 'mature', 'P16'],
  ['P18-AVL', 'explicit', 'P18-AVL'],
  ['15+', 'mature', '15+'],
  ['18', 'explicit', '18'],
  ['adult', 'explicit', 'adult'],
  ['para adultos', 'explicit', 'adultos'],
  ['pour adultes', 'explicit', 'adultes'],
  ['tous publics', 'general', 'tous publics'],
  ['Teen And Up Audiences', 'teen', 'Teen And Up Audiences'],
  ['General Audiences', 'general', 'General Audiences'],
  ['Not Rated', 'unrated', 'Not Rated'],
  ['NR', 'unrated', 'NR'],
  ['Arancione', 'mature', 'Arancione'],
  ['r, for later', 'mature', 'r'],
  ['Um... PG-ish?', 'general', 'PG-ish'],
] as const

const NOT_RATED = [
  'Captain',
  'Ron and Mara',
  "R's",
  'see chapter headings',
  'Great',
  'Marksman',
  'some of it is sad',
  'a little of everything',
  'PGs',
  'X-Files',
  'G-string',
  'chapter1',
  '',
  '1999',
  '2002',
  'Mulder',
  'Xander',
  'Tara',
  'Early',
  "it's",
  'unearthed',
  'teenager',
  'maturely',
  'generally',
  'explicitly',
  'adulthood',
  'familyish',
  'matures',
  'rosso2',
  'NRs',
  'FRIDAY',
  'MAD',
] as const

describe('findRating', () => {
  test.for(RATED)('reads %j as %s', ([text, value, word]) => {
    const found = findRating(text)
    expect(found?.value).toBe(value)
    expect(text.slice(found?.from, found?.to)).toBe(word)
  })

  test.for(NOT_RATED)('leaves %j', (text) => {
    expect(findRating(text)).toBeNull()
  })
})
