/**
 * Tells a folder that is one thing as a whole (an eFiction site, a maildir, an unpacked e-book) and that this version
 * cannot read yet. Such a folder is set aside whole with one finding: taken apart into loose stories it would lose
 * its authors, its order and its reviews, and would have to be sorted out by hand later.
 */
import { open } from 'node:fs/promises'
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
  { code: 'efiction-site', name: 'an eFiction site', isIt: isEfictionSite },
  { code: 'efiction-site', name: 'the story files of an eFiction site', isIt: isEfictionStories },
  {
    code: 'format-not-read-yet',
    name: 'a maildir',
    isIt: async (_, __, folders) => folders.has('cur') && folders.has('new') && folders.has('tmp'),
  },
  {
    code: 'format-not-read-yet',
    name: 'an unpacked e-book (EPUB)',
    isIt: async (_, files, folders) => files.has('mimetype') && folders.has('META-INF'),
  },
  { code: 'format-not-read-yet', name: 'a journal kept by ljdump', isIt: isLjdump },
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

/** eFiction's own programs, or a database dump with its tables beside a folder of numbered story files. */
async function isEfictionSite(
  folder: Buffer,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Promise<boolean> {
  if (files.has('viewstory.php') && (files.has('viewuser.php') || files.has('config.php'))) return true
  const dumps = [...files].filter((name) => /\.sql(?:\.gz)?$/i.test(name))
  if (dumps.length === 0) return false
  for (const name of dumps) if (await namesEfictionTables(child(folder, name))) return true
  for (const name of folders) if (await hasNumberedStories(child(folder, name))) return true
  return false
}

/** `stories/<author id>/<chapter id>.txt`, and nothing else, in more than one author's folder. */
async function isEfictionStories(
  folder: Buffer,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Promise<boolean> {
  const loose = [...files].filter((name) => !/^(?:index\.(?:html?|php)|\.htaccess)$/i.test(name))
  return folders.size > 1 && loose.length === 0 && (await hasNumberedStories(folder))
}

async function hasNumberedStories(folder: Buffer): Promise<boolean> {
  const authors = (await listReadable(folder)).filter((entry) => entry.isFolder)
  if (authors.length < 2 || !authors.every((entry) => /^\d+$/.test(entry.name))) return false
  for (const author of authors.slice(0, 20)) {
    const stories = await listReadable(joinBytes(folder, author.raw))
    if (!stories.every(({ name }) => /^(?:\d+\.txt|index\.html?)$/i.test(name))) return false
  }
  return true
}

/** Empty for a folder that may not be read: it is refused when the walk comes to it. */
async function listReadable(folder: Buffer): Promise<readonly FolderEntry[]> {
  try {
    return await listFolder(folder)
  } catch {
    return []
  }
}

function child(folder: Buffer, name: string): Buffer {
  return joinBytes(folder, Buffer.from(name))
}

async function namesEfictionTables(file: Buffer): Promise<boolean> {
  const head = new Uint8Array(256 * 1024)
  let bytesRead: number
  try {
    await using handle = await open(file, 'r')
    bytesRead = (await handle.read(head, 0, head.length, 0)).bytesRead
  } catch {
    // Whoever reads it to its end says that it cannot be read.
    return false
  }
  const text = new TextDecoder('latin1').decode(head.subarray(0, bytesRead))
  return /fanfiction_(?:stories|chapters|authors)|_(?:stories|chapters|authorprefs|inseries)`/.test(text)
}

async function isLjdump(_: Buffer, files: ReadonlySet<string>): Promise<boolean> {
  let entries = 0
  for (const name of files) if (/^[LC]-\d+(?:\.xml)?$/.test(name)) entries++
  return entries > 1 && entries >= files.size / 2
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
