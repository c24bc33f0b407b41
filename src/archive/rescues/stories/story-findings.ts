/** The findings of a story: what was mended in its values, what is missing, and what somebody should look at. */
import type { ValueRepair } from '../../../intake/values/index.ts'
import type { FindingDraft } from '../../works/index.ts'
import type { ChapterText, ChapterValues } from '../values/story-values.ts'
import type { FoundText } from './chapter-text.ts'
import type { ChapterRow } from './story-rows.ts'

const EMPTY = {
  sha256: null,
  chapter: null,
  blockId: null,
  codes: null,
  line: null,
  column: null,
  lines: [],
  before: null,
  after: null,
  field: null,
  value: null,
  why: null,
  confidence: 1,
} as const

export function finding(said: Pick<FindingDraft, 'kind' | 'code'> & Partial<FindingDraft>): FindingDraft {
  return { ...EMPTY, ...said }
}

/** Longer values are shortened: what was mended is seen in the text itself. */
const LONGEST_VALUE = 500

export function valueRepairs(
  repairs: readonly (ValueRepair & { readonly field: string })[],
  chapter: number | null,
): FindingDraft[] {
  return repairs.map(({ field, before, after, codes }) =>
    finding({
      kind: 'repair',
      code: codes.at(-1) ?? 'entity',
      codes,
      chapter,
      field,
      before: before.slice(0, LONGEST_VALUE),
      after: after.slice(0, LONGEST_VALUE),
    }),
  )
}

export function chapterFindings({ texts }: ChapterRow, values: ChapterValues, chapter: number): FindingDraft[] {
  const { text, others, unread } = texts
  const sha256 = text?.sha256 ?? null
  const said = { chapter, sha256 }
  return [
    ...valueRepairs(values.repairs, chapter),
    ...(values.text === null ? [] : textFindings(values.text, sha256, chapter)),
    ...(text === null ? [finding({ ...said, kind: 'gap', code: 'text', why: LOST, blockId: 'b1' })] : []),
    ...(values.fault === null ? [] : [finding({ ...said, ...faultFinding(values) })]),
    ...(values.text?.isCutOff === true ? [finding({ ...said, kind: 'gap', code: 'text', why: CUT_OFF })] : []),
    ...(text?.origin === 'other-folder'
      ? [finding({ ...said, kind: 'suggestion', code: 'other-folder', value: text.path, why: otherFolder(text) })]
      : []),
    ...others
      .filter((other) => other.sha256 !== sha256)
      .map((other) =>
        finding({ ...said, kind: 'suggestion', code: 'two-texts', value: other.path, why: twoTexts(text, other) }),
      ),
    ...unread.map(({ path, why }) =>
      finding({ ...said, kind: 'gap', code: 'text', value: path, why: `The file ${path} could not be read: ${why}.` }),
    ),
  ]
}

export const LOST = 'The text of this chapter is in no file and no row of the site that was moved in.'
const CUT_OFF = 'The text ends in the middle: the old database had no room for the rest.'

function faultFinding({ text, fault }: ChapterValues): Pick<FindingDraft, 'kind' | 'code' | 'why'> {
  const why = `Reading this failed, which is a bug of ours; the original is kept. Please report: ${(fault ?? '').slice(0, 500)}`
  return text === null ? { kind: 'gap', code: 'text', why } : { kind: 'suggestion', code: 'odd-value', why }
}

function otherFolder({ path }: FoundText): string {
  return `The chapter’s author has no file for it; it was found as ${path}.`
}

function twoTexts(text: FoundText | null, other: FoundText): string {
  if (text === null) return `${other.path} is there and holds no word.`
  return `Two texts of this chapter differ: ${text.path} is shown, ${other.path} is kept as another version.`
}

function textFindings(text: ChapterText, sha256: string | null, chapter: number): FindingDraft[] {
  const place = { sha256, chapter }
  return [
    ...text.repairs.map((repair) => finding({ ...place, kind: 'repair', lines: [repair.line], ...repair })),
    ...text.suggestions.map((suggestion) => finding({ ...place, kind: 'suggestion', ...suggestion })),
  ]
}

const NUMBERS_SHOWN = 40

/** Chapters are numbered from 1 on, each once; anything else is worth a look. */
export function orderFinding(numbers: readonly string[]): FindingDraft[] {
  if (numbers.every((number, i) => number === String(i + 1))) return []
  const shown = numbers.slice(0, NUMBERS_SHOWN).map((number) => (number === '' ? 'nothing' : number.slice(0, 20)))
  const more = numbers.length > NUMBERS_SHOWN ? ` and ${numbers.length - NUMBERS_SHOWN} more` : ''
  const value = `${shown.join(', ')}${more}`
  return [
    finding({
      kind: 'suggestion',
      code: 'chapter-order',
      value,
      why: `The old site numbered the chapters ${value}; they stand in that order.`,
    }),
  ]
}
