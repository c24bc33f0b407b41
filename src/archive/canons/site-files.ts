/**
 * Loads site files, what typed signs meant at sites and lists: those that come with the program, then those of the
 * archivist in `DATA/sites/`, which replace a file of the same name. A file with mistakes is left out and each named.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Convention, readConvention } from '../../intake/conventions/index.ts'
import { listYamlFiles } from './yaml-files.ts'

export interface Conventions {
  readonly conventions: readonly Convention[]
  /** "sites/my-list.yaml, line 12: …" */
  readonly problems: readonly string[]
}

const OWN_SITES = fileURLToPath(new URL('../../../sites', import.meta.url))

export async function loadConventions(dataDirectory: string | null): Promise<Conventions> {
  const conventions = new Map<string, Convention>()
  const problems: string[] = []
  const folders = dataDirectory === null ? [OWN_SITES] : [OWN_SITES, join(dataDirectory, 'sites')]
  for (const folder of folders) {
    for (const name of await listYamlFiles(folder)) {
      const key = name.replace(/\.ya?ml$/i, '')
      const read = readConvention(key, await readFile(join(folder, name), 'utf8'))
      if (read.ok) conventions.set(key, read.convention)
      else problems.push(...read.problems.map((problem) => `sites/${name}, line ${problem.line}: ${problem.what}`))
    }
  }
  return { conventions: [...conventions.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)), problems }
}
