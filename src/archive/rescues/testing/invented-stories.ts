/** Ordinary stories, chapters and reviews of an invented site, each made from its number alone. */
import { createHash } from 'node:crypto'
import {
  alphabetOf,
  type Encoding,
  inventName,
  inventWords,
  pick,
  randomFrom,
  type Said,
  say,
} from './invented-text.ts'
import type { Cell, Making } from './making.ts'

export interface Story {
  readonly sid: number
  readonly title: Said
  readonly summary: Said
  readonly uid: number
  readonly coauthors: readonly number[]
  readonly categories: readonly number[]
  readonly characters: readonly number[]
  readonly classes: readonly number[]
  readonly rid: number
  readonly isValidated: boolean
  readonly isCompleted: boolean
  readonly published: number
  readonly updated: number
  readonly reads: number
  readonly challenges: readonly number[]
  /** Which trap it is; empty for none. */
  readonly note: string
  readonly cells: readonly Cell[]
}

export interface Chapter {
  readonly chapid: number
  readonly sid: number
  readonly uid: number
  readonly inorder: number
  readonly title: Said
  readonly said: Said
  readonly words: number
  readonly style: string
  readonly isInFile: boolean
  /** Where it is, in the words of the answers. */
  readonly storedIn: 'file' | 'db' | 'both' | 'missing' | 'wrongdir'
  readonly note: string
  readonly cells: readonly Cell[]
}

export interface Review {
  readonly id: number
  readonly sid: number
  readonly chapid: number
  readonly uid: number
  readonly reviewer: Said
  readonly review: Said | null
  readonly reply: string | null
  readonly rating: number
  readonly date: number
  readonly cells: readonly Cell[]
}

export type StoryFacts = Omit<Story, 'cells' | 'note'> & {
  readonly note?: string
  readonly rawLists?: readonly string[]
}

export function makeStory(facts: StoryFacts): Story {
  const [categories, classes, characters] = facts.rawLists ?? [
    facts.categories.join(','),
    facts.classes.join(',') || '0',
    facts.characters.join(',') || '0',
  ]
  const cells: readonly Cell[] = [
    facts.sid,
    facts.title,
    facts.summary,
    '',
    categories ?? '',
    classes ?? '',
    characters ?? '',
    String(facts.rid),
    facts.published,
    facts.updated,
    facts.uid,
    facts.coauthors.length > 0 ? 1 : 0,
    '0',
    facts.isValidated ? '1' : '0',
    facts.isCompleted ? '1' : '0',
    '0',
    1000,
    0,
    0,
    facts.reads,
    facts.challenges.join(',') || '0',
  ]
  return { ...facts, note: facts.note ?? '', cells }
}

/** Where a chapter's text goes, and its row. */
export type ChapterFacts = Omit<Chapter, 'cells' | 'isInFile' | 'note'> & {
  readonly note?: string
  /** Another text in the column. */
  readonly column?: Said
  readonly isValidated?: boolean
}

export function makeChapter(facts: ChapterFacts): Chapter {
  const isInFile = facts.storedIn === 'file' || facts.storedIn === 'both'
  const column = facts.column ?? (facts.storedIn === 'db' ? facts.said : null)
  const cells: readonly Cell[] = [
    facts.chapid,
    facts.title,
    facts.inorder,
    say(facts.chapid % 7 === 0 ? 'A <i>note</i> before.' : ''),
    column,
    null,
    facts.isValidated === false ? '0' : '1',
    facts.words,
    0,
    0,
    facts.sid,
    facts.uid,
    facts.chapid % 97,
  ]
  return { ...facts, isInFile, note: facts.note ?? '', cells }
}

const ENCODINGS: readonly Encoding[] = [
  'ascii',
  'ascii',
  'utf8',
  'ascii',
  'cp1252',
  'ascii',
  'doublecp',
  'ascii',
  'entities',
]

export function inventStory({ options, authors }: Making, sid: number): Story {
  const random = randomFrom(options.seed, sid, 1)
  const encoding = ENCODINGS[sid % ENCODINGS.length] as Encoding
  const there = authors.filter(({ isThere }) => isThere)
  const uid = 1 + (sid % there.length)
  const other = 1 + ((sid + 3) % there.length)
  const title = encoding === 'ascii' ? `The ${inventName(random)}` : 'Café “Étoile”'
  return makeStory({
    sid,
    title: say(`${title} ${sid}`, encoding),
    summary: say(encoding === 'ascii' ? `${inventWords(random, 12)}.` : 'Une “nuit” à l’étoile… déjà vu.', encoding),
    uid,
    coauthors: sid % 5 === 0 && other !== uid ? [other] : [],
    categories: sid % 3 === 0 ? [1, 3] : [1 + (sid % 2)],
    characters: sid % 4 === 0 ? [] : [1 + (sid % 6)],
    classes: sid % 4 === 1 ? [1, 4] : [1 + (sid % 5)],
    rid: 1 + (sid % 4),
    isValidated: sid % 11 !== 0,
    isCompleted: sid % 2 === 0,
    published: 1_150_000_000 + sid * 3600,
    updated: 1_150_000_000 + sid * 3600 + 86_400,
    reads: Math.floor(random() * 9000),
    challenges: sid % 6 === 0 ? [1] : [],
  })
}

