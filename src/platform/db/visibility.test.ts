import { CompiledQuery } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import type { Db } from './database.ts'
import { ARCHIVIST, GUEST, type Reach, VISIBILITIES, type Viewer, visibleTo } from './visibility.ts'

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
