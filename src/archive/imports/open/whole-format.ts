/**
 * Tells a folder that is one thing as a whole (an eFiction site, a maildir, an unpacked e-book) and that this version
 * cannot read yet. Such a folder is set aside whole with one finding: taken apart into loose stories it would lose
 * its authors, its order and its reviews, and would have to be sorted out by hand later.
 */
import type { Dirent } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RefusalCode } from '../../../intake/codes.ts'

interface WholeFormat {
  readonly code: RefusalCode
  readonly why: string
  readonly files: number
}

interface KnownFormat {
  readonly code: RefusalCode
  readonly name: string
  readonly isIt: (folder: string, files: ReadonlySet<string>, folders: ReadonlySet<string>) => Promise<boolean>
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

export async function findWholeFormat(folder: string, entries: readonly Dirent[]): Promise<WholeFormat | null> {
  const files = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name))
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name))
  for (const known of KNOWN) {
    if (!(await known.isIt(folder, files, folders))) continue
    const why = `This folder is ${known.name}, which this version cannot read yet. It was set aside whole and nothing in it was taken apart; keep it, and import it again with a later version.`
    return { code: known.code, why, files: await countFiles(folder) }
  }
  return null
}

/** eFiction's own programs, or a database dump with its tables beside a folder of numbered story files. */
async function isEfictionSite(
  folder: string,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Promise<boolean> {
  if (files.has('viewstory.php') && (files.has('viewuser.php') || files.has('config.php'))) return true
  const dumps = [...files].filter((name) => /\.sql(?:\.gz)?$/i.test(name))
  if (dumps.length === 0) return false
  for (const name of dumps) if (await namesEfictionTables(join(folder, name))) return true
  for (const name of folders) if (await hasNumberedStories(join(folder, name))) return true
  return false
}

/** `stories/<author id>/<chapter id>.txt`, and nothing else, in more than one author's folder. */
async function isEfictionStories(
  folder: string,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Promise<boolean> {
  const loose = [...files].filter((name) => !/^(?:index\.(?:html?|php)|\.htaccess)$/i.test(name))
  return folders.size > 1 && loose.length === 0 && (await hasNumberedStories(folder))
}

async function hasNumberedStories(folder: string): Promise<boolean> {
  const authors = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  if (authors.length < 2 || !authors.every((entry) => /^\d+$/.test(entry.name))) return false
  for (const author of authors.slice(0, 20)) {
    const stories = await readdir(join(folder, author.name))
    if (!stories.every((name) => /^(?:\d+\.txt|index\.html?)$/i.test(name))) return false
  }
  return true
}

async function namesEfictionTables(file: string): Promise<boolean> {
  await using handle = await open(file, 'r')
  const head = new Uint8Array(256 * 1024)
  const { bytesRead } = await handle.read(head, 0, head.length, 0)
  const text = new TextDecoder('latin1').decode(head.subarray(0, bytesRead))
  return /fanfiction_(?:stories|chapters|authors)|_(?:stories|chapters|authorprefs|inseries)`/.test(text)
}

async function isLjdump(_: string, files: ReadonlySet<string>): Promise<boolean> {
  let entries = 0
  for (const name of files) if (/^[LC]-\d+(?:\.xml)?$/.test(name)) entries++
  return entries > 1 && entries >= files.size / 2
}

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => !entry.isDirectory()).length
}
