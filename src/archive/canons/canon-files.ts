/**
 * Loads canon files: those that come with the program, then those of the archivist in `DATA/canons/`, which replace a
 * file of the same name. A file with mistakes is left out and each mistake named; it never stops an import.
 *
 * To parse twenty files takes a third of a second, which every command would pay. So what ours say is kept beside them
 * in `compiled.json` by the hash of each file (`node scripts/compile-canons.ts` writes it); a file whose hash is another
 * is parsed.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Canon, canonHash, readCanon } from '../../intake/canon/index.ts'
import { type Convention, conventionHash } from '../../intake/conventions/index.ts'
import { INTAKE_VERSION } from '../../intake/intake.ts'
import { loadConventions } from './site-files.ts'
import { isMissing, listYamlFiles } from './yaml-files.ts'

export interface Canons {
  readonly canons: readonly Canon[]
  /** What typed signs meant at the sites and lists that texts are from. */
  readonly conventions: readonly Convention[]
  /** Of canons and conventions. */
  readonly hash: string
  /** Changes when intake, a canon or a convention does: then what was read before is read again. */
  readonly version: string
  /** "my.yaml, line 12: …" */
  readonly problems: readonly string[]
}

/** What canon files say, by the SHA-256 of the file. */
export type CompiledCanons = Readonly<Record<string, Canon>>

export const OWN_CANONS = fileURLToPath(new URL('../../../canons', import.meta.url))
export const COMPILED_CANONS = join(OWN_CANONS, 'compiled.json')

/** `dataDirectory` may be absent or have no canons of its own. */
export async function loadCanons(dataDirectory: string | null): Promise<Canons> {
  const canons = new Map<string, Canon>()
  const problems: string[] = []
  const folders = dataDirectory === null ? [OWN_CANONS] : [OWN_CANONS, join(dataDirectory, 'canons')]
  const compiled = await readCompiled()
  for (const folder of folders) {
    for (const name of await listYamlFiles(folder)) {
      const key = name.replace(/\.ya?ml$/i, '')
      const yaml = await readFile(join(folder, name), 'utf8')
      const known = compiled[fileHash(yaml)]
      // The key is the name of the file, so a copy of ours under another name is another canon.
      const read = known?.key === key ? ({ ok: true, canon: known } as const) : readCanon(key, yaml)
      if (read.ok) canons.set(key, read.canon)
      else problems.push(...read.problems.map((problem) => `${name}, line ${problem.line}: ${problem.what}`))
    }
  }
  const sorted = [...canons.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const sites = await loadConventions(dataDirectory)
  const hash = fileHash(canonHash(sorted) + conventionHash(sites.conventions))
  return {
    canons: sorted,
    conventions: sites.conventions,
    hash,
    version: `${INTAKE_VERSION} ${hash}`,
    problems: [...problems, ...sites.problems],
  }
}

export function fileHash(yaml: string): string {
  return createHash('sha256').update(yaml).digest('hex')
}

/** Without it everything works as well, but later. */
async function readCompiled(): Promise<CompiledCanons> {
  try {
    return JSON.parse(await readFile(COMPILED_CANONS, 'utf8')) as CompiledCanons
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) return {}
    throw error
  }
}