export function inventChapter(making: Making, chapid: number): Chapter {
  const { options } = making
  const sid = Math.ceil(chapid / options.chaptersPerStory)
  const story = inventStory(making, sid)
  const encoding = ENCODINGS[(chapid * 7) % ENCODINGS.length] as Encoding
  const { said, words, style } = inventText(making, chapid, encoding)
  const isFile = options.store === 'files' || (options.store === 'mixed' && chapid % 3 !== 0)
  return makeChapter({
    chapid,
    sid,
    uid: story.uid,
    inorder: ((chapid - 1) % options.chaptersPerStory) + 1,
    title: say(`Chapter ${chapid}`),
    said,
    words,
    style,
    storedIn: isFile ? 'file' : 'db',
    isValidated: story.isValidated,
  })
}

const STYLES = {
  p: ['<p>', '</p>\n'],
  br: ['', '<br /><br />\r\n'],
  plain: ['', '\n\n'],
  br_upper: ['', '<BR><BR>'],
} as const

/** Whole paragraphs of the pool, until there are words enough. */
export function inventText(
  { options, pools }: Making,
  chapid: number,
  encoding: Encoding,
  wordsWanted = options.wordsPerChapter,
): { readonly said: Said; readonly words: number; readonly style: string } {
  const random = randomFrom(options.seed, chapid, 2)
  const pool = pools[alphabetOf(encoding)]
  const style = pick(random, Object.keys(STYLES) as (keyof typeof STYLES)[])
  const [open, close] = STYLES[style]
  const texts: string[] = [`${open}zq${chapid}-begin`]
  const parts: Uint8Array[] = [Buffer.from(texts[0] as string)]
  let words = 1
  const [joint, end] = [`${close}${open}`, ` zq${chapid}-end.${style === 'p' ? '</p>' : ''}`].map((text) =>
    Buffer.from(text),
  ) as [Buffer, Buffer]
  while (words < wordsWanted) {
    const paragraph = pick(random, pool)
    texts.push(String(joint), paragraph.text)
    parts.push(joint, paragraph.stored(encoding))
    words += paragraph.words
  }
  texts.push(String(end))
  parts.push(end)
  return { said: { text: texts.join(''), stored: Buffer.concat(parts), encoding }, words: words + 1, style }
}

export function inventReview({ options, authors }: Making, id: number): Review {
  const random = randomFrom(options.seed, id, 3)
  const sid = 1 + (id % Math.max(1, options.stories))
  const chapid = (sid - 1) * options.chaptersPerStory + 1 + (id % options.chaptersPerStory)
  const author = id % 3 === 0 ? undefined : authors[id % authors.length]
  const isThere = author?.isThere === true
  const reviewer = author?.penname ?? say(`Guest ${id % 9}`)
  const encoding = ENCODINGS[id % ENCODINGS.length] as Encoding
  const isRatingOnly = id % 10 === 7
  const words = encoding === 'ascii' ? inventWords(random, 14) : 'Un “café” s’il vous plaît… bravo'
  const review = isRatingOnly ? null : say(`${words} ${id}.`, encoding)
  const reply = !isRatingOnly && id % 4 === 0 ? `Thank you ${id}` : null
  const body = review === null ? say('No Review') : reply === null ? review : withReply(review, reply)
  const rating = id % 5 === 0 ? -1 : 1 + (id % 10)
  const date = 1_170_000_000 + id * 600
  const cells: readonly Cell[] = [
    id,
    sid,
    chapid,
    reviewer,
    isThere ? (author?.uid ?? 0) : 0,
    body,
    date,
    rating,
    reply === null ? '0' : '1',
    'ST',
  ]
  return { id, sid, chapid, uid: isThere ? (author?.uid ?? 0) : 0, reviewer, review, reply, rating, date, cells }
}

function withReply(review: Said, reply: string): Said {
  const glued = `<br><br><i>Author's Response: ${reply}</i>`
  return {
    text: `${review.text}${glued}`,
    stored: Buffer.concat([review.stored, Buffer.from(glued)]),
    encoding: review.encoding,
  }
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
