import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from './cases/canon-files.json' with { type: 'json' }
import { CANON_MAX_UNITS, type Canon, canonHash, membersOf, readCanon } from './index.ts'

const FOLDER = new URL('../../../canons/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))

function open(file: string): Canon {
  const canon = readCanon(file.replace('.yaml', ''), readFileSync(new URL(file, FOLDER), 'utf8'))
  if (!canon.ok) throw new Error(`${file}: ${JSON.stringify(canon.problems)}`)
  return canon.canon
}

function pointsOf(yaml: string): string[] | undefined {
  const canon = readCanon('x', yaml)
  return canon.ok ? canon.canon.points.map(({ key }) => key) : undefined
}

function problemsOf(yaml: string): (string | number)[][] | undefined {
  const canon = readCanon('x', yaml)
  return canon.ok ? undefined : canon.problems.map(({ code, line }) => [code, line])
}

describe('readCanon', () => {
  test.for(cases.take)('takes $name', (c) => {
    expect(pointsOf(c.in)).toEqual(c.keys)
  })
  test.for(cases.refuse)('refuses $name, and says where', (c) => {
    expect(problemsOf(c.in)).toEqual(c.problems)
  })
  test('refuses a file that grows when it is read', () => {
    const bomb = ['fandom: X', 'a: &a [x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 9; i++)
      bomb.push(`b${i}: &b${i} [*a, *a, *a, *a, *a, *a, *a, *a, *a]`.replaceAll('*a', i === 1 ? '*a' : `*b${i - 1}`))
    expect(readCanon('x', bomb.join('\n')).ok).toBe(false)
  })
  test.for([
    ['longer than any canon', 'fandom: X\n'.padEnd(CANON_MAX_UNITS + 1, '#'), 'too-large'],
    ['nested a hundred thousand deep', '['.repeat(100_000), 'not-yaml'],
  ] as const)('refuses a file %s', ([, yaml, code]) => {
    expect(problemsOf(yaml)?.[0]?.[0]).toBe(code)
  })
  test('names a line for every problem, whatever the file', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json().map((json) => `fandom: X\nseasons: ${json}`),
        ),
        (yaml) => {
          const canon = readCanon('x', yaml)
          expect(
            canon.ok || canon.problems.every(({ line, column, what }) => line > 0 && column > 0 && what !== ''),
          ).toBe(true)
        },
      ),
    )
  })
})

describe('the page on how to write a canon file', () => {
  const page = readFileSync(new URL('../../../docs/how-to/write-a-canon-file.md', import.meta.url), 'utf8')
  test.for(Array.from(page.matchAll(/```yaml\n([^`]*)```/g), (match) => match[1] ?? ''))(
    'shows a file that is taken: %s',
    (yaml) => {
      expect(problemsOf(yaml)).toBeUndefined()
    },
  )
})

describe('the canon files of this archive', () => {
  test.for(FILES)('%s is one', (file) => {
    expect(open(file).characters.length).toBeGreaterThan(5)
  })

  const buffy = open('buffy.yaml')
  const episodes = buffy.points.filter(({ kind }) => kind === 'episode')
  test('Buffy has 144 episodes in seven seasons', () => {
    const bySeason = [1, 2, 3, 4, 5, 6, 7].map((season) => episodes.filter((point) => point.season === season).length)
    expect(bySeason).toEqual([12, 22, 22, 22, 22, 22, 22])
    expect(new Set(episodes.map(({ name }) => name)).size).toBe(144)
  })
  test.for([
    ['s1e01', 'Welcome to the Hellmouth'],
    ['s2e10', "What's My Line, Part 2"],
    ['s2e22', 'Becoming, Part 2'],
    ['s3e09', 'The Wish'],
    ['s4e10', 'Hush'],
    ['s5e16', 'The Body'],
    ['s6e07', 'Once More, with Feeling'],
    ['s6e09', 'Smashed'],
    ['s7e22', 'Chosen'],
  ] as const)('its %s is %s', ([key, name]) => {
    expect(episodes.find((point) => point.key === key)?.name).toBe(name)
  })
  test('its turning points stand between the right episodes', () => {
    const keys = buffy.points.map(({ key }) => key)
    expect(keys.at(0)).toBe('pre-series')
    expect(keys.at(-1)).toBe('post-series')
    expect(keys.indexOf('resurrection')).toBe(keys.indexOf('s6e01') + 1)
  })
  test('no pairing code means two pairs', () => {
    const codes = buffy.relationships.flatMap(({ aliases }) => aliases.map((alias) => alias.toLowerCase()))
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
  })
})

describe('canonHash', () => {
  test('is the same in any order, and another for another canon', () => {
    const [one, two] = [open('buffy.yaml'), open('gannet-light.yaml')]
    expect(canonHash([one, two])).toBe(canonHash([two, one]))
    expect(canonHash([one])).not.toBe(canonHash([{ ...one, words: [] }]))
  })
})

describe('membersOf', () => {
  test.for([
    ['A/B', ['A', 'B']],
    ['A & B & C', ['A', 'B', 'C']],
    ['A', ['A']],
  ] as const)('takes %s apart', ([name, members]) => {
    expect(membersOf(name)).toEqual(members)
  })
})
