import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { writeChange } from '../../platform/db/change-log.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { readAllWorks, readTags, readWorks, type WorkDocument } from '../documents/index.ts'
import type { Question } from '../question.ts'
import { openTagIndex, type TagIndex } from './index.ts'
import { snapshotPath } from './snapshot.ts'
import type { Tags } from './terms-of-work.ts'
import { question, tags, works } from './testing/arbitraries.ts'
import { naiveAnswer } from './testing/naive.ts'
import { plantNames, plantTags, plantWork, storable } from './testing/plant.ts'

const SEED = Number(process.env['FICARIUM_SEED'])
/** The fullest of some. */
const WORKS = storable(
  fc.sample(works, { numRuns: 20, seed: SEED }).reduce((a, b) => (b.length > a.length ? b : a)),
).slice(0, 90)
const TAGS = fc.sample(tags, { numRuns: 1, seed: SEED })[0] as Tags
const QUESTIONS = fc.sample(question, { numRuns: 60, seed: SEED })
const EVERYTHING: Question = {
  viewer: { kind: 'archivist' },
  condition: { kind: 'all', of: [] },
  sort: { by: 'title', isDescending: false },
  size: 500,
  facets: ['fandom'],
  top: 100,
}

const VIEWERS: readonly Viewer[] = [
  { kind: 'guest' },
  { kind: 'member' },
  { kind: 'author-of', penNameIds: [] },
  { kind: 'author-of', penNameIds: [1, 4] },
  { kind: 'archivist' },
]

/** What may befall a file: it is missing, empty, cut off, of another version, damaged here or there, no such file at all. */
const DAMAGES: readonly ((path: string) => void)[] = [
  (path) => rmSync(path),
  (path) => truncateSync(path, 0),
  (path) => truncateSync(path, 100),
  (path) => truncateSync(path, readFileSync(path).length - 1),
  (path) => flip(path, 14),
  (path) => flip(path, 80),
  (path) => flip(path, Math.floor(readFileSync(path).length * 0.7)),
  (path) => writeFileSync(path, 'Dear diary'.repeat(100)),
]

describeOnBothEngines('the tag index', (open) => {
  let db: Db
  let settings: Parameters<typeof openTagIndex>[0]

  beforeEach(async () => {
    const opened = await open()
    db = opened.db
    settings = { database: opened.config, directory: opened.config.dataDirectory, worthSharing: 0 }
    await inTransaction(db, async (tx) => {
      await plantTags(tx, TAGS)
      await plantNames(tx)
      for (const work of WORKS) await plantWork(tx, work)
    })
  })

  async function ready(): Promise<TagIndex> {
    const index = openTagIndex(settings)
    await index.refresh()
    return index
  }

  test('reads works and tags as they are stored', async () => {
    const all: WorkDocument[] = []
    for await (const portion of readAllWorks(db)) all.push(...portion)
    expect(all.map(sorted)).toEqual(WORKS.map(sorted))
    expect(
      (
        await readWorks(
          db,
          WORKS.map((work) => work.key),
        )
      ).map(sorted),
    ).toEqual(WORKS.map(sorted))
    expect(await readTags(db)).toEqual(TAGS)
  })

  test('answers nothing while it warms up, and then as the store would', async () => {
    await using index = openTagIndex(settings)
    expect(index.state().kind).toBe('warming')
    expect(await index.ask(EVERYTHING)).toBeNull()
    await index.refresh()
    expect(await listWrong(index, WORKS, TAGS)).toEqual([])
  })

  test('shows everybody the works that lists show them', async () => {
    await using index = await ready()
    for (const viewer of VIEWERS) {
      const rows = await db.selectFrom('work').select('id').where(visibleTo(viewer)).execute()
      const answer = await index.ask({ ...EVERYTHING, viewer })
      expect(answer?.works.toSorted(byNumber)).toEqual(rows.map((row) => row.id).toSorted(byNumber))
    }
  })

  test('sorts titles and names as the store does', async () => {
    await using index = await ready()
    const rows = await db.selectFrom('work').select('id').orderBy('sort_title').orderBy('id').execute()
    expect((await index.ask(EVERYTHING))?.works).toEqual(rows.map((row) => row.id))
  })

  test('takes works that were added, changed, withdrawn and removed', async () => {
    await using index = await ready()
    const after = await inTransaction(db, changeSomeWorks)
    await index.refresh()
    expect(await listWrong(index, after, TAGS)).toEqual([])
    expect(index.state().works).toBe(after.length)
  })

  test('finds works under what their tags lead to now', async () => {
    await using index = await ready()
    const after = await inTransaction(db, changeSomeTags)
    await index.refresh()
    expect(await listWrong(index, WORKS, after)).toEqual([])
  })

  test('begins again where it was, with what changed meanwhile', async () => {
    await (await ready())[Symbol.asyncDispose]()
    const bytes = readFileSync(snapshotPath(settings.directory))
    const after = await inTransaction(db, changeSomeWorks)
    const tagsAfter = await inTransaction(db, changeSomeTags)
    await using index = await ready()
    expect(await listWrong(index, after, tagsAfter)).toEqual([])
    // It was read, not made anew.
    expect(readFileSync(snapshotPath(settings.directory)).equals(bytes)).toBe(true)
  })

  test('makes itself anew when its file is of no use', async () => {
    for (const damage of DAMAGES) {
      await (await ready())[Symbol.asyncDispose]()
      damage(snapshotPath(settings.directory))
      await using index = await ready()
      expect(await index.ask(EVERYTHING)).toEqual(naiveAnswer({ works: WORKS, tags: TAGS }, EVERYTHING))
    }
  })

  test('does not take the file of another archive, or of a later day of this one', async () => {
    await writeChange(db, { table: 'work', rowId: 1, change: 'changed' })
    await (await ready())[Symbol.asyncDispose]()
    await db.deleteFrom('change_log').execute()
    await db.deleteFrom('series_entry').execute()
    await writeChange(db, { table: 'news', rowId: 1, change: 'changed' })
    await using index = await ready()
    const without = WORKS.map((work) => ({ ...work, series: [], offeredSeries: [] }))
    expect(await listWrong(index, without, TAGS)).toEqual([])
  })
})

