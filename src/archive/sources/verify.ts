/**
 * Prove that everything that cannot be made again is what it was: every original and every text of a chapter is read
 * and its SHA-256 computed anew, and the database is asked whether its own structure is sound.
 *
 * What is found is a sentence that names the thing. One damaged original does not keep the others from being checked.
 */
import { createHash } from 'node:crypto'
import type { Db } from '../../platform/db/database.ts'
import { listStructuralDamage } from '../../platform/db/integrity.ts'
import { type ChunkMemory, readSource } from './open.ts'
import { DamagedSource, type Source, sha256Of } from './source.ts'
import { countKept, getText, listEntrySources, listTexts, listWholeSources } from './store.ts'

interface VerifyReport {
  /** How many originals were checked. */
  readonly sources: number
  /** How many texts of chapters were checked. */
  readonly versions: number
  /** One sentence for each thing that is damaged. */
  readonly problems: readonly string[]
}

type VerifyProgress = (step: { readonly done: number; readonly total: number }) => void

const PAGE = 200

export async function verifySources(db: Db, onProgress: VerifyProgress = () => {}): Promise<VerifyReport> {
  const kept = await countKept(db)
  const total = kept.sources + kept.texts
  const problems = [...(await listStructuralDamage(db))]
  let sources = 0
  let versions = 0
  const step = (problem: string | undefined): void => {
    if (problem !== undefined) problems.push(problem)
    onProgress({ done: sources + versions, total: Math.max(total, sources + versions) })
  }
  const memory: ChunkMemory = {}
  for await (const source of allSources(db)) {
    sources++
    step(await checkSource(db, source, memory))
  }
  for await (const problem of checkTexts(db)) {
    versions++
    step(problem)
  }
  return { sources, versions, problems }
}

async function* allSources(db: Db): AsyncGenerator<Source> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = await listWholeSources(db, after, PAGE)
    yield* page
    after = page.at(-1)?.sha256
  }
  for (let after: Source | undefined; ; ) {
    const page = await listEntrySources(db, after, PAGE)
    if (page.length === 0) return
    yield* page
    after = page.at(-1)
  }
}

async function checkSource(db: Db, source: Source, memory: ChunkMemory): Promise<string | undefined> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const bytes of readSource(db, source, memory)) {
      hash.update(bytes)
      size += bytes.length
    }
  } catch (error) {
    if (error instanceof DamagedSource) return `original ${source.sha256}: ${error.message}`
    throw error
  }
  if (size !== source.size) return `original ${source.sha256}: it has ${size} bytes instead of ${source.size}`
  return hash.digest('hex') === source.sha256 ? undefined : `original ${source.sha256}: its bytes are not what was kept`
}

/** One turn for each text: undefined when it is sound. */
async function* checkTexts(db: Db): AsyncGenerator<string | undefined> {
  for (let after = 0; ; ) {
    const page = await listTexts(db, after, PAGE)
    const last = page.at(-1)
    if (last === undefined) return
    for (const text of page) {
      const isSound = sha256Of(await getText(db, text.id)) === text.sha256
      yield isSound
        ? undefined
        : `work ${text.workId}, chapter ${text.chapter}, version ${text.number}: its text is not what was kept`
    }
    after = last.id
  }
}
