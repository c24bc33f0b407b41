/**
 * Walks a folder, deepest names last, in one fixed order, and follows no link out of it.
 *
 * A link that leads out of the folder is refused: an unpacked archive may hold a link to any file of this machine,
 * and what is imported is published. A link to something inside is passed over, because that is met by its own name.
 * A folder that as a whole is a format we cannot read yet is set aside whole (see `whole-format.ts`).
 */
import type { Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { reasonOf } from './node-error.ts'
import type { OpenedRefusal } from './opened.ts'
import { findWholeFormat } from './whole-format.ts'

interface FoundFile {
  readonly kind: 'found'
  /** Where it is on this machine. */
  readonly file: string
  readonly path: string
}

export async function* walkFolder(root: string, name: string): AsyncGenerator<FoundFile | OpenedRefusal> {
  const realRoot = await realpath(root)
  const waiting: { readonly folder: string; readonly path: string }[] = [{ folder: root, path: name }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, path } = next
    let entries: Dirent[]
    try {
      entries = (await readdir(folder, { withFileTypes: true })).toSorted(byName)
      const whole = await findWholeFormat(folder, entries)
      if (whole !== null) {
        yield { kind: 'refused', path, within: [], ...whole }
        continue
      }
    } catch (error) {
      yield refused(path, 'unreadable', reasonOf(error))
      continue
    }
    for (const entry of entries) {
      const file = join(folder, entry.name)
      const entryPath = `${path}/${entry.name}`
      if (entry.isSymbolicLink()) {
        const problem = await checkLink(file, folder, realRoot)
        if (problem !== null) yield refused(entryPath, problem.code, problem.why)
      } else if (!entry.isDirectory()) {
        yield { kind: 'found', file, path: entryPath }
      }
    }
    // The last one pushed comes first, so folders are pushed in reverse.
    for (const entry of entries.toReversed()) {
      if (entry.isDirectory()) waiting.push({ folder: join(folder, entry.name), path: `${path}/${entry.name}` })
    }
  }
}

function byName(a: Dirent, b: Dirent): number {
  if (a.name === b.name) return 0
  return a.name < b.name ? -1 : 1
}

async function checkLink(
  link: string,
  folder: string,
  realRoot: string,
): Promise<{ readonly code: 'link-loop' | 'unsafe-name' | 'unreadable'; readonly why: string } | null> {
  let target: string
  try {
    target = await realpath(link)
  } catch (error) {
    const isLoop = error instanceof Error && 'code' in error && error.code === 'ELOOP'
    if (isLoop) return { code: 'link-loop', why: 'this link leads back to itself; it was not followed' }
    return { code: 'unreadable', why: `this link leads nowhere: ${reasonOf(error)}` }
  }
  if (target !== realRoot && !target.startsWith(realRoot + sep)) {
    return {
      code: 'unsafe-name',
      why: 'this link leads out of the folder and was not followed; copy what it names into the folder if it belongs there',
    }
  }
  const realFolder = await realpath(folder)
  if (realFolder === target || realFolder.startsWith(target + sep)) {
    return { code: 'link-loop', why: 'this link leads back to a folder it is in; it was not followed' }
  }
  return null
}

function refused(path: string, code: OpenedRefusal['code'], why: string): OpenedRefusal {
  return { kind: 'refused', path, within: [], code, why, files: 1 }
}
