import { expect, test } from 'vitest'
import type { Canon } from '../../intake/canon/index.ts'
import { inTransaction } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { saveCanons } from './store.ts'

const CANON: Canon = {
  key: 'glass-harbour',
  name: 'The Glass Harbour',
  aliases: [],
  creators: [],
  words: [],
  characters: [],
  relationships: [],
  points: ['Slack Water', 'Spring Tide', 'Neap'].map((name, i) => ({
    kind: 'episode',
    key: `s1e0${i + 1}`,
    name,
    season: 1,
    episode: i + 1,
    aliases: [],
  })),
}

describeOnBothEngines('saveCanons', (open) => {
  test('keeps the key of a point that is renamed, and announces only that one', async () => {
    const { db } = await open()
    await inTransaction(db, (tx) => saveCanons(tx, [CANON]))
    const points = () =>
      db.selectFrom('canon_point').select(['id', 'key', 'name', 'position']).orderBy('position').execute()
    const changes = () => db.selectFrom('change_log').select('row_id').where('table_name', '=', 'canon_point').execute()
    const before = await points()
    expect(before.map(({ key, name, position }) => [key, name, position])).toEqual([
      ['s1e01', 'Slack Water', 0],
      ['s1e02', 'Spring Tide', 1],
      ['s1e03', 'Neap', 2],
    ])
    expect(await changes()).toEqual([])
    const renamed = CANON.points.map((point) => (point.key === 's1e02' ? { ...point, name: 'Flood' } : point))
    await inTransaction(db, (tx) => saveCanons(tx, [{ ...CANON, points: renamed }]))
    expect((await points()).map(({ id, name }) => [id, name])).toEqual([
      [before[0]?.id, 'Slack Water'],
      [before[1]?.id, 'Flood'],
      [before[2]?.id, 'Neap'],
    ])
    expect(await changes()).toEqual([{ row_id: before[1]?.id }])
  })
})
