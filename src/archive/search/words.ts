/** The words for what a search says: problems in a query, names that are not here, how a list came about. */
import type { NameField, QueryProblemCode, QuerySort } from '../../search/query/index.ts'
import type { Facet } from '../../search/question.ts'
import { formatNumber } from '../../ui/index.ts'
import { LOOKED_AT } from './answer-store.ts'
import type { ListRemark } from './ask.ts'

export const PROBLEM_WORDS = {
  'too-long': 'This is longer than a question may be; what stands behind the first 4,096 characters was not read.',
  'too-many': 'There are more parts than one question may have; those from here on were left out.',
  'too-deep': 'There are more brackets inside each other than can be read.',
  'open-quote': 'This quotation mark is not closed; everything behind it was taken as one phrase.',
  'open-bracket': 'This bracket is not closed.',
  'stray-bracket': 'This bracket closes nothing.',
  'nothing-after': 'Nothing stands behind this.',
  'unknown-field': 'There is no field of this name, so it was taken as words.',
  'unknown-value': 'This is none of the values of its field, so it was left out.',
  'not-a-number': 'A number is wanted here, such as 5000, 1k-5k or >1000.',
  'not-a-date': 'A date is wanted here, such as 2003, 2003-05 or <7days.',
  'not-a-setting': 'A place in the canon is wanted here, such as s3, 5x22 or after-season-5.',
  'empty-range': 'This range ends before it begins.',
  wildcard: 'A star stands at the end of a word, behind at least two letters.',
} satisfies Record<QueryProblemCode, string>

export const NAME_WORDS = {
  by: 'pen name',
  fandom: 'fandom',
  relationship: 'relationship',
  character: 'character',
  warning: 'warning',
  category: 'category',
  additional: 'additional tag',
  tag: 'tag',
  series: 'series',
  site: 'site',
  pov: 'narrator',
  setting: 'place in a canon',
} satisfies Record<NameField | 'setting', string>

export const REMARK_WORDS = {
  'first-works-only': `The index of this archive is not ready. Until it is, only the first ${formatNumber(LOOKED_AT)} works in this order are looked at: the count, and the counts beside the list, are of them, and there may be more.`,
  'other-order': 'The index of this archive is not ready. Until it is, the list is in the order of the last change.',
  'names-only':
    'The index of words is not ready. Until it is, titles, names and tags are searched, and not the stories.',
  'words-cut': 'Some of these words are in so many works that not all of them were looked at.',
} satisfies Record<ListRemark, string>

export const FACET_WORDS = {
  fandom: 'Fandoms',
  relationship: 'Relationships',
  character: 'Characters',
  rating: 'Rating',
  warning: 'Warnings',
  category: 'Categories',
  status: 'Status',
  additional: 'Additional tags',
  'pen-name': 'Pen names',
  language: 'Languages',
} satisfies Record<Facet, string>

export const SORT_WORDS = {
  best: 'Best match first',
  updated: 'Last updated first',
  posted: 'Last posted first',
  title: 'By title',
  by: 'By pen name',
  words: 'Longest first',
  reviews: 'Most reviews first',
  hits: 'Most read first',
} satisfies Record<QuerySort, string>

/** The other way round. */
export const TURNED_SORT_WORDS = {
  best: 'Worst match first',
  updated: 'Longest untouched first',
  posted: 'First posted first',
  title: 'By title, from the end',
  by: 'By pen name, from the end',
  words: 'Shortest first',
  reviews: 'Fewest reviews first',
  hits: 'Least read first',
} satisfies Record<QuerySort, string>
