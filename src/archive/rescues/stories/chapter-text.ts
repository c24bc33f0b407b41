/**
 * Finds the text of a chapter: in a file, or in its row.
 *
 *     store = files    the file in the chapter's author's folder, else the row, else a file in somebody else's folder
 *     store = mysql    the row, else the file, else a file in somebody else's folder
 *
 * Sites changed that setting, so both may be there; the other one is a further version, kept as an original. Authors
 * were merged and stories handed on while files stayed where they were, hence the other folders. What holds no word is
 * no text.
 */
import { hash } from 'node:crypto'
import { bytesOf, idOf } from '../cells.ts'
import type { SiteRow, StagedSite, StoryFile } from '../staged-site.ts'

export type StoreSetting = 'files' | 'mysql'

export interface FoundText {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly path: string
  readonly within: readonly string[]
  readonly origin: 'file' | 'other-folder' | 'row'
}

export interface ChapterTexts {
  /** Null when there is none anywhere. */
  readonly text: FoundText | null
  /** Other texts of the same chapter, and files that hold no word. */
  readonly others: readonly FoundText[]
  /** Files that are there and could not be read, or are too large to be a chapter, with the reason. */
  readonly unread: readonly { readonly path: string; readonly why: string }[]
}

/** No chapter is that long. */
export const LARGEST_TEXT = 64 * 2 ** 20

export async function findChapterText(site: StagedSite, row: SiteRow, store: StoreSetting): Promise<ChapterTexts> {
  const found: FoundText[] = []
  const unread: { path: string; why: string }[] = []
  const author = idOf(row, 'uid')
  for (const file of await site.storyFiles(author, row.key)) {
    const read = await readStoryFile(site, file)
    if ('why' in read) unread.push({ path: file.path, why: read.why })
    else found.push(foundText(read.bytes, file, file.author === author ? 'file' : 'other-folder'))
  }
  const column = bytesOf(row, 'storytext')
  if (column !== null) found.push(foundText(column, placeInDump(site, row, 'storytext'), 'row'))
  const order = ORDER[store]
  const [text = null] = found
    .filter(({ bytes }) => holdsWords(bytes))
    .toSorted((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin))
  return { text, others: found.filter((each) => each !== text), unread }
}

const ORDER = {
  files: ['file', 'row', 'other-folder'],
  mysql: ['row', 'file', 'other-folder'],
} as const satisfies Record<StoreSetting, readonly FoundText['origin'][]>

async function readStoryFile(
  site: StagedSite,
  file: StoryFile,
): Promise<{ readonly bytes: Uint8Array } | { readonly why: string }> {
  if (file.size > LARGEST_TEXT) return { why: `it has ${file.size} bytes, which no chapter has` }
  try {
    return { bytes: await site.readFile(file) }
  } catch (error) {
    // A file that vanished or cannot be read is said to be so; the chapter may have another text.
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

function foundText(
  bytes: Uint8Array,
  { path, within }: { readonly path: string; readonly within: readonly string[] },
  origin: FoundText['origin'],
): FoundText {
  return { bytes, sha256: hash('sha256', bytes, 'hex'), path, within, origin }
}

/** Where a value stands: `dump.sql/chapters/38/storytext`. */
export function placeInDump(
  { dump }: Pick<StagedSite, 'dump'>,
  row: Pick<SiteRow, 'table' | 'key'>,
  column: string,
): { readonly path: string; readonly within: readonly string[] } {
  return { path: `${dump.path}/${row.table}/${row.key}/${column}`, within: dump.within }
}

/** Anything but blanks and zeros. */
function holdsWords(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte > 0x20)
}

/** Where the site kept its texts; files, when it does not say. */
export async function readStoreSetting(site: StagedSite): Promise<StoreSetting> {
  for await (const row of site.rows('settings')) {
    const value = bytesOf(row, 'store')
    if (value !== null)
      return Buffer.from(value).toString('latin1').trim().toLowerCase() === 'mysql' ? 'mysql' : 'files'
  }
  return 'files'
}
