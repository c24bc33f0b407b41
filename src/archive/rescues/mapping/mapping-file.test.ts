import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from './cases/mapping-files.json' with { type: 'json' }
import { writeMappingFile } from './mapping-file.ts'
import { findTerms, MAPPING_MAX_UNITS, readMappingFile, type Saying } from './read-mapping.ts'
import { inOrder, type Mapping, type Meaning, type SiteTerm, TERM_KINDS } from './term.ts'

const SITE = { name: 'The Shelf', key: 'efiction shelf' }

const TERMS: readonly SiteTerm[] = [
  term(1, 'site', '', 'The Shelf'),
  term(2, 'category', '1', 'Lantern Harbour'),
  { ...term(3, 'category', '2', 'Season One'), parentId: 2 },
  term(4, 'character', '1', 'Tobin'),
  term(5, 'character', '2', 'Tobin'),
  { ...term(6, 'class', '7', 'Angst'), typeName: 'Genres' },
  term(7, 'rating', '3', 'MA'),
  term(8, 'character', '3', 'A very long name, longer than people may type one: '.repeat(4).trim()),
]

function term(id: number, kind: SiteTerm['kind'], oldId: string, name: string): SiteTerm {
  const nothing = { typeName: null, description: null, parentId: null, oldParent: null, bits: null }
  return { id, kind, oldId, name, works: id * 3, ...nothing }
}

function category(id: number, parentId: number | null): SiteTerm {
  return { ...term(id, 'category', String(id), `C${id}`), parentId }
}

type Read =
  | { readonly says: Readonly<Record<string, string | readonly string[]>> }
  | { readonly problems: readonly unknown[] }

function read(yaml: string, terms: readonly SiteTerm[] = TERMS): Read {
  const file = readMappingFile(yaml)
  const found = file.ok ? findTerms(file.value, terms) : file
  if (!found.ok) return { problems: found.problems.map(({ code, line }) => [code, line]) }
  return { says: Object.fromEntries(found.value.map((saying) => [nameOf(saying), inWords(saying.means)])) }
}

function nameOf({ term: { kind, oldId } }: Saying): string {
  return `${kind} ${oldId}`.trim()
}

function inWords(means: Saying['means']): string | readonly string[] {
  return means === 'proposed' ? means : means.map(({ kind, name }) => `${kind}: ${name}`)
}

describe('readMappingFile', () => {
  test.for(cases.take)('takes $name', (c) => {
    expect(read(`key: x\n${c.in}`)).toEqual({ says: c.says })
  })
  test.for(cases.refuse)('refuses $name, and says where', (c) => {
    expect(read(`key: x\n${c.in}`)).toEqual({ problems: c.problems })
  })
  test.for([
    ['without a key', 'categories: []\n', [['missing', 1]]],
    [
      'that is empty',
      '',
      [
        ['wrong-kind', 1],
        ['missing', 1],
      ],
    ],
    ['longer than any mapping', 'key: x\n'.padEnd(MAPPING_MAX_UNITS + 1, '#'), [['too-large', 1]]],
  ] as const)('refuses a file %s', ([, yaml, problems]) => {
    expect(read(yaml)).toEqual({ problems })
  })
  test('refuses a file nested a hundred thousand deep, and does not name every bracket', () => {
    const { problems } = read(`key: ${'['.repeat(100_000)}`) as { problems: readonly unknown[] }
    expect(problems[0]).toEqual(['not-yaml', 1])
    expect(problems.length).toBeLessThan(100)
  })
  test('refuses a file that grows when it is read', () => {
    const bomb = ['key: x', 'categories: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]']
    for (let i = 1; i < 9; i++) bomb.push(`b${i}: &b${i} [${`*${i === 1 ? 'a' : `b${i - 1}`}, `.repeat(9)}1]`)
    expect(read(bomb.join('\n'))).toHaveProperty('problems')
  })
  test('names a line for every problem, whatever the file', () => {
    const anyFile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => `key: x\ncategories: ${json}`),
      fc.json().map((json) => `key: x\ncharacters:\n  - id: 1\n    tags: ${json}`),
    )
    fc.assert(
      fc.property(anyFile, (yaml) => {
        const file = readMappingFile(yaml)
        const found = file.ok ? findTerms(file.value, TERMS) : file
        const problems = found.ok ? [] : found.problems
        expect(found.ok || problems.length > 0).toBe(true)
        for (const { line, column, what } of problems) expect(line > 0 && column > 0 && what !== '').toBe(true)
      }),
    )
  })
})

