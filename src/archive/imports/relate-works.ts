/**
 * Asks about works that share text and were not joined: another version of the same story, or a story that stands in
 * another. The differences are shown at both; nothing is joined.
 *
 * A work gets its marks, by which later imports find it, in the same transaction as the questions about it. So one that an
 * import was killed before is looked for again by the next.
 *
 * When a text changes, the works about which there are questions with it are looked at again, too, whether they were met
 * or not, and a question whose texts have too little in common by now is taken back.
 */
import { plainText } from '../../document/plain-text.ts'
import { readStoryHtml } from '../../document/story-html.ts'
import { type Difference, differencesOf, type RelatedWorks } from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { groupWrites } from '../../platform/db/group-writes.ts'
import { withoutPrivate } from './hide-private.ts'
import type { ImportRequest } from './import-request.ts'
import {
  KIN_CODES,
  type KinQuestion,
  listOpenPairs,
  listWorkNames,
  removeOpenQuestions,
  replaceQuestions,
  type WorkName,
} from './kin-store.ts'
import { listWorksWithoutMarks, replaceMarks } from './marks-store.ts'
import { getReadingContent } from './store.ts'
import { unpackReading } from './stored-reading.ts'
import type { WrittenWork } from './write-works.ts'

export interface WorksToRelate {
  readonly request: ImportRequest
  readonly batchId: number
  readonly written: readonly WrittenWork[]
  readonly related: readonly RelatedWorks[]
}

export async function relateWorks(db: Db, { request, batchId, written, related }: WorksToRelate): Promise<void> {
  const unmarked = new Set(
    await listWorksWithoutMarks(
      db,
      written.map(({ id }) => id),
    ),
  )
  const fresh = written.filter(({ id, outcome }) => outcome !== 'unchanged' || unmarked.has(id))
  const isFresh = new Set(fresh.map(({ id }) => id))
  const pairs = pairsOf(written, related).filter(({ works }) => works.some((id) => isFresh.has(id)))
  const names = await listWorkNames(
    db,
    pairs.flatMap(({ works }) => works),
  )
  const writes = groupWrites(db, request.assertHeld)
  for (const pair of pairs) {
    const [a, b] = pair.works.map((id) => names.get(id))
    if (a === undefined || b === undefined) continue
    const questions = await questionsOf(db, pair, [a, b])
    await writes.add((tx) => replaceQuestions(tx, batchId, pair.works, KIN_CODES, questions), 2000)
  }
  for (const pair of await listEnded(db, { fresh: [...isFresh], written, pairs }))
    await writes.add((tx) => removeOpenQuestions(tx, pair), 0)
  for (const { id, planned } of fresh) {
    const marks = planned.sources.flatMap((source) => source.marks)
    if (marks.length > 0) await writes.add((tx) => replaceMarks(tx, id, marks), marks.length * 40)
  }
  await writes.finish()
}

interface WorkPair {
  /** Keys of the works, and which of their sources are meant, in the same order. */
  readonly works: readonly [number, number]
  readonly kin: RelatedWorks
}

/** Questions about two works that were compared in this import and have too little in common by now. */
async function listEnded(db: Db, { fresh, written, pairs }: Compared): Promise<readonly (readonly [number, number])[]> {
  const compared = new Set(written.map(({ id }) => id))
  const still = new Set(pairs.map(({ works }) => keyOf(works)))
  const open = await listOpenPairs(db, fresh)
  return open.filter((pair) => pair.every((id) => compared.has(id)) && !still.has(keyOf(pair)))
}

interface Compared {
  /** Works that are not what they were. */
  readonly fresh: readonly number[]
  readonly written: readonly WrittenWork[]
  readonly pairs: readonly WorkPair[]
}

