/** A folder of invented stories that a test fills, changes and imports into a database of its own. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Db, inTransaction } from '../../../platform/db/database.ts'
import { type Canons, loadCanons, saveCanons } from '../../canons/index.ts'
import { exportCanonical } from '../../exports/index.ts'
import type { DecidedFinding } from '../decisions-store.ts'
import { runImport } from '../import.ts'
import type { ImportEvent, ImportReport } from '../import-request.ts'
import { makeAgain, type Remade } from '../make-again.ts'

export interface Shelf extends Disposable {
  readonly folder: string
  readonly put: (path: string, content: string | Uint8Array) => void
  readonly remove: (path: string) => void
  readonly move: (from: string, to: string) => void
  /** Imports the whole folder, or only what is named below it. */
  readonly run: (options?: RunOptions) => Promise<ImportReport>
  /** Makes the works again that a decision is about. */
  readonly makeAgain: (decided: readonly DecidedFinding[]) => Promise<Remade>
  readonly works: () => Promise<readonly ExportedWork[]>
  readonly catalogue: () => Promise<readonly string[]>
}

export interface RunOptions {
  readonly only?: readonly string[]
  readonly isHeld?: boolean
  readonly canons?: Canons
  readonly convention?: string
  readonly onEvent?: (event: ImportEvent) => void
}

export interface ExportedWork {
  readonly title: string
  readonly visibility: string
  readonly creators: readonly { readonly name: string }[]
  readonly chapters: readonly {
    readonly versions: readonly { readonly reason: string; readonly html: string; readonly isCurrent: boolean }[]
    readonly sections: readonly { readonly block_id: string | null }[]
  }[]
  readonly findings: readonly {
    readonly kind: string
    readonly code: string
    readonly state: string
    readonly block_id: string | null
    readonly before: string | null
    readonly after: string | null
    readonly line: number | null
  }[]
}

const SHIPPED = await loadCanons(null)

export async function openShelf(db: Db): Promise<Shelf> {
  const root = mkdtempSync(join(tmpdir(), 'ficarium-shelf-'))
  const folder = join(root, 'shelf')
  mkdirSync(folder)
  await inTransaction(db, (tx) => saveCanons(tx, SHIPPED.canons))
  const catalogue = (): Promise<string[]> => Array.fromAsync(exportCanonical(db))
  const at = (path: string): string => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    return file
  }
  return {
    folder,
    put: (path, content) => writeFileSync(at(path), content),
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    move: (from, to) => renameSync(join(folder, from), at(to)),
    run: ({ only, isHeld = false, canons = SHIPPED, convention, onEvent = () => {} } = {}) =>
      runImport(db, {
        paths: only?.map((path) => join(folder, path)) ?? [folder],
        canons,
        convention: convention ?? null,
        isHeld,
        now: () => '2026-01-02T03:04:05.678Z',
        onEvent,
      }),
    makeAgain: (decided) =>
      makeAgain(
        db,
        decided.flatMap(({ workId }) => workId ?? []),
        { canons: SHIPPED, batchId: decided[0]?.batchId ?? 0, now: () => '2026-01-02T03:04:05.678Z' },
      ),
    catalogue,
    async works() {
      const lines = (await catalogue()).map((line) => JSON.parse(line) as { record: string })
      return lines.filter((line) => line.record === 'work') as unknown as ExportedWork[]
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** About `words` words that are one story for each seed, a paragraph a sentence or two. */
export function prose(seed: number, words = 160): string {
  const sentences: string[] = []
  for (let i = 0; i * 8 < words; i++)
    sentences.push(`Maren crossed bridge ${seed * 1000 + i} and counted lantern ${seed * 77 + i}.`)
  return sentences.join(' ')
}

interface StoryOptions {
  readonly author?: string | null
  readonly rest?: string
  readonly words?: number
}

export function story(title: string, seed: number, more: StoryOptions = {}): string {
  const author = more.author === null ? '' : `Author: ${more.author ?? 'Tove'}\n`
  return `Title: ${title}\n${author}Rating: PG\nSummary: A walk.\n\n${prose(seed, more.words)}\n\n${more.rest ?? 'She went home.'}\n`
}