/** The questions that it answers in another way than looking at every work does. Each is put twice at once, so that both threads answer it. */
async function listWrong(index: TagIndex, all: readonly WorkDocument[], tagsOfAll: Tags): Promise<readonly Question[]> {
  const archive = { works: all.filter((work) => work.visibility !== 'withdrawn'), tags: tagsOfAll }
  const wrong: Question[] = []
  for (const each of [EVERYTHING, ...QUESTIONS]) {
    const expected = naiveAnswer(archive, each)
    const answers = await Promise.all([index.ask(each), index.ask(each)])
    if (!answers.every((answer) => isDeepStrictEqual(answer, expected))) wrong.push(each)
  }
  return wrong
}

async function changeSomeWorks(db: Db): Promise<readonly WorkDocument[]> {
  const [added, changed] = [WORKS.slice(0, 5), WORKS.slice(5, 20)]
  const after = new Map(WORKS.map((work) => [work.key, work]))
  const save = async (work: WorkDocument): Promise<void> => {
    await plantWork(db, work)
    await writeChange(db, { table: 'work', rowId: work.key, change: 'changed' })
    after.set(work.key, work)
  }
  for (const work of added) await save({ ...work, key: work.key + 2000 })
  for (const [i, work] of changed.entries())
    await save({ ...(WORKS[i + 30] as WorkDocument), key: work.key, ...(i < 3 && { visibility: 'withdrawn' }) })
  for (const work of WORKS.slice(20, 25)) {
    await db.deleteFrom('work').where('id', '=', work.key).execute()
    await writeChange(db, { table: 'work', rowId: work.key, change: 'removed' })
    after.delete(work.key)
  }
  return [...after.values()].filter((work) => work.visibility !== 'withdrawn').toSorted((a, b) => a.key - b.key)
}

/** Canonical tags without anything above or below them become synonyms of the first of their kind. */
async function changeSomeTags(db: Db): Promise<Tags> {
  const isUsed = new Set(
    [...TAGS].flatMap(([key, { canonical, under }]) => [canonical, ...under].filter((k) => k !== key)),
  )
  const first = new Map<string, number>()
  for (const [key, tag] of TAGS) {
    if (tag.canonical !== key || tag.under.length > 1 || isUsed.has(key)) continue
    const canonical = first.get(tag.kind)
    if (canonical === undefined) {
      first.set(tag.kind, key)
      continue
    }
    await db.updateTable('tag').set({ canonical_id: canonical }).where('id', '=', key).execute()
    await writeChange(db, { table: 'tag', rowId: key, change: 'changed' })
  }
  const after = await readTags(db)
  expect(after).not.toEqual(TAGS)
  return after
}

function sorted(work: WorkDocument): WorkDocument {
  return {
    ...work,
    tags: work.tags.toSorted(byNumber),
    series: work.series.toSorted(byNumber),
    offeredSeries: work.offeredSeries.toSorted(byNumber),
    tellers: work.tellers.toSorted(),
    hiddenTellers: work.hiddenTellers.toSorted(),
    narrators: work.narrators.toSorted(),
    hiddenNarrators: work.hiddenNarrators.toSorted(),
    settings: work.settings.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }
}

function byNumber(a: number, b: number): number {
  return a - b
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] as number) ^ 0xff
  writeFileSync(path, bytes)
}

describe('openTagIndex', () => {
  test('says why it cannot be had, and answers nothing', async () => {
    await using index = openTagIndex({
      database: { dataDirectory: '/dev/null/nowhere', databaseUrl: null },
      directory: '/dev/null',
    })
    await index.refresh()
    expect(index.state()).toMatchObject({ kind: 'failed', why: expect.stringContaining('nowhere') as string })
    expect(await index.ask(EVERYTHING)).toBeNull()
    expect(await index.random({ kind: 'guest' }, EVERYTHING.condition)).toBeNull()
  })
})
