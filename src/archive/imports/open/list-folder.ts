/**
 * What is in a folder, in one fixed order.
 *
 * Names are handled as the bytes they are: a disk that was filled in 2001 has names that are not UTF-8, and as text
 * their files could not be opened.
 */
import { readdir } from 'node:fs/promises'
import { sep } from 'node:path'
import { decodeName } from './entry-name.ts'

/** Something in a folder, its name as bytes and as text. */
export interface FolderEntry {
  readonly raw: Buffer
  readonly name: string
  readonly isFile: boolean
  readonly isFolder: boolean
  readonly isLink: boolean
}

export async function listFolder(folder: Buffer): Promise<readonly FolderEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
  return entries
    .map((entry) => ({
      raw: entry.name,
      name: decodeName(entry.name),
      isFile: entry.isFile(),
      isFolder: entry.isDirectory(),
      isLink: entry.isSymbolicLink(),
    }))
    .toSorted((a, b) => Buffer.compare(a.raw, b.raw))
}

export function joinBytes(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from(sep), name])
}
