import { CompiledQuery } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import type { Db } from './database.ts'
import {
  ARCHIVIST,
  chapterVisibleTo,
  entryVisibleTo,
  GUEST,
  personVisibleTo,
  type Reach,
  seriesVisibleTo,
  VISIBILITIES,
  type Viewer,
  visibleTo,
} from './visibility.ts'

const AUTHOR: Viewer = { kind: 'author-of', penNameIds: [1] }
const NAMELESS: Viewer = { kind: 'author-of', penNameIds: [] }
const MEMBER: Viewer = { kind: 'member' }

/** For each viewer and reach: what they see of their own works, then of others'. */
const CASES: readonly [string, Viewer, Reach, string, string][] = [
  ['a guest', GUEST, 'listed', 'public', 'public'],
  ['a guest', GUEST, 'addressed', 'public unlisted', 'public unlisted'],
  ['a guest', GUEST, 'tombstone', 'public unlisted withdrawn', 'public unlisted withdrawn'],
  ['a member', MEMBER, 'listed', 'public members', 'public members'],
  ['a member', MEMBER, 'addressed', 'public members unlisted', 'public members unlisted'],
  ['a member', MEMBER, 'tombstone', 'public members unlisted withdrawn', 'public members unlisted withdrawn'],
  ['an author', AUTHOR, 'listed', 'public members unlisted hidden', 'public members'],
  ['an author', AUTHOR, 'addressed', 'public members unlisted hidden', 'public members unlisted'],
  ['an author', AUTHOR, 'tombstone', 'public members unlisted hidden withdrawn', 'public members unlisted withdrawn'],
  ['an author without names', NAMELESS, 'listed', 'public members', 'public members'],
  ['an author without names', NAMELESS, 'addressed', 'public members unlisted', 'public members unlisted'],
  ['the archivist', ARCHIVIST, 'listed', 'public members unlisted hidden dark', 'public members unlisted hidden dark'],
  [
    'the archivist',
    ARCHIVIST,
    'addressed',
    'public members unlisted hidden dark',
    'public members unlisted hidden dark',
  ],
  ['the archivist', ARCHIVIST, 'tombstone', VISIBILITIES.join(' '), VISIBILITIES.join(' ')],
]

describeOnBothEngines('visibleTo', (open, engine) => {
  let db: Db
  test.for(CASES)('shows %s, %$, what they may see', async ([, viewer, reach, own, others]) => {
    ;({ db } = await open())
    await addWorks(db)
    const rows = await db
      .selectFrom('work')
      .select(['visibility', 'title'])
      .where(visibleTo(viewer, reach))
      .orderBy('id')
      .execute()
    const of = (title: string): string =>
      rows
        .filter((row) => row.title === title)
        .map((row) => row.visibility)
        .join(' ')
    expect([of('own'), of('other')]).toEqual([own, others])
  })

  test.runIf(engine === 'sqlite').for([
    ['a guest', GUEST, 'work_seen_by_updated_key'],
    ['a member', MEMBER, 'work_by_updated_key'],
    ['the archivist', ARCHIVIST, 'work_by_updated_key'],
  ] as const)('lets the list of works for %s be read in its order', async ([, viewer, index]) => {
    const { db: fresh } = await open()
    const list = fresh
      .selectFrom('work')
      .select('id')
      .where(visibleTo(viewer))
      .orderBy('updated_key', 'desc')
      .orderBy('id', 'desc')
      .limit(20)
    const { sql, parameters } = list.compile()
    const explain = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
    const { rows } = await fresh.executeQuery<{ detail: string }>(explain)
    const plan = rows.map((row) => row.detail).join('; ')
    expect(plan).toContain(index)
    expect(plan).not.toContain('TEMP B-TREE')
  })
})

/** Series by what is in them: works by their visibility, `+` a series inside, `?` an entry that is not confirmed. */
const SERIES: readonly (readonly [name: string, entries: readonly string[], seenBy: readonly Viewer['kind'][]])[] = [
  ['empty', [], ['guest', 'member', 'archivist']],
  ['open', ['public', 'hidden'], ['guest', 'member', 'archivist']],
  ['for members', ['members'], ['member', 'archivist']],
  ['secret', ['hidden', 'dark', 'unlisted'], ['archivist']],
  ['offered', ['public?', 'hidden'], ['archivist']],
  ['around the secret', ['+secret'], ['archivist']],
  ['around the open', ['hidden', '+open'], ['guest', 'member', 'archivist']],
  ['inside itself', ['+inside itself'], ['guest', 'member', 'archivist']],
  ['inside itself with a secret', ['hidden', '+inside itself with a secret'], ['archivist']],
]

