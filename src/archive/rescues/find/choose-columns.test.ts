import { describe, expect, test } from 'vitest'
import { chooseColumns, type Sample } from './choose-columns.ts'
import { KEY_COLUMNS, SIGNATURES, TABLE_ORDERS } from './table-orders.ts'

const OLD_STORY: Sample = [
  '7',
  '0',
  'The Lamp',
  'One',
  'It burns.',
  '3',
  'Drama',
  'Orla, Tom',
  '',
  'PG',
  '2003-01-02 10:00:00',
  '2003-01-02 10:00:00',
  '5',
  '0',
  '99',
  '1',
  '1',
  'Text.',
  '0',
  '0',
  '1200',
  '4',
]
const NEW_STORY: Sample = [
  '7',
  'The Lamp',
  'It burns.',
  '',
  '1,3',
  '2,4',
  '5',
  '1',
  '1208390400',
  '1208390400',
  '5',
  '0',
  '0',
  '1',
  '1',
  '0',
  '1200',
  '9',
  '4',
  '99',
  '0',
]

describe('chooseColumns', () => {
  test.for([
    ['a story of 3.5', 'stories', NEW_STORY, 'storynotes'],
    ['a story of 1.1, whose chapters are stories', 'stories', OLD_STORY, 'psid'],
    ['a story without challenges', 'stories', NEW_STORY.slice(0, 20), 'classes'],
    [
      'a member of 3.5',
      'authors',
      ['5', 'Wren', '', 'w@mail.example', 'Hi', '', '1200000000', '0', 'e52d98c459819a11775936d8dfbb7929'],
      'admincreated',
    ],
    [
      'a member of 3.0, who has a web site',
      'authors',
      [
        '5',
        'Wren',
        '',
        'w@mail.example',
        'http://x.example',
        'Hi',
        '',
        '2005-01-02 03:04:05',
        '0',
        'e52d98c459819a11775936d8dfbb7929',
      ],
      'website',
    ],
    [
      'a review of a story or series',
      'reviews',
      ['1', '7', '9', 'Guest', '0', 'Nice', '1208390400', '10', '0', 'ST'],
      'item',
    ],
    [
      'a review of 2.0',
      'reviews',
      ['1', '7', '9', '0', 'Guest', '0', 'Nice', '2005-01-02 03:04:05', '10', '0'],
      'member',
    ],
    ['a review of 1.1', 'reviews', ['1', '7', '9', 'Guest', '0', 'Nice', '2003-01-02 03:04:05', '10'], 'psid'],
  ] as const)('knows %s', ([, table, sample, telling]) => {
    const { columns, isKnown } = chooseColumns(table, sample.length, [sample])
    expect(isKnown).toBe(true)
    expect(columns).toContain(telling)
    expect(columns).toHaveLength(sample.length)
  })

  test.for([
    ['a table that nobody knows', 'mystery', ['1', '2']],
    ['a number of values that no version has', 'coauthors', ['1', '2', '3', '4']],
    ['values that are something else', 'stories', Array.from({ length: 21 }, () => 'Lamp')],
    ['a shorter row, since what is missing is not known', 'stories', NEW_STORY.slice(0, 17)],
  ] as const)('leaves %s without names', ([, table, sample]) => {
    const { columns, isKnown } = chooseColumns(table, sample.length, [sample])
    expect(isKnown).toBe(false)
    expect(columns[0]).toBe('column1')
    expect(columns).toHaveLength(sample.length)
  })

  test('names what it knows of a row with more values, and says that it does not know the rest', () => {
    const { columns, isKnown } = chooseColumns('stories', 23, [[...NEW_STORY, 'x', 'y']])
    expect(isKnown).toBe(false)
    expect(columns.slice(-3)).toEqual(['challenges', 'column22', 'column23'])
  })

  test('takes the usual order where there is nothing to look at', () => {
    expect(chooseColumns('coauthors', 2, [['', '']]).columns).toEqual(['sid', 'uid'])
  })
})

describe('TABLE_ORDERS', () => {
  test('has the columns that tables are recognised and named by', () => {
    for (const [table, columns] of [...Object.entries(SIGNATURES), ...Object.entries(KEY_COLUMNS)]) {
      const orders = TABLE_ORDERS[table] ?? []
      expect(
        orders.some((order) => columns.every((column) => order.columns.includes(column))),
        table,
      ).toBe(true)
    }
  })

  test('has no column twice', () => {
    for (const [table, orders] of Object.entries(TABLE_ORDERS)) {
      for (const { columns } of orders) expect(new Set(columns).size, table).toBe(columns.length)
    }
  })
})
