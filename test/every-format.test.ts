/** That one folder of every format becomes the expected catalogue, and every file of it is accounted for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { countOutcomes, findBatch, listOutcomes } from '../src/archive/imports/report-store.ts'
import { EVERY_FORMAT } from '../src/archive/imports/testing/every-format.ts'
import { openShelf } from '../src/archive/imports/testing/shelf.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { ficarium } from './program.ts'

const EXPECTED = EVERY_FORMAT.flatMap(({ works }) => works)

function sum(of: (files: (typeof EVERY_FORMAT)[number]) => number): number {
  return EVERY_FORMAT.reduce((total, files) => total + of(files), 0)
}

interface Shown {
  readonly title: string
  readonly authors: readonly string[]
  readonly chapters: number
  readonly replies: number
}

function byTitle(works: readonly Shown[]): Shown[] {
  return works.toSorted((a, b) => (a.title < b.title ? -1 : 1))
}

async function catalogueOf(db: Db): Promise<Shown[]> {
  const works = await db.selectFrom('work').select(['id', 'title', 'review_count']).execute()
  const names = await db
    .selectFrom('creator')
    .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
    .select(['work_id', 'name'])
    .orderBy('creator.position')
    .execute()
  const chapters = await db.selectFrom('chapter').select('work_id').execute()
  return byTitle(
    works.map(({ id, title, review_count }) => ({
      title,
      authors: names.filter((name) => name.work_id === id).map(({ name }) => name),
      chapters: chapters.filter((chapter) => chapter.work_id === id).length,
      replies: review_count,
    })),
  )
}

describeOnBothEngines('a folder of every format', (open) => {
  test('becomes the expected catalogue, and its files are works, parts, duplicates and refused', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    for (const { files } of EVERY_FORMAT) for (const [path, bytes] of Object.entries(files)) shelf.put(path, bytes)
    const { counts, batchId, findings } = await shelf.run()
    expect(await catalogueOf(db)).toEqual(byTitle(EXPECTED))
    expect(counts).toMatchObject({
      files: sum(({ met }) => met),
      containers: sum(({ containers }) => containers),
      siteFiles: 0,
      works: { added: EXPECTED.length, changed: 0, unchanged: 0 },
    })
    expect(counts.files).toBe(counts.parts + counts.duplicates + counts.refused + counts.siteFiles)
    const batch = await findBatch(db, batchId)
    const outcomes = await countOutcomes(db, { key: batch?.key ?? 0 })
    const { container, ...became } = outcomes
    expect(Object.values(became).reduce((all, each) => all + each)).toBe(counts.files)
    expect(outcomes).toMatchObject({ first: EXPECTED.length, refused: counts.refused, waiting: 0 })
    expect(container).toBe(counts.containers)
    expect(batch?.ended?.findings).toEqual(findings)
    expect(counts.doubtful).toBe(sum(({ doubtful }) => doubtful))
    const reports = await Array.fromAsync(listOutcomes(db, batchId))
    const wrong = EVERY_FORMAT.flatMap(({ name, files, refused, duplicates }) => {
      const paths = new Set(Object.keys(files).map((path) => `shelf/${path}`))
      const own = reports.filter(({ path, within }) => paths.has(within[0] ?? path))
      const ofOutcome = (outcome: string): number => own.filter((file) => file.outcome === outcome).length
      const isRight =
        (refused === null || ofOutcome('refused') === refused) &&
        (duplicates === null || ofOutcome('duplicate') === duplicates)
      return isRight ? [] : [`${name}: ${own.map(({ path, outcome }) => `${path} ${outcome}`).join()}`]
    })
    expect(wrong).toEqual([])
    const before = await shelf.catalogue()
    expect((await shelf.run()).counts.works).toMatchObject({ added: 0, changed: 0 })
    expect(await shelf.catalogue()).toEqual(before)
  })
})

test('`ficarium import` of it ends with 1, since a person has to look, and names every file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-every-format-'))
  try {
    for (const { files } of EVERY_FORMAT)
      for (const [path, bytes] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, 'shelf', path)), { recursive: true })
        writeFileSync(join(folder, 'shelf', path), bytes)
      }
    const { exitCode, out, err } = await ficarium([
      'import',
      '--json',
      join(folder, 'shelf'),
      '--data',
      join(folder, 'data'),
    ])
    expect(exitCode).toBe(1)
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const outcomes = events.filter(({ event, outcome }) => event === 'outcome' && outcome !== 'container')
    expect(outcomes).toHaveLength(sum(({ met }) => met))
    expect(outcomes.filter(({ outcome }) => outcome === 'first')).toHaveLength(EXPECTED.length)
    expect(err).toContain('look at first:')
    expect(err).toMatch(/× A format that is not read yet \[format-not-read-yet\]/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