describeOnBothEngines('what hangs on works', (open) => {
  test.for([GUEST, MEMBER, ARCHIVIST])('$kind sees series by the works in them', async (viewer) => {
    const { db } = await open()
    await addWorks(db)
    await addSeries(db)
    const seen = await db.selectFrom('series').select('title').where(seriesVisibleTo(viewer)).orderBy('id').execute()
    const expected = SERIES.filter(([, , seenBy]) => seenBy.includes(viewer.kind)).map(([name]) => name)
    expect(seen.map((row) => row.title)).toEqual(expected)
  })

  test('only the archivist sees what waits: chapters, entries of a series', async () => {
    const { db } = await open()
    await addWorks(db)
    await addSeries(db)
    await db
      .insertInto('chapter')
      .values([true, false].map((is_hidden, position) => ({ work_id: 1, position, is_hidden })))
      .execute()
    for (const viewer of [GUEST, MEMBER, AUTHOR, ARCHIVIST]) {
      const isArchivist = viewer.kind === 'archivist'
      const chapters = await db.selectFrom('chapter').select('position').where(chapterVisibleTo(viewer)).execute()
      expect(chapters.map((row) => row.position)).toEqual(isArchivist ? [0, 1] : [1])
      const entries = await db
        .selectFrom('series_entry')
        .innerJoin('series', 'series.id', 'series_entry.series_id')
        .where('series.title', '=', 'offered')
        .where(entryVisibleTo(viewer))
        .select('work_id')
        .execute()
      expect(entries).toHaveLength(isArchivist ? 2 : 1)
    }
  })

  test('sees people by their works, and who was a member of a site', async () => {
    const { db } = await open()
    await addWorks(db)
    const site = await db
      .insertInto('rescued_site')
      .values({ public_id: 's', key: 's', software: 'efiction', name: 'S', table_prefix: '', rescued_at: '' })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [id, site_id] of [
      [3, site.id],
      [4, null],
    ] as const) {
      const name = { name: '', sort_name: '', folded: '' }
      await db
        .insertInto('pen_name')
        .values({ id, public_id: `p${id}`, ...name, site_id })
        .execute()
    }
    await db.updateTable('work').set({ visibility: 'hidden' }).where('title', '=', 'other').execute()
    const seenBy = async (viewer: Viewer): Promise<readonly number[]> =>
      (await db.selectFrom('pen_name').select('id').where(personVisibleTo(viewer)).orderBy('id').execute()).map(
        (row) => row.id,
      )
    await expect(seenBy(GUEST)).resolves.toEqual([1, 3])
    await expect(seenBy(ARCHIVIST)).resolves.toEqual([1, 2, 3])
  })
})

function keyOf(title: string): number {
  return SERIES.findIndex(([name]) => name === title) + 1
}

async function addSeries(db: Db): Promise<void> {
  for (const [i, [title]] of SERIES.entries()) {
    const names = { title, sort_title: title, folded_title: title }
    await db
      .insertInto('series')
      .values({ id: i + 1, public_id: `s${i}`, ...names })
      .execute()
  }
  for (const [title, entries] of SERIES) {
    for (const [position, entry] of entries.entries()) {
      const visibility = entry.replace('?', '')
      const work = entry.startsWith('+')
        ? undefined
        : await db.selectFrom('work').select('id').where('visibility', '=', visibility).executeTakeFirstOrThrow()
      await db
        .insertInto('series_entry')
        .values({
          series_id: keyOf(title),
          position,
          work_id: work?.id ?? null,
          child_id: work === undefined ? keyOf(entry.slice(1)) : null,
          is_confirmed: !entry.endsWith('?'),
        })
        .execute()
    }
  }
}

async function addWorks(db: Db): Promise<void> {
  for (const id of [1, 2]) {
    await db
      .insertInto('pen_name')
      .values({ id, public_id: `p${id}`, name: '', sort_name: '', folded: '' })
      .execute()
  }
  for (const [i, visibility] of [...VISIBILITIES, ...VISIBILITIES].entries()) {
    const isOwn = i < VISIBILITIES.length
    const { id } = await db
      .insertInto('work')
      .values({
        public_id: `w${i}`,
        title: isOwn ? 'own' : 'other',
        sort_title: '',
        folded_title: '',
        added_at: '',
        changed_at: '',
        visibility,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('creator')
      .values({ work_id: id, pen_name_id: isOwn ? 1 : 2, position: 1 })
      .execute()
  }
}
