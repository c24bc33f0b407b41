/**
 * Loads canon files: those that come with the program, then those of the archivist in `DATA/canons/`, which replace a
 * file of the same name. A file with mistakes is left out and each mistake named; it never stops an import.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Canon, canonHash, readCanon } from '../../intake/canon/index.ts'
import { INTAKE_VERSION } from '../../intake/intake.ts'

export interface Canons {
  readonly canons: readonly Canon[]
  readonly hash: string
  /** Changes when intake or a canon does: then what was read before is read again. */
  readonly version: string
  /** "my.yaml, line 12: …" */
  readonly problems: readonly string[]
}

const OWN_FOLDER = fileURLToPath(new URL('../../../canons', import.meta.url))

/** `dataDirectory` may be absent or have no canons of its own. */
export async function loadCanons(dataDirectory: string | null): Promise<Canons> {
  const canons = new Map<string, Canon>()
  const problems: string[] = []
  const folders = dataDirectory === null ? [OWN_FOLDER] : [OWN_FOLDER, join(dataDirectory, 'canons')]
  for (const folder of folders) {
    for (const name of await listCanonFiles(folder)) {
      const key = name.replace(/\.ya?ml$/i, '')
      const read = readCanon(key, await readFile(join(folder, name), 'utf8'))
      if (read.ok) canons.set(key, read.canon)
      else problems.push(...read.problems.map((problem) => `${name}, line ${problem.line}: ${problem.what}`))
    }
  }
  const sorted = [...canons.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const hash = canonHash(sorted)
  return { canons: sorted, hash, version: `${INTAKE_VERSION} ${hash}`, problems }
}

async function listCanonFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /\.ya?ml$/i.test(name)).toSorted()
  } catch (error) {
    // Most archives have no canon files of their own.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
