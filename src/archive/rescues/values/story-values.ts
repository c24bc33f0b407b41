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
import type { BlockPlace, RepairFact, Suggestion } from '../../../intake/reading.ts'
import {
  readChapterValue,
  readPlainValue,
  readRichValue,
  type ValueEvidence,
  type ValueRepair,
} from '../../../intake/values/index.ts'

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
  /** Also says where its column cuts, when it came from one. */
  readonly textEvidence: ValueEvidence
}

export interface StoryValues {
  readonly title: string
  /** Plain text, a blank line between paragraphs, like the notes. */
  readonly summary: string | null
  readonly notes: string | null
  /** Repairs of these three. */
  readonly repairs: readonly (ValueRepair & { readonly field: 'title' | 'summary' | 'notesBefore' })[]
  readonly chapters: readonly ChapterValues[]
  /** Of all texts together, where the letters say it clearly. */
  readonly language: string | null
}

export interface ChapterValues {
  readonly title: string
  /** Story HTML. */
  readonly notes: string | null
  readonly endNotes: string | null
  readonly repairs: readonly (ValueRepair & { readonly field: 'title' | 'notesBefore' | 'notesAfter' })[]
  /** Null when there is no text, or reading it failed. */
  readonly text: ChapterText | null
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
  readonly places: readonly BlockPlace[]
  readonly repairs: readonly RepairFact[]
  readonly suggestions: readonly Suggestion[]
}

/** Finds the language of a text, or null where it is not clear. */
export type LanguageFinder = (text: string) => Promise<string | null>

export async function readStory(input: StoryInput, findLanguage: LanguageFinder): Promise<StoryValues> {
  const title = plain(input.title, input.evidence)
  const summary = rich(input.summary, input.evidence)
  const notes = rich(input.notes, input.evidence)
  const samples: string[] = []
  const chapters = input.chapters.map((chapter) => readChapter(chapter, samples))
  return {
    title: title.text,
    summary: summary.text === '' ? null : summary.text,
    notes: notes.text === '' ? null : notes.text,
    repairs: [...named('title', title), ...named('summary', summary), ...named('notesBefore', notes)],
    chapters,
    language: samples.length === 0 ? null : await findLanguage(samples.join('\n')),
  }
}

function readChapter(input: ChapterInput, samples: string[]): ChapterValues {
  const title = plain(input.title, input.evidence)
  const notes = rich(input.notes, input.evidence)
  const endNotes = rich(input.endNotes, input.evidence)
  const values = {
    title: title.text,
    notes: notes.html === '' ? null : notes.html,
    endNotes: endNotes.html === '' ? null : endNotes.html,
    repairs: [...named('title', title), ...named('notesBefore', notes), ...named('notesAfter', endNotes)],
  }
  if (input.text === null) return { ...values, text: null, fault: null }
  try {
    return { ...values, text: readText(input.text, input.textEvidence, samples), fault: null }
  } catch (error) {
    // The bytes are kept as an original; what broke is said with the chapter.
    return { ...values, text: null, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function readText(bytes: Uint8Array, evidence: ValueEvidence, samples: string[]): ChapterText {
  const value = readChapterValue(bytes, evidence)
  const html = writeStoryHtml(value.blocks)
  const faithfulHtml = value.faithful === null ? null : writeStoryHtml(value.faithful)
  sampleOf(value.blocks, samples)
  return {
    html,
    faithfulHtml: faithfulHtml === html ? null : faithfulHtml,
    words: value.words,
    encoding: value.encoding?.name ?? null,
    isCutOff: value.isCutOff,
    places: value.repairs.length + value.suggestions.length === 0 ? [] : value.places,
    repairs: value.repairs,
    suggestions: value.suggestions,
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

function plain(bytes: Uint8Array | null, evidence: ValueEvidence): ReadValue {
  return bytes === null ? NOTHING : { html: '', ...readPlainValue(bytes, evidence) }
}

function rich(bytes: Uint8Array | null, evidence: ValueEvidence): ReadValue {
  return bytes === null ? NOTHING : readRichValue(bytes, { ...evidence, columnLimit: TEXT_LIMIT })
}

/** What MySQL's TEXT holds; it cuts off the rest without a word. */
export const TEXT_LIMIT = 65_535

function named<Name extends string>(field: Name, value: ReadValue): (ValueRepair & { readonly field: Name })[] {
  return value.repairs.map(({ before, after, codes }) => ({ before, after, codes, field }))
}
