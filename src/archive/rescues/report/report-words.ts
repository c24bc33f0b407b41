/** The report of a rescue in words: what each check asks of the archivist, and the whole of it for a terminal. */
import type { RescueReport } from './report.ts'
import type { CheckCode } from './report-checks.ts'
import type { SampleReason } from './report-samples-store.ts'
import type { StoryNote } from './report-store.ts'

export const CHECK_WORDS = {
  difference: 'Rows are unaccounted for. This should not happen; please report it.',
  'dump-problem': 'Something in the dump could not be read. Is there another copy of it?',
  unread: 'Rows were taken by no part of the program. Please report it.',
  'missing-text': 'Text is missing. Look for the story folders of the old site, or for another backup.',
  'lost-end': 'A text was cut where the old database had no room for more. Its author may have the rest.',
  'changed-here': 'Something was changed both here and in the newer dump. What stands here was kept.',
  'unknown-author': 'Nothing in the dump says who wrote these.',
  'points-nowhere': 'What these rows belong to is not in the dump; they were set aside.',
  'no-story-row': 'Chapters belong to stories that are not in the dump. Their texts are kept.',
  circle: 'Things lie in each other; each circle was cut at one place.',
  'doubtful-encoding': 'Letters can be read in two ways. Look whether names and accents are right.',
  'two-texts': 'A chapter has two texts that differ. Is the right one shown?',
  'other-folder': 'A chapter’s text was found in another author’s folder. Is it the right one?',
  'chapter-order': 'Chapter numbers repeat or leave one out. Is the order right?',
  'dangling-id': 'Something is named that is not in the dump.',
  'odd-value': 'A value is not what its place holds.',
  'unknown-table': 'Tables that eFiction does not have. They are kept; is something in them that readers miss?',
  waiting: 'Works that the old site had not approved wait, hidden, for your decision.',
} satisfies Record<CheckCode, string>

export const SAMPLE_WORDS = {
  longest: 'the longest',
  'most-mended': 'the one with most repairs',
  'most-reviewed': 'the one with most reviews',
  'with-replies': 'reviews with replies',
  'several-authors': 'several authors',
  'unknown-author': 'an author that nothing names',
  'round-robin': 'a round robin',
  'members-only': 'for members only',
  waiting: 'waiting for approval',
  'text-missing': 'text is missing',
  adult: 'asks for the reader’s age',
  any: 'taken at random',
  'series-inside': 'a series with a series inside',
} satisfies Record<SampleReason, string>

/** Lines for a terminal. */
export function reportInWords(name: string, report: RescueReport): readonly string[] {
  const { totals, tables } = report
  return [
    `${name}: ${count(totals.rows, 'row')} in ${count(tables.length, 'table')}`,
    `  = ${number(totals.represented)} represented + ${number(totals.setAside)} set aside, difference ${number(totals.difference)}`,
    '',
    ...tableLines(report),
    '',
    ...contentLines(report),
    ...checkLines(report),
    ...sampleLines(report),
  ]
}

/** One line about one story: "story 7, The Lamp: 4 repairs, 1 gap". */
export function storyInWords(note: StoryNote): string {
  return `story ${note.oldKey}, ${note.title}: ${findingsInWords(note)}`
}

export function findingsInWords({ findings }: Pick<StoryNote, 'findings'>): string {
  const said = KINDS.flatMap(([kind, one, many]) => {
    const sum = findings.filter((each) => each.kind === kind).reduce((total, each) => total + each.count, 0)
    return sum === 0 ? [] : [count(sum, one, many)]
  })
  return said.join(', ')
}

const KINDS = [
  ['gap', 'gap', 'gaps'],
  ['conflict', 'conflict', 'conflicts'],
  ['repair', 'repair', 'repairs'],
  ['suggestion', 'thing to look at', 'things to look at'],
] as const

function tableLines({ tables }: RescueReport): string[] {
  const width = Math.max(5, ...tables.map(({ table }) => table.length))
  const head = `${'table'.padEnd(width)}${['rows', 'represented', 'set aside', 'difference'].map(column).join('')}`
  const lines = tables.flatMap((each) => {
    const numbers = [each.rows, each.represented, each.setAside, each.difference].map(number).map(column).join('')
    const gone = each.gone === 0 ? [] : [`    ${count(each.gone, 'row')} of an earlier dump, no longer in this one`]
    return [
      `${each.table.padEnd(width)}${numbers}`,
      ...each.reasons.map(({ rows, why }) => `    ${number(rows)} set aside: ${why}`),
      ...gone,
    ]
  })
  return [head, ...lines]
}

function column(text: string): string {
  return text.padStart(13)
}

function contentLines({ works, reviews, claims, files }: RescueReport): string[] {
  const all = works.reduce((sum, each) => sum + each.works, 0)
  const words = works.reduce((sum, each) => sum + each.words, 0)
  const hidden = works.find(({ visibility }) => visibility === 'hidden')?.works ?? 0
  return [
    `${count(all, 'work')}, ${count(words, 'word')}${hidden === 0 ? '' : `; ${number(hidden)} hidden until approved`}`,
    `${count(reviews.reviews, 'review')} (${number(reviews.ratingsOnly)} without words), ${count(reviews.replies, 'reply', 'replies')}`,
    `${count(claims.claims, 'pen name')} can be claimed by an old account (${number(claims.withPassword)} with its password)`,
    ...(files.images + files.others === 0
      ? []
      : [`${count(files.images, 'image')} and ${count(files.others, 'other file')} in the story folders`]),
    '',
  ]
}

function checkLines({ checks }: RescueReport): string[] {
  if (checks.length === 0) return ['Nothing asks for your attention.', '']
  const lines = checks.flatMap((check) => [
    `  ${number(check.count)}  ${CHECK_WORDS[check.code]}`,
    ...check.works.map(({ oldKey, title }) => `      story ${oldKey}, ${title}`),
    ...check.notes.map((note) => `      ${note}`),
  ])
  return ['Check first:', ...lines, '']
}

function sampleLines({ samples }: RescueReport): string[] {
  if (samples.length === 0) return []
  const lines = samples.map(
    ({ kind, oldKey, title, why }) =>
      `  ${kind === 'work' ? 'story' : 'series'} ${oldKey}, ${title} (${SAMPLE_WORDS[why]})`,
  )
  return ['Look at these beside the old site:', ...lines]
}

function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
