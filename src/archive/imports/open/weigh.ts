/** Tells whether an import is a large one, by a look at the sizes of its first files. */
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { FileName } from './file.ts'
import { walkFolder } from './folder.ts'

/** Do these paths hold more than so many bytes? What cannot be opened weighs nothing. */
export async function holdsMoreThan(
  bytes: number,
  paths: readonly string[],
  leaveOut: string | null = null,
): Promise<boolean> {
  let found = 0
  for (const path of paths) {
    for await (const file of filesIn(resolve(path), leaveOut)) {
      found += await sizeOf(file)
      if (found > bytes) return true
    }
  }
  return false
}

/** Is there a file of more than so many bytes? */
export async function holdsFileOver(
  bytes: number,
  paths: readonly string[],
  leaveOut: string | null = null,
): Promise<boolean> {
  for (const path of paths)
    for await (const file of filesIn(resolve(path), leaveOut)) if ((await sizeOf(file)) > bytes) return true
  return false
}

async function* filesIn(root: string, leaveOut: string | null): AsyncGenerator<FileName> {
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) yield root
  else for await (const item of walkFolder(root, basename(root), leaveOut)) if (item.kind === 'found') yield item.file
}

async function sizeOf(file: FileName): Promise<number> {
  return stat(file).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  )
}
