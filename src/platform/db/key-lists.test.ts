import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { placesOfKeys, valuesOfKeys } from './key-lists.ts'
import { prepared } from './prepared.ts'

const PLACES = 4

describeOnBothEngines('valuesOfKeys', (open) => {
  const among = prepared<Record<string, number>, { key: number }>((db, given) =>
    db
      .selectFrom(sql<{ key: number }>`(select 7 as key union select 8 union select 9)`.as('known'))
      .where(sql<boolean>`key in (${sql.join(placesOfKeys(given, PLACES))})`)
      .orderBy('key')
      .select('key'),
  )

  test.each([
    [[9], [9]],
    [
      [9, 7],
      [7, 9],
    ],
    [
      [9, 7, 8, 1],
      [7, 8, 9],
    ],
  ])('with the keys %j finds %j, in as many places as the query has', async (keys, known) => {
    const { db } = await open()
    const found = await among(db, valuesOfKeys(keys, PLACES))
    expect(found.map(({ key }) => key)).toEqual(known)
  })

  test.each([[[]], [[1, 2, 3, 4, 5]]])('refuses %j', (keys) => {
    expect(() => valuesOfKeys(keys, PLACES)).toThrow(RangeError)
  })
})
