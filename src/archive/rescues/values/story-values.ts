/**
 * Reads all values of a story and its chapters: what its columns and files say, decoded and mended each by itself, as
 * what the catalogue keeps. Pure, and the costly part of a rescue, so it runs in worker threads.
 *
 * A value that breaks the reading is kept out and named, and the rest of the story goes on: a fault of ours must not
 * keep a story out.
 */
import { plainText } from '../../../document/plain-text.ts'
import { writeStoryHtml } from '../../../document/story-html.ts'
import type { Block } from '../../../document/tree.ts'
import { hideInSaid, hideSaid } from '../../../intake/private/index.ts'
import type { BlockPlace, RepairFact, Suggestion } from '../../../intake/reading.ts'
import {
  hasAddedSlashes,
  readChapterValue,
  readPlainValue,
  readRichValue,
  type ValueEvidence,
  type ValueRepair,
} from '../../../intake/values/index.ts'
import { type Chunk, packChunks } from '../../../platform/packed-chunk.ts'
import { isPlainEnglish } from './plain-english.ts'

export interface StoryInput {
  readonly title: Uint8Array | null
  readonly summary: Uint8Array | null
  readonly notes: Uint8Array | null
  readonly evidence: ValueEvidence
  readonly chapters: readonly ChapterInput[]
}

export interface ChapterInput {
  readonly title: Uint8Array | null
  readonly notes: Uint8Array | null
  readonly endNotes: Uint8Array | null
  readonly evidence: ValueEvidence
  /** Null when there is none. */
  readonly text: Uint8Array | null
  /** The text came from its row, whose column may have cut it. */
  readonly isColumn: boolean
}

export interface StoryValues {
  readonly title: string
  /** Plain text, a blank line between paragraphs, like the notes. */
  readonly summary: string | null
  readonly notes: string | null
  /** Repairs of these three. */
  readonly repairs: readonly (ValueRepair & { readonly field: 'title' | 'summary' | 'notesBefore' })[]
  readonly chapters: readonly ChapterValues[]
  /** Where it is plain at once; the others are told when all are in. */
  readonly language: 'en' | null
  /** Why reading one of these three broke: it is left out, and the dump has it. */
  readonly faults: readonly string[]
}

export interface ChapterValues {
  readonly title: string
  /** Story HTML. */
  readonly notes: string | null
  readonly endNotes: string | null
  readonly repairs: readonly (ValueRepair & { readonly field: 'title' | 'notesBefore' | 'notesAfter' })[]
  /** Null when there is no text, or reading it failed. */
  readonly text: ChapterText | null
  /** The bytes of the text as they are kept; null when there are none. */
  readonly packed: readonly Chunk[] | null
  /** Why reading the text failed; null when it did not. */
  readonly fault: string | null
}

export interface ChapterText {
  /** Story HTML. */
  readonly html: string
  readonly faithfulHtml: string | null
  readonly words: number
  readonly encoding: string | null
  readonly isCutOff: boolean
  readonly repairs: readonly (RepairFact & InBlock)[]
  readonly suggestions: readonly (Suggestion & InBlock)[]
}

interface InBlock {
  /** The block of the text where it is, or the next one after it. */
  readonly blockId: string | null
}

export function readStory(input: StoryInput): StoryValues {
  const faults: string[] = []
  const title = plain(input.title, input.evidence, faults)
  const summary = rich(input.summary, input.evidence, faults)
  const notes = rich(input.notes, input.evidence, faults)
  const samples: string[] = []
  const chapters = input.chapters.map((chapter) => readChapter(chapter, samples))
  return {
    title: title.text,
    summary: summary.text === '' ? null : summary.text,
    notes: notes.text === '' ? null : notes.text,
    repairs: [...named('title', title), ...named('summary', summary), ...named('notesBefore', notes)],
    chapters,
    language: isPlainEnglish(samples.join('\n')) ? 'en' : null,
    faults,
  }
}

