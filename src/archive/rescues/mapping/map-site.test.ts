import * as fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { foldKey } from '../../../kernel/text.ts'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { findOrAddTag, listTagsAnew } from '../../works/index.ts'
import { applyMapping, takeBackMapping } from './apply.ts'
import { mapSite } from './map-site.ts'
import type { Meaning } from './term.ts'
import { listMappings, saveMappings } from './term-store.ts'
import { type PlantedSite, type PlantedTerm, plantSite, plantSiteWork } from './testing/planted-site.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const LATER = '2026-11-21T12:00:00.000Z'

const TERMS: readonly PlantedTerm[] = [
  { kind: 'category', name: 'Lantern Harbour' },
  { kind: 'category', name: 'Season One', under: 'Lantern Harbour' },
  { kind: 'character', name: 'Tobin', under: 'Lantern Harbour' },
  { kind: 'class', name: 'Angst', type: 'Genres' },
  { kind: 'class', name: 'Violence', type: 'Warnings' },
  { kind: 'class', name: 'None', type: 'Warnings' },
  { kind: 'rating', name: 'MA', bits: 6 },
  { kind: 'rating', name: 'T' },
  { kind: 'rating', name: 'Midnight' },
]

const nameOf = ({ kind, name }: PlantedTerm): string => `${kind} ${name}`

