import { beforeEach, expect, test } from 'vitest'
import { type Canon, readCanon } from '../../../intake/canon/index.ts'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { changeMapping, type MappingOutcome, printMapping } from './change-mapping.ts'
import { mapSite } from './map-site.ts'
import { findSiteByKey } from './rescued-site-store.ts'
import { type PlantedSite, plantSite, plantSiteWork } from './testing/planted-site.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const KEY = 'efiction The Shelf'

describeOnBothEngines('changeMapping', (open) => {
  let db: Db
  let site: PlantedSite

  beforeEach(async () => {
    db = (await open()).db
    site = await plantSite(db, 'The Shelf', [
      { kind: 'category', name: 'Oil & Fog' },
      { kind: 'category', name: 'Season One', under: 'Oil & Fog' },
      { kind: 'character', name: 'Tobin', under: 'Oil & Fog' },
      { kind: 'class', name: 'Angst', type: 'Genres' },
      { kind: 'rating', name: 'Midnight' },
    ])
    await plantSiteWork(db, site, 'One', ['category Season One', 'character Tobin', 'class Angst', 'rating Midnight'])
    await plantSiteWork(db, site, 'Two', ['class Angst'])
    await mapSite(db, site.id, [], { now: NOW })
  })

  async function change(lines: string, more: { canons?: readonly Canon[]; isDryRun?: boolean } = {}) {
    const { canons = [], ...options } = more
    return changeMapping(db, `key: ${KEY}\n${lines}`, canons, { now: NOW, ...options })
  }

  async function printed(): Promise<string> {
    const found = await findSiteByKey(db, KEY)
    if (found === undefined) throw new Error('the site is gone')
    return printMapping(db, found)
  }

  async function tags(): Promise<string[]> {
    const rows = await db
      .selectFrom('work_tag')
      .innerJoin('work', 'work.id', 'work_tag.work_id')
      .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
      .select(['title', 'kind', 'tag.name'])
      .orderBy('title')
      .orderBy('work_tag.position')
      .execute()
    return rows.map((row) => `${row.title}: ${row.kind}: ${row.name}`)
  }

  const PROPOSED = [
    'One: fandom: Oil & Fog',
    'One: additional: Season One',
    'One: character: Tobin',
    'One: additional: Angst',
    'Two: additional: Angst',
  ]

  test('changes nothing with the file as it was printed, and keeps it as the archivist’s word', async () => {
    const before = await printed()
    const outcome = await changeMapping(db, before, [], { now: NOW })
    expect(outcome).toMatchObject({ ok: true, changes: [], counts: { changed: 0 } })
    expect(await tags()).toEqual(PROPOSED)
    expect(withoutReasons(await printed())).toEqual(withoutReasons(before))
  })

  test('changes what a term means, at every work that has it', async () => {
    const outcome = await change(
      'classes:\n  - name: Angst\n    tags: [warning: Sad, additional: Tears]\nratings:\n  - name: Midnight\n    rating: mature\n',
    )
    expect(changesOf(outcome)).toEqual(['Angst: 1 → 2', 'Midnight: 1 → 1'])
    expect(await tags()).toEqual([
      'One: fandom: Oil & Fog',
      'One: additional: Season One',
      'One: character: Tobin',
      'One: warning: Sad',
      'One: additional: Tears',
      'Two: warning: Sad',
      'Two: additional: Tears',
    ])
    const ratings = await db.selectFrom('work').select('rating').orderBy('title').execute()
    expect(ratings.map(({ rating }) => rating)).toEqual(['mature', 'unrated'])
  })

  test('says what would change, and changes nothing, when it is only asked', async () => {
    const before = [await printed(), await tags()]
    const outcome = await change('classes:\n  - name: Angst\n    tags: []\n', { isDryRun: true })
    expect(outcome).toMatchObject({ ok: true, counts: { works: 2, changed: 2, tagsAdded: 0, tagsRemoved: 2 } })
    expect(changesOf(outcome)).toEqual(['Angst: 1 → 0'])
    expect([await printed(), await tags()]).toEqual(before)
  })

  test('says the same of a change before and after it is made', async () => {
    const lines = 'categories:\n  - id: 2\n    tags: [fandom: Fog, category: Gen]\nevery-work:\n  tags: [fandom: Sea]\n'
    const asked = await change(lines, { isDryRun: true })
    expect(await change(lines)).toEqual(asked)
    expect(await change(lines)).toMatchObject({ changes: [], counts: { changed: 0 } })
  })

  test('takes a file whole or not at all', async () => {
    const before = [await printed(), await tags()]
    const outcome = await change('classes:\n  - name: Angst\n    tags: []\n  - name: Nowhere\n    tags: []\n')
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'unknown-term', line: 5 }] })
    expect([await printed(), await tags()]).toEqual(before)
  })

  test('refuses a file for a site that is not here', async () => {
    const outcome = await changeMapping(db, 'site: X\nkey: efiction X\n', [], { now: NOW })
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'unknown-site', line: 2 }] })
  })

  test('keeps the archivist’s word when the site is mapped again, and gives a term back that is left to the program', async () => {
    await change('characters:\n  - name: Tobin\n    tags: [character: Tobin Reed]\n')
    const read = readCanon('oil', 'fandom: Oil & Fog\ncharacters: [{ name: Tobin Marsh, aliases: [Tobin] }]\n')
    if (!read.ok) throw new Error('no canon')
    const canons = [read.canon]
    await mapSite(db, site.id, canons, { now: NOW })
    expect(await tags()).toContain('One: character: Tobin Reed')
    await change('characters:\n  - name: Tobin\n    tags: proposed\n', { canons })
    expect(await tags()).toContain('One: character: Tobin Marsh')
    await mapSite(db, site.id, [], { now: NOW })
    expect(await tags()).toEqual(PROPOSED)
  })

  test('takes as many tags as a file may have, and each once', async () => {
    const many = Array.from({ length: 75 }, (_, i) => `additional: Tag ${i % 70}`).join(', ')
    const names = Array.from({ length: 300 }, (_, i) => `Person ${i}`)
    await plantSite(
      db,
      'The Crowd',
      names.map((name) => ({ kind: 'character', name })),
    )
    const entries = names.map((name) => `  - { name: ${name}, tags: [${many}] }`).join('\n')
    const yaml = `key: efiction The Crowd\ncharacters:\n${entries}\n`
    const outcome = await changeMapping(db, yaml, [], { now: NOW })
    expect(outcome).toMatchObject({ ok: true, counts: { works: 0 } })
    const { rows } = await db
      .selectFrom('term_mapping')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where('tag_name', 'like', 'Tag %')
      .executeTakeFirstOrThrow()
    expect(rows).toBe(300 * 70)
  })

  test('keeps nothing of the archivist’s word when another process has taken over', async () => {
    const before = await printed()
    const lines = `key: ${KEY}\nclasses:\n  - name: Angst\n    tags: []\n`
    await expect(changeMapping(db, lines, [], { now: NOW, assertHeld: takenOver })).rejects.toThrow('taken over')
    expect(await printed()).toEqual(before)
  })
})

function withoutReasons(file: string): string[] {
  return file.split('\n').filter((line) => !/^ +(?:why|said-by):/.test(line))
}

function takenOver(): Promise<void> {
  return Promise.reject(new Error('taken over'))
}

function changesOf(outcome: MappingOutcome): string[] | undefined {
  if (!outcome.ok) return undefined
  return outcome.changes.map(({ term, before, after }) => `${term.name}: ${before.length} → ${after.length}`)
}
