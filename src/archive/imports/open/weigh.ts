/** Tells what lies ahead of an import by the names and sizes of its files; none is opened. */
import { statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { FileName } from './file.ts'
import { walkFolder } from './folder.ts'

export interface Weight {
  /** Of all files together. What cannot be opened weighs nothing. */
  readonly bytes: number
  /** Bytes of the largest one. */
  readonly largest: number
  /** One of them is called like a dump of a database. */
  readonly hasDump: boolean
}

export async function weigh(paths: readonly string[], leaveOut: string | null = null): Promise<Weight> {
  let [bytes, largest, hasDump] = [0, 0, false]
  for (const path of paths) {
    for await (const { file, name } of filesIn(resolve(path), leaveOut)) {
      const size = sizeOf(file)
      bytes += size
      largest = Math.max(largest, size)
      hasDump ||= DUMP_NAME.test(name)
    }
  }
  return { bytes, largest, hasDump }
}

/** `backup.sql`, `backup.sql.gz`. */
const DUMP_NAME = /\.sql(?:\.gz|\.zip)?$/i

async function* filesIn(root: string, leaveOut: string | null): AsyncGenerator<{ file: FileName; name: string }> {
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) yield { file: root, name: root }
  else
    for await (const item of walkFolder(root, basename(root), leaveOut))
      if (item.kind === 'found') yield { file: item.file, name: item.path }
}

/** In this thread: through those of Node tens of thousands of files would take seconds. */
function sizeOf(file: FileName): number {
  try {
    const found = statSync(file)
    return found.isFile() ? found.size : 0
  } catch {
    // Whoever opens it says why that cannot be done.
    return 0
  }
}
