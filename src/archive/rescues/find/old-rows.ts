/**
 * Gives the rows of eFiction 1.1 the form that all later versions have.
 *
 *     stories (sid 7, psid 7, title "The Lamp", chapter "One", inorder 0 …)     story 7, and its chapter 7
 *     stories (sid 9, psid 7, title "The Lamp", chapter "Two", inorder 1 …)     chapter 9 of story 7
 *
 * A chapter was a row of `stories` that names its first chapter as parent, and a review named both. This is what the
 * program's own upgrade to 2.0 and 3.0 does, without its losses: what the row of a later chapter says of the story again
 * (title, summary, categories) stays with the chapter.
 */
import type { DumpRow } from '../../../intake/dump/index.ts'

export interface ShapedRow {
  /** Without the prefix. */
  readonly table: string
  readonly columns: readonly string[]
  readonly row: Pick<DumpRow, 'offset' | 'size' | 'value'>
}

export function isOldRow(table: string, columns: readonly string[]): boolean {
  return (table === 'stories' || table === 'reviews') && columns.includes('psid')
}

export function reshapeOldRow(
  table: string,
  columns: readonly string[],
  row: Pick<DumpRow, 'offset' | 'size' | 'value'>,
): readonly ShapedRow[] {
  if (table === 'reviews') return [{ table, columns: columns.map((name) => REVIEW_NAMES[name] ?? name), row }]
  const values = columns.map((_, i) => row.value(i))
  const valueOf = (name: string): Uint8Array | null => values[columns.indexOf(name)] ?? null
  const [own, parent] = [wordOf(valueOf('sid')), wordOf(valueOf('psid'))]
  const isStory = own === parent || parent === '0' || parent === ''
  const shape = (to: string, names: Readonly<Record<string, string>>, kept: (name: string) => boolean): ShapedRow => {
    const chosen = [...columns.keys()].filter((i) => kept(columns[i] as string))
    const named = chosen.map((i) => names[columns[i] as string] ?? (columns[i] as string))
    const said = chosen.map((i) => (columns[i] === 'inorder' ? countedFromOne(values[i] ?? null) : (values[i] ?? null)))
    return {
      table: to,
      columns: named,
      row: { offset: row.offset, size: said.length, value: (i) => said[i] ?? null },
    }
  }
  if (!isStory) return [shape('chapters', CHAPTER_NAMES, () => true)]
  const story = shape('stories', STORY_NAMES, (name) => !OF_CHAPTERS.has(name))
  const chapter = shape('chapters', FIRST_NAMES, (name) => OF_CHAPTERS.has(name) || OF_BOTH.has(name))
  return [story, withStory(chapter, valueOf('sid'))]
}

const REVIEW_NAMES: Readonly<Record<string, string>> = { psid: 'item', sid: 'chapid', member: 'uid' }
const STORY_NAMES: Readonly<Record<string, string>> = { counter: 'count', numreviews: 'reviews' }
const CHAPTER_NAMES: Readonly<Record<string, string>> = {
  sid: 'chapid',
  psid: 'sid',
  chapter: 'title',
  title: 'storytitle',
  counter: 'count',
  numreviews: 'reviews',
}
const FIRST_NAMES: Readonly<Record<string, string>> = { sid: 'chapid', chapter: 'title' }
/** What a row of a story says of its first chapter only, and what it says of both. */
const OF_CHAPTERS = new Set(['psid', 'chapter', 'inorder', 'storytext'])
const OF_BOTH = new Set(['sid', 'uid', 'validated', 'wordcount'])

/** The first chapter belongs to the story of its own number, also where it names none. */
function withStory(chapter: ShapedRow, sid: Uint8Array | null): ShapedRow {
  const at = chapter.columns.indexOf('psid')
  const columns = chapter.columns.map((name) => (name === 'psid' ? 'sid' : name))
  return { ...chapter, columns, row: { ...chapter.row, value: (i) => (i === at ? sid : chapter.row.value(i)) } }
}

function wordOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString('latin1').trim()
}

/** Chapters were counted from 0. */
function countedFromOne(bytes: Uint8Array | null): Uint8Array | null {
  const text = wordOf(bytes)
  return /^\d{1,9}$/.test(text) ? Buffer.from(String(Number(text) + 1)) : bytes
}
