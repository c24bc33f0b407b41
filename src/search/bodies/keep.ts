/**
 * Keeps an index in use: opens it, sees whether it is one of this archive, builds it where it is not, and follows.
 *
 * Everything is done in steps of a few seconds at most, so that whoever waits can be told how far it is, and ends it
 * between two of them.
 */
import { statSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/tables.ts'
import { asideOf, type IndexBuild, removeIndexFile, startBuild } from './build.ts'
import { archiveMark } from './catalogue-store.ts'
import { isSampleOutgrown } from './common-words.ts'
import type { Cutter } from './cut-texts.ts'
import { countWaiting, followOnce, isPlaceOf } from './follow.ts'
import { hasTables, type IndexFile, openIndexFile, readFact } from './schema.ts'
import { countVocabulary, isVocabularyOld } from './vocabulary.ts'

type Db = Kysely<Tables>

export interface KeptState {
  /** Whether there is an index to ask. */
  readonly isReady: boolean
  readonly chapters: number
  readonly waiting: number
  /** Whether there is more to do now. */
  readonly hasMore: boolean
  /** A build is done: the next step swaps it, and nobody of this process may have the index open then. */
  readonly isToBeSwapped: boolean
}

export interface IndexKeeper extends Disposable {
  readonly step: () => Promise<KeptState>
  /** From the next step on the index is built anew. */
  readonly rebuild: () => void
}

export function indexKeeper(db: Db, path: string, cutter?: Cutter): IndexKeeper {
  let file: IndexFile | null = null
  let opened = ''
  let build: IndexBuild | null = null
  let isBuilt = false
  let isRebuilding = false

  function close(): void {
    file?.close()
    file = null
  }

  async function open(): Promise<void> {
    if (file !== null && opened === identityOf(path)) return
    close()
    file = await openUsable(db, path)
    opened = identityOf(path)
  }

  async function step(): Promise<KeptState> {
    if (build !== null && isBuilt) {
      close()
      await cutter?.rest()
      build.swap()
      build = null
      isBuilt = false
      isRebuilding = false
      await open()
      // It can be asked from now on; what it does not know yet comes with the next step.
      return report(true)
    }
    await open()
    if (file === null || isRebuilding) {
      build ??= await startBuild(db, path, cutter?.cut)
      isBuilt = !(await build.step())
      return report(true)
    }
    const hasMore = (await followOnce(db, file)) || countIfOld(file)
    if (hasMore) isRebuilding ||= isSampleOutgrown(file)
    return report(hasMore)
  }

  function report(hasMore: boolean): KeptState {
    const chapters = file === null ? (build?.chapters() ?? 0) : chaptersIn(file)
    const waiting = file === null ? 0 : countWaiting(file)
    return { isReady: file !== null, chapters, waiting, hasMore, isToBeSwapped: isBuilt }
  }

  return {
    async step() {
      try {
        return await step()
      } catch (error) {
        if (!isDamage(error)) throw error
        // What is no database any more is built anew; there is nothing in it that the catalogue does not have.
        removeIndexFile(build === null ? path : asideOf(path))
        close()
        build?.[Symbol.dispose]()
        build = null
        isBuilt = false
        return { isReady: false, chapters: 0, waiting: 0, hasMore: true, isToBeSwapped: false }
      }
    },
    rebuild() {
      isRebuilding = true
    },
    [Symbol.dispose]() {
      close()
      build?.[Symbol.dispose]()
    },
  }
}

/** Which file stands under a name; empty where there is none. */
export function identityOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? '' : `${found.dev} ${found.ino}`
}

const CORRUPT = 11
const NOT_A_DATABASE = 26

/** Whether SQLite says that a file is damaged; the lower half of its codes says what, the upper where. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  const code = Number(error.errcode) & 0xff
  return code === CORRUPT || code === NOT_A_DATABASE
}

/** Null where the index is missing, damaged, of another version or of another archive. */
async function openUsable(db: Db, path: string): Promise<IndexFile | null> {
  if (identityOf(path) === '') return null
  let file: IndexFile | undefined
  try {
    file = openIndexFile(path)
    const isOurs = hasTables(file) && readFact(file, 'archive') === (await archiveMark(db))
    if (isOurs && (await isPlaceOf(db, file))) return file
  } catch (error) {
    if (!isDamage(error)) {
      file?.close()
      throw error
    }
  }
  file?.close()
  return null
}

function countIfOld(file: IndexFile): boolean {
  if (!isVocabularyOld(file)) return false
  countVocabulary(file)
  return true
}

function chaptersIn({ database }: IndexFile): number {
  return Number(database.prepare('select count(*) as rows from chapter').get()?.['rows'] ?? 0)
}
