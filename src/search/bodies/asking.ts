/**
 * Answers questions of the index, whichever file it is in at the moment: another thread or process may have put a new
 * one in its place since the last question.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/tables.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import { archiveMark } from './catalogue-store.ts'
import { readCommonWords } from './common-words.ts'
import { BUDGET, type Budget, type Gathered, gatherWords, type Search, type Share, scoreWords } from './find.ts'
import { identityOf, isDamage } from './keep.ts'
import type { Passage } from './passage.ts'
import { findPassages } from './passages.ts'
import { hasTables, openIndexFile, readFact } from './schema.ts'
import { visibleRows } from './visible.ts'
import { type LikeWords, readLikeWords } from './vocabulary.ts'
import type { FoundWords, LikeWord, TextPart } from './word-index.ts'

type Db = Kysely<Tables>

export type AskingTask =
  | { readonly kind: 'gather'; readonly viewer: Viewer; readonly part: TextPart; readonly share: Share }
  | { readonly kind: 'score'; readonly viewer: Viewer; readonly part: TextPart }
  | {
      readonly kind: 'passages'
      readonly viewer: Viewer
      readonly works: readonly number[]
      readonly parts: readonly TextPart[]
    }
  | { readonly kind: 'like'; readonly viewer: Viewer; readonly word: string; readonly size: number }
  /** Lets go of the file, so that another can be put in its place. */
  | { readonly kind: 'release' }

export type AskingAnswer = FoundWords | Gathered | ReadonlyMap<number, readonly Passage[]> | readonly LikeWord[] | null

export interface Asker extends Disposable {
  readonly gather: (viewer: Viewer, part: TextPart, share: Share) => Promise<Gathered | null>
  readonly score: (viewer: Viewer, part: TextPart) => Promise<FoundWords | null>
  readonly passages: (
    viewer: Viewer,
    wanted: { readonly works: readonly number[]; readonly parts: readonly TextPart[] },
  ) => Promise<ReadonlyMap<number, readonly Passage[]> | null>
  readonly like: (viewer: Viewer, word: string, size: number) => Promise<readonly LikeWord[] | null>
  readonly release: () => void
}

interface Opened {
  readonly search: Search
  readonly identity: string
  likeWords: { readonly counted: string | null; readonly find: LikeWords } | null
}

export function indexAsker(db: Db, path: string, budget: Budget = BUDGET): Asker {
  let opened: Opened | null = null

  function release(): void {
    opened?.search.file.close()
    opened = null
  }

  /** Null where there is no index of this archive. */
  async function current(): Promise<Opened | null> {
    const identity = identityOf(path)
    if (opened !== null && opened.identity === identity) return opened
    release()
    if (identity === '') return null
    const file = openIndexFile(path, true)
    try {
      if (hasTables(file) && readFact(file, 'archive') === (await archiveMark(db))) {
        opened = {
          search: { file, visible: visibleRows(file), common: readCommonWords(file), budget },
          identity,
          likeWords: null,
        }
        return opened
      }
    } catch (error) {
      file.close()
      throw error
    }
    file.close()
    return null
  }

  async function ask<T>(answer: (opened: Opened) => T | Promise<T>): Promise<T | null> {
    try {
      const index = await current()
      return index === null ? null : await answer(index)
    } catch (error) {
      release()
      // Whoever keeps the index finds out too, and builds it anew.
      if (isDamage(error)) return null
      throw error
    }
  }

  return {
    gather: async (viewer, part, share) => ask(({ search }) => gatherWords(search, viewer, part, share)),
    score: async (viewer, part) => ask(({ search }) => scoreWords(search, viewer, part)),
    passages: async (viewer, wanted) => ask(async ({ search }) => findPassages(db, search, viewer, wanted)),
    like: async (viewer, word, size) => ask((index) => likeVisible(index, viewer, { word, size })),
    release,
    [Symbol.dispose]: release,
  }
}

const MOST_COUNTED = 1000
/** Words that are looked at for each one wanted, since some may stand in hidden texts only. */
const LOOKED_AT = 5

function likeVisible(opened: Opened, viewer: Viewer, wanted: { word: string; size: number }): LikeWord[] {
  const { file, visible } = opened.search
  visible.update()
  const counted = readFact(file, 'vocabulary')
  if (opened.likeWords === null || opened.likeWords.counted !== counted) {
    opened.likeWords = { counted, find: readLikeWords(file) }
  }
  const workOf = visible.chapterFinder(viewer)
  const rows = file.database.prepare('select rowid from words where words match ?')
  rows.setReturnArrays(true)
  const found: LikeWord[] = []
  for (const { word } of opened.likeWords.find(wanted.word, wanted.size * LOOKED_AT)) {
    if (found.length === wanted.size) break
    let count = 0
    for (const [chapter] of rows.iterate(`"${word}"`) as Iterable<unknown> as Iterable<[number]>) {
      if (workOf(chapter) !== 0 && ++count === MOST_COUNTED) break
    }
    if (count > 0) found.push({ word, count })
  }
  return found
}
