/** Gathers the rows and files of one story, and says by one hash whether anything of it has changed. */
import { createHash } from 'node:crypto'
import { wholeOf } from '../cells.ts'
import type { SiteRow, StagedSite } from '../staged-site.ts'
import { type ChapterTexts, findChapterText, type StoreSetting } from './chapter-text.ts'

export interface StoryRows {
  readonly row: SiteRow
  readonly coauthors: readonly SiteRow[]
  /** In the order in which they are read. */
  readonly chapters: readonly ChapterRow[]
}

export interface ChapterRow {
  readonly row: SiteRow
  readonly texts: ChapterTexts
}

export async function gatherStory(site: StagedSite, row: SiteRow, store: StoreSetting): Promise<StoryRows> {
  const coauthors = await site.rowsBy('coauthors', 'sid', row.key)
  const chapters: ChapterRow[] = []
  for (const chapter of inReadingOrder(await site.rowsBy('chapters', 'sid', row.key))) {
    chapters.push({ row: chapter, texts: await findChapterText(site, chapter, store) })
  }
  return { row, coauthors, chapters }
}

/** By their number, then by their id, as the old site showed them: numbers repeat and leave some out. */
function inReadingOrder(chapters: readonly SiteRow[]): readonly SiteRow[] {
  return chapters
    .map((row) => ({
      row,
      number: wholeOf(row, 'inorder') ?? 0,
      id: /^\d+$/.test(row.key) ? Number(row.key) : Infinity,
    }))
    .toSorted((a, b) => a.number - b.number || a.id - b.id || (a.row.key < b.row.key ? -1 : 1))
    .map(({ row }) => row)
}

/** Raise it when the same rows give something else. */
const RESCUE_VERSION = 1

/** Equal as long as rows, files and what is known of the site's values are. `more` is what else the work is made from. */
export function fingerprintOf({ row, coauthors, chapters }: StoryRows, more: unknown): string {
  const texts = chapters.map(({ row: chapter, texts: { text, others } }) => [
    chapter.key,
    chapter.sha256,
    text?.sha256 ?? null,
    ...others.map((other) => other.sha256),
  ])
  return createHash('sha256')
    .update(JSON.stringify([RESCUE_VERSION, row.key, row.sha256, coauthors.map((each) => each.sha256), texts, more]))
    .digest('hex')
}

/** Bytes that are held while its values are read. */
export function sizeOf({ row, chapters }: StoryRows): number {
  let size = 0
  for (const value of row.values.values()) size += value?.length ?? 0
  for (const { texts } of chapters) {
    size += 1000 + (texts.text?.bytes.length ?? 0)
    for (const { bytes } of texts.others) size += bytes.length
  }
  return size
}
