/**
 * Walks a folder, deepest names last, in one fixed order, and follows no link out of it.
 *
 * A link that leads out of the folder is refused: an unpacked archive may hold a link to any file of this machine,
 * and what is imported is published. A link to something inside is passed over, because that is met by its own name.
 * A folder that as a whole is a format we cannot read yet is set aside whole (see `whole-format.ts`).
 */
import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { type FolderEntry, joinBytes, listFolder } from './list-folder.ts'
import { reasonOf } from './node-error.ts'
import type { OpenedRefusal } from './opened.ts'
import { besideOf, findWholeFormat } from './whole-format.ts'

interface FoundFile {
  readonly kind: 'found'
  /** Where it is on this machine. */
  readonly file: Buffer
  readonly path: string
}

/** `leaveOut` is a folder that is passed over wherever it is met: the archive's own. */
export async function* walkFolder(
  root: string,
  name: string,
  leaveOut: string | null = null,
): AsyncGenerator<FoundFile | OpenedRefusal> {
  const realRoot = await realName(Buffer.from(root))
  const leftOut = leaveOut === null ? null : await realName(Buffer.from(leaveOut)).catch(() => null)
  const waiting: { readonly folder: Buffer; readonly path: string }[] = [{ folder: Buffer.from(root), path: name }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, path } = next
    let entries: readonly FolderEntry[]
    try {
      if (leftOut !== null && (await realName(folder)) === leftOut) continue
      entries = await listFolder(folder)
    } catch (error) {
      yield refused(path, 'unreadable', reasonOf(error))
      continue
    }
    const whole = await findWholeFormat(folder, entries)
    if (whole !== null) {
      yield { kind: 'refused', path, within: [], ...whole }
      continue
    }
    const isBeside = besideOf(entries)
    for (const entry of entries) {
      const file = joinBytes(folder, entry.raw)
      const entryPath = `${path}/${entry.name}`
      if (entry.isLink) {
        const problem = await checkLink(file, folder, realRoot)
        if (problem !== null) yield refused(entryPath, problem.code, problem.why)
      } else if (!entry.isFolder && isBeside(entry.name)) {
        yield refused(entryPath, 'site-file', 'ljdump keeps this beside a journal; it holds no entry.')
      } else if (!entry.isFolder) {
        yield { kind: 'found', file, path: entryPath }
      }
    }
    // The last one pushed comes first, so folders are pushed in reverse.
    for (const entry of entries.toReversed()) {
      if (entry.isFolder) waiting.push({ folder: joinBytes(folder, entry.raw), path: `${path}/${entry.name}` })
    }
  }
}

/** Where a path leads, one character a byte. */
async function realName(path: Buffer): Promise<string> {
  return realpath(path, { encoding: 'latin1' })
}

async function checkLink(
  link: Buffer,
  folder: Buffer,
  realRoot: string,
): Promise<{ readonly code: 'link-loop' | 'unsafe-name' | 'unreadable'; readonly why: string } | null> {
  let target: string
  try {
    target = await realName(link)
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
  const realFolder = await realName(folder)
  if (realFolder === target || realFolder.startsWith(target + sep)) {
    return { code: 'link-loop', why: 'this link leads back to a folder it is in; it was not followed' }
  }
  return null
}

function refused(path: string, code: OpenedRefusal['code'], why: string): OpenedRefusal {
  return { kind: 'refused', path, within: [], code, why, files: 1 }
}