function readChapter(input: ChapterInput, samples: string[]): ChapterValues {
  const faults: string[] = []
  const title = plain(input.title, input.evidence, faults)
  const notes = rich(input.notes, input.evidence, faults)
  const endNotes = rich(input.endNotes, input.evidence, faults)
  const values = {
    title: title.text,
    notes: notes.html === '' ? null : notes.html,
    endNotes: endNotes.html === '' ? null : endNotes.html,
    repairs: [...named('title', title), ...named('notesBefore', notes), ...named('notesAfter', endNotes)],
  }
  const fault = faults[0] ?? null
  if (input.text === null) return { ...values, text: null, packed: null, fault }
  const packed = packChunks(input.text).toArray()
  try {
    return { ...values, text: readText(input.text, textEvidence(input, input.text), samples), packed, fault }
  } catch (error) {
    // The bytes are kept as an original; what broke is said with the chapter.
    return { ...values, text: null, packed, fault: wordsOf(error) }
  }
}

/** A text has its own quotes: one is often of another time than its row. */
function textEvidence({ evidence, isColumn }: ChapterInput, bytes: Uint8Array): ValueEvidence {
  return {
    ...evidence,
    ...(evidence.hasAddedSlashes !== true && hasAddedSlashes([bytes]) && { hasAddedSlashes: true }),
    ...(isColumn && { columnLimit: TEXT_LIMIT }),
  }
}

function readText(bytes: Uint8Array, evidence: ValueEvidence, samples: string[]): ChapterText {
  const value = readChapterValue(bytes, evidence)
  const html = writeStoryHtml(value.blocks)
  const faithfulHtml = value.faithful === null ? null : writeStoryHtml(value.faithful)
  sampleOf(value.blocks, samples)
  const blockOf = blockFinder(value.repairs.length + value.suggestions.length === 0 ? [] : value.places)
  return {
    html,
    faithfulHtml: faithfulHtml === html ? null : faithfulHtml,
    words: value.words,
    encoding: value.encoding?.name ?? null,
    isCutOff: value.isCutOff,
    repairs: value.repairs.map((repair) => ({ ...repair, blockId: blockOf(repair.line) })),
    suggestions: value.suggestions.map((suggestion) => ({ ...suggestion, blockId: blockOf(suggestion.line) })),
  }
}

/** Finds the block that came from a line, or the next one after it. */
function blockFinder(places: readonly BlockPlace[]): (line: number | null) => string | null {
  const sorted = places.toSorted((a, b) => a.endLine - b.endLine || a.startLine - b.startLine)
  return (line) => {
    if (line === null || sorted.length === 0) return null
    let low = 0
    let high = sorted.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.endLine ?? 0) < line) low = middle + 1
      else high = middle
    }
    return sorted[low]?.id ?? null
  }
}

/** Blocks from the middle of the text: so much is enough to tell a language. */
const SAMPLE_LENGTH = 3000

function sampleOf(blocks: readonly Block[], samples: string[]): void {
  if (samples.length > 0 && samples.reduce((sum, sample) => sum + sample.length, 0) >= SAMPLE_LENGTH) return
  let length = 0
  for (const block of blocks.slice(Math.floor(blocks.length / 2))) {
    const text = plainText([block])
    samples.push(text.slice(0, SAMPLE_LENGTH))
    length += text.length
    if (length >= SAMPLE_LENGTH) return
  }
}

interface ReadValue {
  readonly text: string
  readonly html: string
  readonly repairs: readonly ValueRepair[]
}

const NOTHING: ReadValue = { text: '', html: '', repairs: [] }

function plain(bytes: Uint8Array | null, evidence: ValueEvidence, faults: string[]): ReadValue {
  return bytes === null ? NOTHING : read(() => hidden({ html: '', ...readPlainValue(bytes, evidence) }), faults)
}

function rich(bytes: Uint8Array | null, evidence: ValueEvidence, faults: string[]): ReadValue {
  return bytes === null
    ? NOTHING
    : read(() => hidden(readRichValue(bytes, { ...evidence, columnLimit: TEXT_LIMIT })), faults)
}

/** What stands outside the story is somebody's real word: addresses in it stay in the dump. */
function hidden(value: ReadValue): ReadValue {
  return { ...value, text: hideSaid(value.text), html: hideInSaid(value.html) }
}

function read(reading: () => ReadValue, faults: string[]): ReadValue {
  try {
    return reading()
  } catch (error) {
    // The value is left out and said to be; the others can still be read.
    faults.push(wordsOf(error))
    return NOTHING
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** What MySQL's TEXT holds; it cuts off the rest without a word. */
export const TEXT_LIMIT = 65_535

function named<Name extends string>(field: Name, value: ReadValue): (ValueRepair & { readonly field: Name })[] {
  return value.repairs.map(({ before, after, codes }) => ({ before, after, codes, field }))
}