function keyOf([a, b]: readonly [number, number]): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`
}

/** Each two works once, by the texts that have most in common. */
function pairsOf(written: readonly WrittenWork[], related: readonly RelatedWorks[]): readonly WorkPair[] {
  const workOf = new Map(
    written.flatMap(({ id, planned }) => planned.work.sources.map(({ sha256 }) => [sha256, id] as const)),
  )
  const pairs = new Map<string, WorkPair>()
  for (const kin of related) {
    const [a, b] = kin.sources.map((sha256) => workOf.get(sha256))
    if (a === undefined || b === undefined || a === b) continue
    const key = keyOf([a, b])
    const before = pairs.get(key)
    if (before === undefined || strength(kin) > strength(before.kin)) pairs.set(key, { works: [a, b], kin })
  }
  return [...pairs.values()]
}

function strength({ likeness, contained }: RelatedWorks): number {
  return likeness + contained
}

/** Passages that are shown of each two works. */
const SHOWN = 3

async function questionsOf(
  db: Db,
  { kin }: WorkPair,
  works: readonly [WorkName, WorkName],
): Promise<readonly KinQuestion[]> {
  const texts = [await paragraphsOf(db, kin.sources[0]), await paragraphsOf(db, kin.sources[1])] as const
  return ([0, 1] as const).flatMap((side): KinQuestion[] => {
    const [here, there] = side === 0 ? [works[0], works[1]] : [works[1], works[0]]
    const [own, other] = side === 0 ? texts : [texts[1], texts[0]]
    const base = { workId: here.id, otherWorkId: there.id, value: there.title }
    if (kin.kinship === 'part') {
      const isWhole = lengthOf(own) > lengthOf(other)
      const why = isWhole
        ? `The text of “${there.title}” by ${inWords(there.names)} stands in this one, under a title or a name of its own.`
        : `This text stands in “${there.title}” by ${inWords(there.names)}, which has a title or a name of its own.`
      return [{ ...base, code: 'shared-text', why, before: null, after: null, confidence: kin.contained }]
    }
    const differences = differencesOf(own, other)
    return summed(differences, own.length, kin, there).map((each) => ({ ...base, code: 'other-version', ...each }))
  })
}

interface Passage {
  readonly why: string
  readonly before: string | null
  readonly after: string | null
  readonly confidence: number
}

function summed(
  differences: readonly Difference[],
  paragraphs: number,
  { likeness, contained }: RelatedWorks,
  there: WorkName,
): readonly Passage[] {
  const share = Math.round(100 * (likeness >= 0.35 ? likeness : contained))
  const of = likeness >= 0.35 ? 'of the text is the same' : 'of the shorter text stands in the longer one'
  const head = `“${there.title}” by ${inWords(there.names)} is close to this: about ${share} % ${of}.`
  const confidence = Math.max(likeness, contained)
  if (differences.length === 0) return [{ why: head, before: null, after: null, confidence }]
  return differences.slice(0, SHOWN).map(({ at, here, there: other }, i) => ({
    why: i === 0 ? `${head} ${whereInWords(differences, paragraphs)}` : `Paragraph ${at + 1} here.`,
    before: passage(here),
    after: passage(other),
    confidence,
  }))
}

const PLACES_NAMED = 12

/** "9 of 40 paragraphs differ: 3, 7 to 9, 14 and more." */
function whereInWords(differences: readonly Difference[], paragraphs: number): string {
  const differing = differences.reduce((sum, { here }) => sum + here.length, 0)
  const only = differences.filter(({ here }) => here.length === 0).length
  const places = differences
    .filter(({ here }) => here.length > 0)
    .map(({ at, here }) => (here.length === 1 ? `${at + 1}` : `${at + 1} to ${at + here.length}`))
  const more = places.length > PLACES_NAMED ? ' and more' : ''
  const listed = places.length === 0 ? '' : `: ${places.slice(0, PLACES_NAMED).join(', ')}${more}`
  const added = only === 0 ? '' : ` In ${only} ${only === 1 ? 'place' : 'places'} the other has text that is not here.`
  return `${differing} of ${paragraphs} paragraphs differ${listed}.${added}`
}

const PASSAGE_LENGTH = 300

/** Something is always said, so that a page shows both sides. */
function passage(paragraphs: readonly string[]): string {
  const text = paragraphs.join(' ¶ ')
  if (text === '') return '…'
  return text.length > PASSAGE_LENGTH ? `${text.slice(0, PASSAGE_LENGTH - 2).toWellFormed()} …` : text
}

function inWords(names: readonly string[]): string {
  return names.length === 0 ? 'nobody known' : names.join(' and ')
}

function lengthOf(paragraphs: readonly string[]): number {
  return paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0)
}

async function paragraphsOf(db: Db, sha256: string): Promise<readonly string[]> {
  // A passage is shown to whoever sees the question.
  const { chapters } = withoutPrivate(unpackReading(await getReadingContent(db, sha256)), [])
  return chapters.flatMap(({ html }) => plainText(readStoryHtml(html)).split('\n\n'))
}