describe('writeMappingFile', () => {
  test('writes what a person can read', () => {
    const mappings: readonly Mapping[] = [
      { termId: 1, means: [], why: 'The fandoms are among the categories.', saidBy: 'program' },
      {
        termId: 2,
        means: [{ kind: 'fandom', name: 'Lantern Harbour' }],
        why: 'It stands at the top.',
        saidBy: 'program',
      },
      {
        termId: 3,
        means: [
          { kind: 'fandom', name: 'Lantern Harbour' },
          { kind: 'additional', name: 'Season: One' },
        ],
        why: '',
        saidBy: 'archivist',
      },
      { termId: 6, means: [], why: 'It is “none”.', saidBy: 'program' },
      { termId: 7, means: [{ kind: 'rating', name: 'explicit' }], why: '“MA” means this.', saidBy: 'program' },
    ]
    const file = writeMappingFile(SITE, TERMS.slice(0, 7), new Map(mappings.map((each) => [each.termId, each])))
    expect(file.split('\n').filter((line) => !line.startsWith('#'))).toEqual(cases.written)
  })

  test('writes each category with those under it behind it, and none twice or not at all', () => {
    const tree = [category(1, 4), category(2, null), category(3, 2), category(4, null), category(5, 3), category(6, 99)]
    const circle = [category(7, 8), category(8, 7)]
    const file = writeMappingFile(SITE, [...tree, ...circle], new Map())
    expect(Array.from(file.matchAll(/name: C(\d)/g), (match) => match[1])).toEqual([
      '2',
      '3',
      '5',
      '4',
      '1',
      '6',
      '7',
      '8',
    ])
  })

  test('writes a file that says the same when it is read, whatever the names', () => {
    fc.assert(
      fc.property(anyMappedSite, ({ site, terms, mappings }) => {
        const file = readMappingFile(writeMappingFile(site, terms, mappings))
        if (!file.ok) throw new Error(JSON.stringify(file.problems))
        expect(file.value.key).toBe(site.key)
        const found = findTerms(file.value, terms)
        if (!found.ok) throw new Error(JSON.stringify(found.problems))
        const said = new Map(found.value.map(({ term: { id }, means }) => [id, means]))
        for (const { id } of terms) {
          const means = said.get(id)
          expect(means === 'proposed' ? means : inOrder(means ?? [])).toEqual(inOrder(mappings.get(id)?.means ?? []))
        }
      }),
    )
  })
})

describe('the page on how to map a site’s tags', () => {
  const page = readFileSync(new URL('../../../../docs/how-to/map-a-sites-tags.md', import.meta.url), 'utf8')
  test.for(Array.from(page.matchAll(/```yaml\n([^`]*)```/g), (match) => match[1] ?? ''))(
    'shows a file that is taken: %s',
    (yaml) => {
      expect(readMappingFile(yaml.startsWith('site:') ? yaml : `key: x\n${yaml}`)).toMatchObject({ ok: true })
    },
  )
})

const anyName = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 10 }),
    fc.constantFrom(
      'null',
      '~',
      'No',
      'true',
      '24',
      '007',
      '1.0',
      '- a',
      '# b',
      'a: b',
      '&x',
      '*x',
      '!x',
      '"',
      "'",
      '{',
      '\\',
      '…',
    ),
  )
  .map((name) => name.toWellFormed().normalize('NFC').trim())
  .filter((name) => name !== '')

const anyMeaning: fc.Arbitrary<Meaning> = fc.oneof(
  fc.record({ kind: fc.constantFrom('fandom', 'warning', 'additional'), name: anyName }),
  fc.record({ kind: fc.constant('rating' as const), name: fc.constantFrom('teen', 'unrated') }),
)

const anyMappedSite = fc
  .record({
    site: fc.record({ name: anyName, key: anyName }),
    drafts: fc.array(
      fc.record({
        kind: fc.constantFrom(...TERM_KINDS.filter((kind) => kind !== 'site')),
        name: anyName,
        means: fc.uniqueArray(anyMeaning, {
          selector: ({ kind, name }) => (kind === 'rating' ? kind : `${kind} ${name}`),
        }),
        why: anyName,
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ site, drafts }) => {
    const terms = drafts.map(({ kind, name }, i) => term(i, kind, String(i), name))
    const mappings = drafts.map(({ means, why }, i): Mapping => ({ termId: i, means, why, saidBy: 'program' }))
    return { site, terms, mappings: new Map(mappings.map((each) => [each.termId, each])) }
  })