describeOnBothEngines('mapSite', (open) => {
  let db: Db
  let site: PlantedSite

  beforeEach(async () => {
    db = (await open()).db
    site = await plantSite(db, 'The Shelf', TERMS)
  })

  async function map(now = NOW) {
    return mapSite(db, site.id, [], { now })
  }

  async function tagsOf(workId: number): Promise<string[]> {
    const rows = await db
      .selectFrom('work_tag')
      .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
      .select(['kind', 'name', 'said_by', 'as_written', 'position'])
      .where('work_id', '=', workId)
      .orderBy('said_by')
      .orderBy('position')
      .execute()
    return rows.map((row) => `${row.said_by} ${row.kind}: ${row.name} (${row.as_written})`)
  }

  async function listedUnder(workId: number): Promise<string[]> {
    const rows = await db
      .selectFrom('listing')
      .innerJoin('tag', 'tag.id', 'listing.ref_id')
      .where('listing.kind', '=', 'tag')
      .where('work_id', '=', workId)
      .select('tag.name')
      .orderBy('tag.folded')
      .execute()
    return rows.map(({ name }) => name)
  }

  async function ratingOf(workId: number): Promise<string> {
    return (await db.selectFrom('work').select('rating').where('id', '=', workId).executeTakeFirstOrThrow()).rating
  }

  async function sayOfTerm(name: string, means: readonly Meaning[]): Promise<void> {
    const termId = site.terms.get(name) ?? 0
    await db.transaction().execute((tx) => saveMappings(tx, [{ termId, means, why: '', saidBy: 'archivist' }]))
  }

  async function sayOfWork(workId: number, kind: 'character' | 'warning', name: string, saidBy: string): Promise<void> {
    const tag_id = await findOrAddTag(db, kind, name)
    await db
      .insertInto('work_tag')
      .values({ work_id: workId, tag_id, as_written: name, position: 0, said_by: saidBy })
      .execute()
    await listTagsAnew(db, [workId])
  }

  test('gives works the tags and the rating that their words mean, and lists them there', async () => {
    const id = await plantSiteWork(db, site, 'One', [
      'category Season One',
      'character Tobin',
      'class Violence',
      'class Angst',
      'class None',
      'rating MA',
    ])
    expect(await map()).toEqual({ works: 1, changed: 1, tagsAdded: 5, tagsRemoved: 0, ratings: 1, ratingsKept: 0 })
    expect(await tagsOf(id)).toEqual([
      'rule fandom: Lantern Harbour (Season One)',
      'rule additional: Season One (Season One)',
      'rule character: Tobin (Tobin)',
      'rule warning: Violence (Violence)',
      'rule additional: Angst (Angst)',
    ])
    expect(await listedUnder(id)).toEqual(['Angst', 'Lantern Harbour', 'Season One', 'Tobin', 'Violence'])
    expect(await ratingOf(id)).toBe('explicit')
    const changes = await db.selectFrom('change_log').select(['table_name', 'row_id', 'change', 'at']).execute()
    expect(changes.filter((each) => each.table_name === 'work')).toEqual([
      { table_name: 'work', row_id: id, change: 'changed', at: NOW },
    ])
    expect(changes.filter((each) => each.table_name === 'tag').map((each) => each.change)).toEqual(
      Array.from({ length: 5 }, () => 'added'),
    )
  })

  test('leaves works of another site alone, also those with a word of the same name', async () => {
    const other = await plantSite(db, 'Another Shelf', TERMS)
    const id = await plantSiteWork(db, other, 'Theirs', ['class Angst', 'rating T'])
    await map()
    expect(await tagsOf(id)).toEqual([])
    expect(await ratingOf(id)).toBe('unrated')
  })

  test.for([
    ['author', 'character', 'Tobin'],
    ['source', 'warning', 'Violence'],
    ['archivist', 'character', 'Nobody Else'],
  ] as const)('leaves what the %s said, also when it is taken back', async ([saidBy, kind, name]) => {
    const id = await plantSiteWork(db, site, 'One', ['character Tobin', 'class Violence'])
    await sayOfWork(id, kind, name, saidBy)
    const said = `${saidBy} ${kind}: ${name} (${name})`
    await map()
    expect(await tagsOf(id)).toContain(said)
    await takeBackMapping(db, site.id, { now: LATER })
    expect(await tagsOf(id)).toEqual([said])
    expect(await listedUnder(id)).toEqual([name])
  })

  test.for(['general', 'explicit', 'unrated'])('leaves a rating that somebody changed to %s', async (rating) => {
    const id = await plantSiteWork(db, site, 'One', ['rating T'])
    await map()
    await db.updateTable('work').set({ rating }).where('id', '=', id).execute()
    expect(await map(LATER)).toMatchObject({ changed: 0, ratings: 0, ratingsKept: 1 })
    await sayOfTerm('rating T', [{ kind: 'rating', name: 'mature' }])
    await map(LATER)
    await takeBackMapping(db, site.id, { now: LATER })
    await map(LATER)
    expect(await ratingOf(id)).toBe(rating)
  })

  test('leaves a rating that was there before the first mapping', async () => {
    const id = await plantSiteWork(db, site, 'One', ['rating T'], { rating: 'mature' })
    expect(await map()).toMatchObject({ ratings: 0, ratingsKept: 1 })
    expect(await ratingOf(id)).toBe('mature')
  })

  test('warns of the higher of two ratings', async () => {
    const id = await plantSiteWork(db, site, 'One', ['rating MA', 'rating T'])
    await map()
    expect(await ratingOf(id)).toBe('explicit')
  })

  test('keeps what the archivist said of a term when the site is mapped again, and of no other', async () => {
    const id = await plantSiteWork(db, site, 'One', ['class Angst', 'class Violence'])
    await map()
    await sayOfTerm('class Angst', [
      { kind: 'warning', name: 'Sad' },
      { kind: 'additional', name: 'Tears' },
    ])
    await sayOfTerm('class Violence', [])
    await map(LATER)
    expect(await tagsOf(id)).toEqual(['rule warning: Sad (Angst)', 'rule additional: Tears (Angst)'])
    expect(await listedUnder(id)).toEqual(['Sad', 'Tears'])
    const mappings = [...(await listMappings(db, site.id)).values()]
    expect(mappings.filter(({ saidBy }) => saidBy === 'archivist')).toHaveLength(2)
  })

  test('follows the site where a newer dump has another name or place for a term', async () => {
    const id = await plantSiteWork(db, site, 'One', ['category Season One', 'class Angst'])
    await map()
    const rename = (name: string, columns: { name?: string; type_name?: string }) =>
      db
        .updateTable('site_term')
        .set(columns)
        .where('id', '=', site.terms.get(name) ?? 0)
        .execute()
    await rename('category Lantern Harbour', { name: 'Lantern Bay' })
    await rename('class Angst', { type_name: 'Warnings' })
    await map(LATER)
    expect(await tagsOf(id)).toEqual([
      'rule fandom: Lantern Bay (Season One)',
      'rule additional: Season One (Season One)',
      'rule warning: Angst (Angst)',
    ])
  })

  test('gives every work what the site as a whole means', async () => {
    const id = await plantSiteWork(db, site, 'One', [])
    await map()
    const term = await db.selectFrom('site_term').select('id').where('kind', '=', 'site').executeTakeFirstOrThrow()
    const means: readonly Meaning[] = [{ kind: 'fandom', name: 'The Glass Tide' }]
    await saveMappings(db, [{ termId: term.id, means, why: '', saidBy: 'archivist' }])
    await map(LATER)
    expect(await tagsOf(id)).toEqual(['rule fandom: The Glass Tide (The Shelf)'])
  })

  test('lists a work under the canonical tag of a synonym, too', async () => {
    const canonical = await findOrAddTag(db, 'additional', 'Sadness')
    const synonym = await findOrAddTag(db, 'additional', 'Angst')
    await db.updateTable('tag').set({ canonical_id: canonical }).where('id', '=', synonym).execute()
    const id = await plantSiteWork(db, site, 'One', ['class Angst'])
    await map()
    expect(await listedUnder(id)).toEqual(['Angst', 'Sadness'])
  })

  test('says what it would change and changes nothing when it is only asked', async () => {
    const id = await plantSiteWork(db, site, 'One', ['class Angst', 'rating T'])
    await map()
    const means = new Map([[site.terms.get('class Angst') ?? 0, [{ kind: 'warning', name: 'Sad' } as const]]])
    const counts = await applyMapping(db, site.id, { now: LATER, means, isDryRun: true })
    expect(counts).toEqual({ works: 1, changed: 1, tagsAdded: 1, tagsRemoved: 1, ratings: 1, ratingsKept: 0 })
    expect(await tagsOf(id)).toEqual(['rule additional: Angst (Angst)'])
    expect(await ratingOf(id)).toBe('teen')
  })

  test('keeps nothing of a portion when its transaction fails', async () => {
    const id = await plantSiteWork(db, site, 'One', ['class Angst', 'rating T'])
    await map()
    await takeBackMapping(db, site.id, { now: NOW })
    const failing = db.transaction().execute(async (tx) => {
      await applyMapping(tx, site.id, { now: LATER })
      throw new Error('the power went out')
    })
    await expect(failing).rejects.toThrow('the power went out')
    expect([await tagsOf(id), await listedUnder(id), await ratingOf(id)]).toEqual([[], [], 'unrated'])
  })

  test('stops before it writes when another process has taken over', async () => {
    const id = await plantSiteWork(db, site, 'One', ['class Angst'])
    await expect(mapSite(db, site.id, [], { now: NOW, assertHeld: takenOver })).rejects.toThrow('taken over')
    expect(await tagsOf(id)).toEqual([])
  })

  test('changes nothing the second time, and is taken back without a trace, whatever is mapped to what', async () => {
    const ids: number[] = []
    for (let i = 0; i < 60; i++) {
      const words = TERMS.filter((_, at) => (i * 7 + at * 3) % 4 === 0).map(nameOf)
      ids.push(await plantSiteWork(db, site, `Work ${i}`, words))
      if (i % 5 === 0) await sayOfWork(ids.at(-1) ?? 0, 'character', 'Tobin', 'author')
    }
    const bare = await catalogue(db)
    await map()
    await takeBackMapping(db, site.id, { now: NOW })
    expect(await catalogue(db)).toEqual(bare)
    await fc.assert(
      fc.asyncProperty(fc.array(anyMeaning, { maxLength: TERMS.length * 2 }), async (drawn) => {
        const means = new Map<number, Meaning[]>()
        for (const [i, meaning] of drawn.entries()) {
          const termId = site.terms.get(nameOf(TERMS[i % TERMS.length] as PlantedTerm)) ?? 0
          means.set(termId, [...(means.get(termId) ?? []), meaning])
        }
        await applyMapping(db, site.id, { now: NOW, means })
        const once = { ...(await catalogue(db)), log: await logLength(db) }
        expect(await applyMapping(db, site.id, { now: LATER, means })).toMatchObject({ changed: 0 })
        expect({ ...(await catalogue(db)), log: await logLength(db) }).toEqual(once)
        await takeBackMapping(db, site.id, { now: LATER })
        expect(await catalogue(db)).toEqual(bare)
      }),
      { numRuns: 15 },
    )
  })
})

