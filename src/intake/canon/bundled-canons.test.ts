import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import cases from './cases/bundled-canons.json' with { type: 'json' }
import { type Canon, membersOf, readCanon } from './index.ts'

const FOLDER = new URL('../../../canons/', import.meta.url)
const CANONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name): [string, Canon] => {
    const read = readCanon(name.replace('.yaml', ''), readFileSync(new URL(name, FOLDER), 'utf8'))
    if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.problems)}`)
    return [read.canon.key, read.canon]
  })
const BY_KEY = new Map(CANONS)

function canonOf(key: string): Canon {
  const canon = BY_KEY.get(key)
  if (canon === undefined) throw new Error(`there is no canon ${key}`)
  return canon
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, i) => values.indexOf(value) !== i)
}

describe('the canon files that come with the archive', () => {
  test.for(cases.seasons)('$canon has its episodes in its seasons', ({ canon, episodes }) => {
    const counts = new Map<number, number>()
    for (const { kind, season } of canonOf(canon).points)
      if (kind === 'episode' && season !== null) counts.set(season, (counts.get(season) ?? 0) + 1)
    expect([...counts]).toEqual(episodes.map((count, i) => [i + 1, count]))
  })
  test.for(cases.points)('in $canon $key is $name', ({ canon, key, name }) => {
    expect(canonOf(canon).points.find((point) => point.key === key)?.name).toBe(name)
  })
  test.for(CANONS)('no pairing name of %s means two pairs', ([, { relationships }]) => {
    expect(
      repeated(relationships.flatMap(({ aliases }) => [...new Set(aliases.map((one) => one.toLowerCase()))])),
    ).toEqual([])
  })
  test.for(CANONS)('no pair of %s stands there twice', ([, { relationships }]) => {
    expect(
      repeated(relationships.map(({ name }) => `${membersOf(name).toSorted().join()} ${name.includes(' & ')}`)),
    ).toEqual([])
  })
  test.for(CANONS)('no two episodes of one season of %s have one title', ([, { points }]) => {
    expect(repeated(points.map(({ season, name }) => `${season} ${name.toLowerCase()}`))).toEqual([])
  })
  test('no name of a fandom means two of them', () => {
    expect(
      repeated(
        CANONS.flatMap(([, { name, aliases }]) => [...new Set([name, ...aliases].map((one) => one.toLowerCase()))]),
      ),
    ).toEqual([])
  })
  test('two series that share a pair write it alike', () => {
    const written = new Map<string, string>()
    const differing = CANONS.flatMap(([, { relationships }]) =>
      relationships.flatMap(({ name }) => {
        const key = `${membersOf(name).toSorted().join()} ${name.includes(' & ')}`
        const before = written.get(key) ?? name
        written.set(key, before)
        return before === name ? [] : [name]
      }),
    )
    expect(differing).toEqual([])
  })
})
