/**
 * Tells the notes of single chapters from those of the whole work.
 *
 *     an e-book's chapter says "Thanks to Tern."       at its chapter
 *     part 3 of a list post has a note of its own      at the chapter of part 3
 *     all parts say "Feedback is welcome."             of the work
 *
 * A format that knows whose note it is writes the chapter's title above the words (`openedStory`); of parts, what only
 * one of them says is its own.
 */
import { writeStoryHtml } from '../../document/story-html.ts'
import type { Field } from '../../intake/reading.ts'
import { foldKey } from '../../kernel/text.ts'
import type { ComposedSource } from './composed-source.ts'

type NoteKind = 'notesBefore' | 'notesAfter'

export interface SortedNotes {
  /** Fields that are of no single chapter. */
  readonly ofWork: (field: Field) => boolean
  /** Story HTML by the place of the chapter in its source; null where there is none. */
  readonly ofChapter: (source: ComposedSource, chapter: number, kind: NoteKind) => string | null
}

export function sortNotes(texts: readonly ComposedSource[]): SortedNotes {
  const placed = new Set<Field>()
  const notes = new Map<ComposedSource, Readonly<Record<NoteKind, ReadonlyMap<number, readonly string[]>>>>()
  const saying = { notesBefore: countSaying(texts, 'notesBefore'), notesAfter: countSaying(texts, 'notesAfter') }
  for (const source of texts) {
    const placeOf = (kind: NoteKind): ReadonlyMap<number, readonly string[]> => {
      const titled = chaptersByTitle(source)
      const own = new Map<number, string[]>()
      for (const field of source.reading.inspection.work?.[kind] ?? []) {
        const isShared = texts.length === 1 || (saying[kind].get(foldKey(field.value)) ?? 0) > 1
        const place = titledPlace(field, titled) ?? (isShared ? null : outerPlace(field, source, kind))
        if (place === null) continue
        placed.add(field)
        own.set(place.chapter, [...(own.get(place.chapter) ?? []), place.text])
      }
      return own
    }
    notes.set(source, { notesBefore: placeOf('notesBefore'), notesAfter: placeOf('notesAfter') })
  }
  return {
    ofWork: (field) => !placed.has(field),
    ofChapter(source, chapter, kind) {
      const found = notes.get(source)?.[kind].get(chapter)
      return found === undefined ? null : noteHtml(found.join('\n\n'))
    },
  }
}

/** How many sources say each note. */
function countSaying(texts: readonly ComposedSource[], kind: NoteKind): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { reading } of texts)
    for (const key of new Set(reading.inspection.work?.[kind].map(({ value }) => foldKey(value))))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Places of chapters by title, in order: several chapters may be called "Interlude". */
function chaptersByTitle({ reading: { inspection, chapters } }: ComposedSource): Map<string, number[]> {
  const places = new Map<string, number[]>()
  chapters.forEach(({ title }, i) => {
    const key = foldKey(inspection.chapters[i]?.heading ?? title ?? '')
    if (key !== '') places.set(key, [...(places.get(key) ?? []), i])
  })
  return places
}

interface NotePlace {
  readonly chapter: number
  readonly text: string
}

function titledPlace({ value, asWritten }: Field, titled: Map<string, number[]>): NotePlace | null {
  if (asWritten === '' || !value.endsWith(`\n\n${asWritten}`)) return null
  const places = titled.get(foldKey(value.slice(0, -asWritten.length)))
  const chapter = places !== undefined && places.length > 1 ? places.shift() : places?.[0]
  return chapter === undefined ? null : { chapter, text: asWritten }
}

/** What a part says before its story is of its first chapter, what it says after of its last. */
function outerPlace({ value }: Field, { reading: { chapters } }: ComposedSource, kind: NoteKind): NotePlace | null {
  if (chapters.length === 0) return null
  return { chapter: kind === 'notesBefore' ? 0 : chapters.length - 1, text: value }
}

function noteHtml(text: string): string {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .filter((lines) => lines.join('') !== '')
  return writeStoryHtml(paragraphs.map((lines) => ({ kind: 'p', children: [lines.join(' ')] })))
}