function takenOver(): Promise<void> {
  return Promise.reject(new Error('taken over'))
}

const anyMeaning: fc.Arbitrary<Meaning> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('fandom', 'character', 'warning', 'additional'),
    name: fc.constantFrom('Angst', 'angst', 'Tobin', 'TOBIN', 'A/B', 'A / B', 'Éclats', '🦊', '¿?'),
  }),
  fc.record({
    kind: fc.constant('rating' as const),
    name: fc.constantFrom('unrated', 'general', 'teen', 'mature', 'explicit'),
  }),
)

/** Everything that a mapping may change, by what it says. */
async function catalogue(db: Db): Promise<Record<string, unknown>> {
  const tags = await db.selectFrom('tag').select(['id', 'kind', 'name']).execute()
  const named = new Map(tags.map(({ id, kind, name }) => [id, `${kind} ${foldKey(name)}`]))
  const workTags = await db.selectFrom('work_tag').selectAll().execute()
  const listing = await db.selectFrom('listing').selectAll().execute()
  return {
    tags: workTags.map(({ tag_id, ...row }) => JSON.stringify([named.get(tag_id), row])).toSorted(),
    listing: listing.map(({ ref_id, ...row }) => JSON.stringify([named.get(ref_id), row])).toSorted(),
    works: await db.selectFrom('work').select(['id', 'rating', 'rating_by_rule']).orderBy('id').execute(),
  }
}

async function logLength(db: Db): Promise<number> {
  const row = await db
    .selectFrom('change_log')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return row.rows
}
