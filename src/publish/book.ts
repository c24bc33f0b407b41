/**
 * A book: all that a download says of a work, in the form that every writer takes.
 *
 * The catalogue fills it; the writers only set it. Nothing here is read from a clock or a counter, so the same book is
 * the same bytes in every format.
 */

export type CreatorRole = 'author' | 'translator' | 'artist' | 'editor' | 'contributor'

export interface BookCreator {
  readonly name: string
  readonly role: CreatorRole
}

/** A line of the table of facts: "Fandom", ["Buffy the Vampire Slayer"]. */
interface BookFact {
  readonly label: string
  readonly values: readonly string[]
}

export interface BookChapter {
  /** The chapter's heading as the author wrote it. */
  readonly title: string | null
  /** What the work itself calls it, where that is a number. */
  readonly number: number | null
  /** Story HTML. */
  readonly html: string
  /** BCP 47, where it is not the work's. */
  readonly language: string | null
}

export interface Book {
  /** A URN or address that is this work's for ever: "urn:ficarium:…", "https://…". */
  readonly identifier: string
  readonly title: string
  readonly creators: readonly BookCreator[]
  /** BCP 47, null where nobody said and nothing could be told. */
  readonly language: string | null
  readonly direction: 'ltr' | 'rtl'
  /** Plain text like the notes and disclaimers: a blank line parts paragraphs, a line feed breaks the line. */
  readonly summary: string | null
  readonly notesBefore: readonly string[]
  readonly notesAfter: readonly string[]
  readonly disclaimers: readonly string[]
  /** In the order of showing: fandom, relationships, characters, rating, warnings, setting, status, words, dates … */
  readonly facts: readonly BookFact[]
  /** Words to file it under. */
  readonly subjects: readonly string[]
  /** One sentence for each thing that is known to be missing. */
  readonly missing: readonly string[]
  readonly chapters: readonly BookChapter[]
  /** When the text or its facts last changed, ISO 8601 in UTC. */
  readonly modified: string
  /** Where the work stands in the archive. */
  readonly url: string | null
  /** The archive's name. */
  readonly publisher: string | null
}

/** The book's title, or what a book without one is called. */
export function titleOf(book: Book): string {
  return book.title.trim() === '' ? 'Untitled' : book.title.trim()
}

/** "Willow & Tara, translated by Giles": the names under the title, empty when there are none. */
export function bylineOf(book: Book): string {
  const roles = Object.keys(BY) as readonly CreatorRole[]
  return roles
    .map((role) => [role, book.creators.filter((each) => each.role === role && each.name.trim() !== '')] as const)
    .filter(([, creators]) => creators.length > 0)
    .map(([role, creators]) => BY[role] + listOf(creators.map(({ name }) => name)))
    .join(', ')
}

/** What a chapter is called in a list of contents: its heading, else its number, else its place. */
export function chapterLabel(chapter: BookChapter, index: number): string {
  return chapter.title?.trim() || `Chapter ${chapter.number ?? index + 1}`
}

/** The paragraphs of a plain text, each with its lines. */
export function paragraphsOf(text: string): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]]
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() !== '') paragraphs.at(-1)?.push(line.trim())
    else if (paragraphs.at(-1)?.length !== 0) paragraphs.push([])
  }
  return paragraphs.filter((lines) => lines.length > 0)
}

/** The parts around the story, each with its heading, without the empty ones. */
export function frontMatterOf(book: Book): readonly BookNote[] {
  return notesOf([
    ['Summary', book.summary === null ? [] : [book.summary], false],
    ['Notes', book.notesBefore, false],
    ['Disclaimer', book.disclaimers, false],
    ['Missing', book.missing, true],
  ])
}

/** Like `frontMatterOf`, for after the story. */
export function backMatterOf(book: Book): readonly BookNote[] {
  return notesOf([['Closing notes', book.notesAfter, false]])
}

export interface BookNote {
  readonly heading: string
  /** Written by the archive, in its language. */
  readonly isOurs: boolean
  readonly paragraphs: readonly (readonly string[])[]
}

function notesOf(parts: readonly (readonly [string, readonly string[], boolean])[]): readonly BookNote[] {
  return parts
    .map(([heading, texts, isOurs]) => ({ heading, isOurs, paragraphs: texts.flatMap(paragraphsOf) }))
    .filter(({ paragraphs }) => paragraphs.length > 0)
}

/** What stands before the names, in the order in which roles are named. */
const BY: Readonly<Record<CreatorRole, string>> = {
  author: '',
  translator: 'translated by ',
  artist: 'art by ',
  editor: 'edited by ',
  contributor: 'with ',
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} & ${names.at(-1)}`
}
