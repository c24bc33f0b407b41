/**
 * The story files of a site: which there are for a chapter, and what else stands in its story folders.
 *
 * Files on disk are read where they are. Entries of a zip can only be read while the zip is gone through, so their
 * bytes are put into the staging file.
 */

import type { StoryFile } from '../staged-site.ts'
import type { StagingStore } from '../staging/staging-store.ts'
import { folderKey, readStoryFileName, splitPath } from './folder-facts.ts'
import type { WalkedFile } from './found-sites.ts'

export type StrayFile = StoryFile & { readonly name: string }

export interface StagedFiles {
  /** False when its bytes cannot be read: then it is none of the site's, and whoever walks on refuses it. */
  readonly add: (root: string, file: WalkedFile) => Promise<boolean>
  /** Those in the folders of the author first. */
  readonly of: (authors: readonly string[], chapter: string) => readonly StoryFile[]
  /** Everything but the files of these chapters. */
  readonly strays: (isChapter: (chapter: string) => boolean) => Generator<StrayFile>
  readonly read: (file: StoryFile) => Promise<Uint8Array>
}

/** Larger files are no chapters; they are listed among what else is there, and cannot be read. */
const MOST_BYTES = 64 * 2 ** 20

interface Kept extends StrayFile {
  readonly isStory: boolean
  readonly chunks: (() => AsyncIterable<Uint8Array>) | null
  readonly staged: number | null
}

export function stagedFiles(store: StagingStore): StagedFiles {
  const all: Kept[] = []
  const byChapter = new Map<string, Kept[]>()
  const byPlace = new Map<string, Kept>()

  async function add(root: string, file: WalkedFile): Promise<boolean> {
    const named = readStoryFileName(root, file.path)
    const inside = root === '' ? file.path : file.path.slice(root.length + 1)
    const isStory = named !== undefined && file.size <= MOST_BYTES
    const mustStage = file.place !== null && file.size <= MOST_BYTES
    const staged = mustStage ? await stageBytes(store, file) : null
    if (mustStage && staged === null) return false
    const kept: Kept = {
      path: file.path,
      within: file.within,
      author: named?.author ?? inside.split('/', 1)[0] ?? '',
      chapter: named?.chapter ?? '',
      size: file.size,
      name: splitPath(file.path).name,
      isStory,
      chunks: file.place === null ? (file.again ?? file.chunks) : null,
      staged,
    }
    all.push(kept)
    const place = folderKey(kept.within, kept.path)
    if (!byPlace.has(place)) byPlace.set(place, kept)
    if (!isStory) return true
    const same = byChapter.get(kept.chapter)
    if (same === undefined) byChapter.set(kept.chapter, [kept])
    else same.push(kept)
    return true
  }

  async function read(file: StoryFile): Promise<Uint8Array> {
    const kept = byPlace.get(folderKey(file.within, file.path))
    if (kept === undefined) throw new RangeError(`no file ${file.path} in the story folders`)
    const { staged, chunks } = kept
    if (staged !== null) return store.file(staged) ?? new Uint8Array()
    if (chunks === null) return new Uint8Array()
    return collect(chunks(), MOST_BYTES)
  }

  return {
    add,
    of(authors, chapter) {
      const files = byChapter.get(chapter) ?? []
      const others = files.filter((file) => !authors.includes(file.author))
      return [...files.filter((file) => authors.includes(file.author)), ...others].map(storyFile)
    },
    *strays(isChapter) {
      for (const file of all) {
        if (!file.isStory || !isChapter(file.chapter)) yield { ...storyFile(file), name: file.name }
      }
    },
    read,
  }
}

/** What others may hold, and hand to a thread. */
function storyFile({ path, within, author, chapter, size }: Kept): StoryFile {
  return { path, within, author, chapter, size }
}

/** Null for a damaged entry, which has no bytes to give. */
async function stageBytes(store: StagingStore, file: WalkedFile): Promise<number | null> {
  try {
    return store.addFile(await collect(file.chunks(), MOST_BYTES))
  } catch {
    // Told by whoever reads the entry next.
    return null
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > most) throw new RangeError(`a story file of more than ${most} bytes`)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
