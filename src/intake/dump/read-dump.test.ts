import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from './cases/dump.json' with { type: 'json' }
import { type DumpProblem, readDump } from './index.ts'

interface ReadRow {
  readonly table: string
  readonly columns: readonly string[] | null
  /** One character a byte. */
  readonly values: readonly (string | null)[]
  readonly offset: number
}

function read(dump: Uint8Array, piece = dump.length): { rows: ReadRow[]; problems: DumpProblem[] } {
  const rows: ReadRow[] = []
  const problems: DumpProblem[] = []
  const reader = readDump({
    onRow({ table, offset, size, value }) {
      const values = Array.from({ length: size }, (_, i) => {
        const bytes = value(i)
        return bytes === null ? null : Buffer.from(bytes).toString('latin1')
      })
      const name = table.database === null ? table.name : `${table.database}.${table.name}`
      rows.push({ table: name, columns: table.columns, values, offset })
    },
    onProblem: (problem) => problems.push(problem),
  })
  for (let at = 0; at < dump.length; at += piece) reader.push(dump.slice(at, at + piece))
  reader.end()
  return { rows, problems }
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

interface Case {
  readonly name: string
  readonly in: string
  readonly rows?: readonly (readonly [string, readonly (string | null)[], (readonly string[])?])[]
  readonly problems?: readonly string[]
}

// What JSON holds is typed as lists of any length, where these have two or three entries.
const given = cases as unknown as Readonly<Record<'read' | 'nothing', readonly Case[]>>

describe('readDump', () => {
  test.for(given.read)('reads $name', (each) => {
    const { rows, problems } = read(bytesOf(each.in))
    expect(rows.map(({ table, values }) => [table, values])).toEqual(
      each.rows?.map(([table, values]) => [table, values]),
    )
    expect(problems.map(({ code }) => code)).toEqual(each.problems ?? [])
    const named = (each.rows ?? []).flatMap(([, , columns], i) => (columns === undefined ? [] : [{ i, columns }]))
    expect(named.map(({ i }) => rows[i]?.columns)).toEqual(named.map(({ columns }) => columns))
  })

  test.for(given.nothing)('takes no row from $name', (each) => {
    const { rows, problems } = read(bytesOf(each.in))
    expect(rows).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(each.problems ?? [])
  })

  test.for(given.read)('reads the same byte by byte: $name', (each) => {
    expect(read(bytesOf(each.in), 1)).toEqual(read(bytesOf(each.in)))
  })

  test('says where a row begins', () => {
    const dump = "-- é\nINSERT INTO t VALUES (1),\n (2,'x');"
    const { rows } = read(Buffer.from(dump))
    expect(
      rows.map(({ offset }) =>
        Buffer.from(dump)
          .toString('latin1')
          .slice(offset, offset + 2),
      ),
    ).toEqual(['(1', '(2'])
  })

  test('names the table and the byte where a dump is cut', () => {
    const { problems } = read(bytesOf("INSERT INTO stories VALUES (1,'a'),(2,'b"))
    expect(problems).toMatchObject([{ code: 'cut-off', table: 'stories', offset: 35 }])
  })

  test('tells of tables that have no rows, and of comments', () => {
    const told: unknown[] = []
    const reader = readDump({
      onRow: () => undefined,
      onProblem: () => undefined,
      onTable: (database, name, { columns, primaryKey }) => told.push([database, name, columns, primaryKey]),
      onComment: (text) => told.push(text),
    })
    reader.push(
      bytesOf('-- Dump completed\nUSE d;\nCREATE TABLE t (a int, b text, PRIMARY KEY (b(3),`a`)) CHARSET=utf8;\n'),
    )
    reader.end()
    const columns = [
      { name: 'a', charset: null },
      { name: 'b', charset: 'utf8' },
    ]
    expect(told).toEqual(['-- Dump completed', ['d', 't', columns, ['b', 'a']]])
  })

  test.for(['utf-16le', 'utf-16be'] as const)('reads a dump that was saved as %s', (order) => {
    const le = Buffer.from(
      "\ufeffSET NAMES latin1;CREATE TABLE t (a text) CHARSET=latin1;INSERT INTO t VALUES ('é “x”');",
      'utf16le',
    )
    const { rows } = read(order === 'utf-16le' ? le : Buffer.from(le).swap16(), 7)
    expect(rows.map(({ values }) => values)).toEqual([['\xe9 \x93x\x94']])
  })

  test('uses tables that another dump makes', () => {
    const columns: (readonly string[] | null)[] = []
    const definition = { columns: [{ name: 'a', charset: null }], primaryKey: [] }
    const reader = readDump(
      { onRow: (row) => columns.push(row.table.columns), onProblem: () => undefined },
      () => definition,
    )
    reader.push(bytesOf('INSERT INTO t VALUES (1);'))
    reader.end()
    expect(columns).toEqual([['a']])
  })
})

/** A dump of every form in few bytes. */
const SMALL = `/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE \`t\` (\`a\` int, \`b\` text) DEFAULT CHARSET=latin1;
INSERT INTO \`t\` VALUES (1,'caf\u00c3\u0083\u00c2\u00a9 it\\'s'),(2,NULL),
(3,x'4142');
# x
INSERT INTO \`t\` (b,a) VALUES ("q""q",-1.5);
DELIMITER ;;
CREATE TRIGGER g BEGIN INSERT INTO t VALUES (9); END;;
DELIMITER ;
REPLACE INTO t VALUES (4,NOW());
-- Dump completed
`

describe('readDump of a dump that is cut', () => {
  const whole = bytesOf(SMALL)
  const { rows } = read(whole)

  test('gives the whole rows before the cut, wherever it is', () => {
    expect(rows).toHaveLength(5)
    for (let cut = 0; cut < whole.length; cut++) {
      const found = read(whole.slice(0, cut))
      expect(found.rows, `cut at ${cut}`).toEqual(rows.slice(0, found.rows.length))
      const before = rows.filter(({ offset }, i) => (rows[i + 1]?.offset ?? whole.length) <= cut && offset < cut)
      expect(found.rows.length, `cut at ${cut}`).toBeGreaterThanOrEqual(before.length - 1)
    }
  })

  test('says so, wherever the cut is in rows', () => {
    const start = SMALL.indexOf('VALUES') + 6
    const end = SMALL.indexOf(';\n#')
    for (let cut = start; cut < end; cut++) {
      const { problems } = read(whole.slice(0, cut))
      expect(
        problems.some(({ code }) => code === 'cut-off'),
        `cut at ${cut}`,
      ).toBe(true)
    }
  })

  test('goes on at the next statement where any stretch is missing', () => {
    for (let cut = 0; cut < 200; cut++) {
      const lost = Buffer.concat([whole.subarray(0, cut), whole.subarray(cut + 15)])
      expect(read(lost).rows.at(-1)?.values, `without ${cut}`).toEqual(['4', 'NOW()'])
    }
  })
})

const ESCAPES = new Map([
  ['\0', '\\0'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\x1a', '\\Z'],
  ['"', '\\"'],
  ["'", "\\'"],
  ['\\', '\\\\'],
])

function writeValue(value: Uint8Array | number | null, style: number): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  const text = Buffer.from(value).toString('latin1')
  if (style === 0) return `'${Array.from(text, (letter) => ESCAPES.get(letter) ?? letter).join('')}'`
  if (style === 1) return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
  if (style === 2 && text !== '') return `0x${Buffer.from(value).toString('hex')}`
  return `_binary '${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

const value = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.constant(null),
  fc.integer(),
  fc.constantFrom(
    ...["'", '\\', '\\\\', "''", '),(', '*/', '-- ', ';', '\n(', 'INSERT INTO t VALUES (1);'].map(bytesOf),
  ),
)

describe('readDump of anything', () => {
  test('gives back the bytes that were written, in any form and any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 64 }),
        (rows, styles, piece) => {
          let number = 0
          const written = rows.map((row) => {
            return `(${row.map((each) => writeValue(each, styles[number++ % styles.length] ?? 0)).join(',')})`
          })
          const dump = bytesOf(`INSERT INTO t VALUES ${written.join(',')};`)
          const found = read(dump, piece)
          expect(found.problems).toEqual([])
          expect(found.rows.map(({ values }) => values)).toEqual(
            rows.map((row) =>
              row.map((each) => {
                if (each === null || typeof each === 'number') return each === null ? null : String(each)
                return Buffer.from(each).toString('latin1')
              }),
            ),
          )
        },
      ),
    )
  })

  test('never throws, never stalls, and finds the same in any pieces, whatever is changed', () => {
    const whole = bytesOf(SMALL)
    const change = fc.record({ at: fc.nat(whole.length), byte: fc.nat(255), drop: fc.nat(9), twice: fc.boolean() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.integer({ min: 1, max: 300 }), (changes, piece) => {
        let dump = whole
        for (const { at, byte, drop, twice } of changes) {
          const tail = dump.subarray(twice ? Math.max(0, at - drop) : at + drop)
          dump = Buffer.concat([dump.subarray(0, at), Uint8Array.of(byte), tail])
        }
        expect(read(dump, piece).rows).toEqual(read(dump).rows)
      }),
    )
  })
})
