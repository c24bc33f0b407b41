/**
 * Tells a folder that is one thing as a whole (an unpacked e-book, a library) and that this version cannot read yet.
 * Such a folder is set aside whole with one finding: taken apart into loose stories it would lose its authors and its
 * order, and would have to be sorted out by hand later. An eFiction site is found before the walk (`rescues/find`).
 */
import type { RefusalCode } from '../../../intake/codes.ts'
import { type FolderEntry, joinBytes, listFolder } from './list-folder.ts'

interface WholeFormat {
  readonly code: RefusalCode
  readonly why: string
  readonly files: number
}

interface KnownFormat {
  readonly code: RefusalCode
  readonly name: string
  readonly isIt: (folder: Buffer, files: ReadonlySet<string>, folders: ReadonlySet<string>) => Promise<boolean>
}

const KNOWN: readonly KnownFormat[] = [
  {
    code: 'format-not-read-yet',
    name: 'an unpacked e-book (EPUB)',
    isIt: async (_, files, folders) => files.has('mimetype') && folders.has('META-INF'),
  },
  {
    code: 'format-not-read-yet',
    name: 'a calibre library',
    isIt: async (_, files) =>
      files.has('metadata.db') && (files.has('metadata_db_prefs_backup.json') || files.size <= 3),
  },
]

export async function findWholeFormat(folder: Buffer, entries: readonly FolderEntry[]): Promise<WholeFormat | null> {
  const files = new Set(entries.filter((entry) => entry.isFile).map((entry) => entry.name))
  const folders = new Set(entries.filter((entry) => entry.isFolder).map((entry) => entry.name))
  for (const known of KNOWN) {
    if (!(await known.isIt(folder, files, folders))) continue
    const why = `This folder is ${known.name}, which this version cannot read yet. It was set aside whole and nothing in it was taken apart; keep it, and import it again with a later version.`
    return { code: known.code, why, files: await countFiles(folder) }
  }
  return null
}

/** Empty for a folder that may not be read: it is refused when the walk comes to it. */
async function listReadable(folder: Buffer): Promise<readonly FolderEntry[]> {
  try {
    return await listFolder(folder)
  } catch {
    return []
  }
}

/** What ljdump keeps beside the entries and comments of a journal: who is who, and how far it came. */
const BESIDE_JOURNAL = /^(?:comment\.meta|user\.map|userpics\.xml|\.last|\.gitignore)$/

/** Whether a file of this name only helps the program that made the folder. */
export function besideOf(entries: readonly FolderEntry[]): (name: string) => boolean {
  const isDump = entries.some(({ name }) => /^L-\d+(?:\.xml)?$/.test(name))
  return (name) => isDump && BESIDE_JOURNAL.test(name)
}

async function countFiles(folder: Buffer): Promise<number> {
  let files = 0
  const waiting = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await listReadable(next)) {
      if (entry.isFolder) waiting.push(joinBytes(next, entry.raw))
      else files++
    }
  }
  return files
}
