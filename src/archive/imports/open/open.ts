/**
 * Opens what an import is pointed at: files, folders, and containers in either.
 *
 * Gives one item after the other, in a fixed order, so that memory does not grow with the folder. Whatever cannot be
 * opened is an item too, and the rest goes on.
 */
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { chunksOf, type FileName, type FileStart, readStart } from './file.ts'
import { walkFolder } from './folder.ts'
import { openFound } from './inside.ts'
import { reasonOf } from './node-error.ts'
import type { Opened, OpenedFile } from './opened.ts'

/**
 * Numbered texts, as a site keeps tens of thousands of them, that were found to hold no other files: their sizes by their
 * places on this machine. Who walks again need not look into them again.
 */
export type PlainTexts = Map<string, number>

/** `leaveOut` is a folder that is passed over wherever it is met. */
export async function* openPaths(
  paths: readonly string[],
  leaveOut: string | null = null,
  plain: PlainTexts = new Map(),
): AsyncGenerator<Opened> {
  for (const path of paths) yield* openRoot(resolve(path), leaveOut, plain)
}

async function* openRoot(root: string, leaveOut: string | null, plain: PlainTexts): AsyncGenerator<Opened> {
  const name = basename(root)
  let isFolder: boolean
  try {
    // Follows a link: the root was typed by the person who runs the import.
    isFolder = (await stat(root)).isDirectory()
  } catch (error) {
    yield { kind: 'refused', path: name, within: [], code: 'unreadable', why: reasonOf(error), files: 1 }
    return
  }
  if (!isFolder) {
    yield* openFile(root, name, plain)
    return
  }
  for await (const item of walkFolder(root, name, leaveOut)) {
    if (item.kind === 'refused') yield item
    else yield* openFile(item.file, item.path, plain)
  }
}

const NUMBERED = /(?:^|\/)\d{1,12}\.txt$/i

async function* openFile(file: FileName, path: string, plain: PlainTexts): AsyncGenerator<Opened> {
  const place = NUMBERED.test(path) ? file.toString('latin1') : null
  const known = place === null ? undefined : plain.get(place)
  if (known !== undefined) {
    yield { kind: 'file', path, within: [], size: known, place: null, chunks: chunksOf(file), again: chunksOf(file) }
    return
  }
  let start: FileStart
  try {
    start = await readStart(file)
  } catch (error) {
    yield { kind: 'refused', path, within: [], code: 'unreadable', why: reasonOf(error), files: 1 }
    return
  }
  const opened: OpenedFile = {
    kind: 'file',
    path,
    within: [],
    size: start.size,
    place: null,
    chunks: start.chunks,
    again: chunksOf(file),
  }
  let items = 0
  let isItself = false
  for await (const found of openFound(opened, start.bytes, file)) {
    items++
    isItself = found === opened
    yield found
  }
  if (place !== null && isItself && items === 1) plain.set(place, start.size)
}
