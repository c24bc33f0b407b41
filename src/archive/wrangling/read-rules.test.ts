import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TAG_KINDS } from '../works/index.ts'
import { RULES_MAX_UNITS, readRules } from './read-rules.ts'
import type { RuleEntry } from './rule.ts'
import { writeRules, writeRulesAsJson } from './rules-file.ts'
import { checkCanonicalName, checkWords, parentKindsOf, tidyName } from './saying.ts'
import { keyOfTag } from './tag-store.ts'

/** What is wrong, each with its line. */
const REFUSED: readonly (readonly [name: string, text: string, line: number, what: RegExp])[] = [
  ['a misspelt kind', 'tags:\n  - charcter: Joss\n', 2, /“charcter” means nothing/],
  ['a misspelt word', 'tags:\n  - character: Joss\n    synonims: [J]\n', 3, /“synonims” means nothing/],
  ['no tags at all', 'rules: x\n', 1, /needs “tags”/],
  ['tags that are no list', 'tags:\n  character: Joss\n', 2, /must be a list/],
  ['an entry of two kinds', 'tags:\n  - character: Joss\n    fandom: Harbour\n', 2, /names one tag/],
  ['the same tag twice', 'tags:\n  - character: Joss\n  - character: JOSS!\n', 3, /two entries/],
  [
    'a synonym of two tags',
    'tags:\n  - character: Joss\n    synonyms: [J]\n  - character: Jane\n    synonyms:\n      - J\n',
    6,
    /of two tags/,
  ],
  [
    'a synonym of a synonym',
    'tags:\n  - character: Joss\n    synonyms:\n      - J\n  - character: J\n    synonyms: [Jay]\n',
    4,
    /its own entry/,
  ],
  [
    'a meta tag that is a synonym',
    'tags:\n  - character: Joss\n    synonyms: [J]\n  - character: Jane\n    meta: [J]\n',
    5,
    /stands above/,
  ],
  [
    'meta tags in a circle',
    'tags:\n  - character: A\n    meta: [B]\n  - character: B\n    meta: [C]\n  - character: C\n    meta: [A]\n',
    2,
    /above itself/,
  ],
  [
    'a parent of a wrong kind',
    'tags:\n  - fandom: Harbour\n    parents:\n      - character: Joss\n',
    4,
    /belongs to no other tag/,
  ],
  ['a parent without its kind', 'tags:\n  - character: Joss\n    parents:\n      - Harbour\n', 4, /group of entries/],
  [
    'synonyms of an ambiguous tag',
    'tags:\n  - character: Will\n    is: ambiguous\n    synonyms: [Bill]\n',
    4,
    /Only a canonical tag/,
  ],
  ['a state that is none', 'tags:\n  - character: Will\n    is: sometimes\n', 3, /“is” says/],
  ['a name of 10 kB', `tags:\n  - character: ${'x'.repeat(10_000)}\n`, 2, /longer than 150/],
  ['a name with a control character', 'tags:\n  - character: "Jo\\u0000ss"\n', 2, /cannot be seen/],
  ['a name that turns the text around', 'tags:\n  - character: "Joss\\u202Egnp"\n', 2, /cannot be seen/],
  ['an empty name', 'tags:\n  - character:\n', 2, /is empty/],
  ['references', 'tags:\n  - character: &a Joss\n    synonyms: [*a]\n', 3, /reference|group of entries/],
  ['no YAML', 'tags:\n  - character: "Joss\n', 3, /quote/i],
]

describe('readRules', () => {
  test.for(REFUSED)('refuses %s, and names the line', ([, text, line, what]) => {
    const read = readRules(text, 'test')
    if (read.ok) throw new Error('it was taken')
    expect(read.problems[0]?.what).toMatch(what)
    expect(read.problems[0]?.line).toBe(line)
  })

  test('takes JSON as it takes YAML', () => {
    const text =
      '{ "rules": "x", "tags": [ { "character": "Joss", "synonyms": ["J", { "name": "Jo", "why": "short" }] } ] }'
    const read = readRules(text, 'test')
    expect(read).toMatchObject({
      ok: true,
      rules: {
        name: 'x',
        entries: [{ kind: 'character', name: 'Joss', synonyms: [{ name: 'J' }, { name: 'Jo', why: 'short' }] }],
      },
    })
  })

  test('calls a set without a name after its file', () => {
    expect(readRules('tags: []', 'shelf')).toMatchObject({ ok: true, rules: { name: 'shelf', entries: [] } })
  })

  test('passes over another spelling of the tag itself', () => {
    const read = readRules('tags: [{ character: Joss Amery, synonyms: [joss amery, "Joss-Amery"] }]', 'x')
    expect(read).toMatchObject({ ok: true, rules: { entries: [{ synonyms: [] }] } })
  })

  test('refuses a file that is too large, and does not read it', () => {
    const read = readRules('x'.repeat(RULES_MAX_UNITS + 1), 'x')
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'too-large' }] })
  })

  test('refuses a tower of references without building it', () => {
    const floors = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`)
    const read = readRules(`l0: &l0 [lol]\n${floors.join('\n')}\ntags: *l30\n`, 'x')
    expect(read.ok).toBe(false)
  })

  test('refuses a file nested ten thousand deep', () => {
    expect(readRules(`tags: ${'['.repeat(10_000)}`, 'x').ok).toBe(false)
  })

  test('refuses more levels of meta tags than anybody needs', () => {
    const levels = Array.from({ length: 5000 }, (_, i) => `  - character: Level ${i}\n    meta: [Level ${i + 1}]`)
    expect(readRules(`tags:\n${levels.join('\n')}\n`, 'x')).toMatchObject({ ok: false, problems: [{ code: 'circle' }] })
  })

  test('reads what was written, as YAML and as JSON', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map(tidyName)
    const canonical = name.filter((each) => checkCanonicalName(each) === undefined)
    const entry = fc.record({
      kind: fc.constantFrom(...TAG_KINDS),
      name: canonical,
      is: fc.constant('canonical'),
      synonyms: reasoned(name.filter((each) => checkWords(each) === undefined)),
      metas: fc.constant([]),
      parents: reasoned(canonical),
      why: fc.option(name.filter((each) => checkWords(each) === undefined)),
    })
    fc.assert(
      fc.property(entry, canonical, ({ parents, ...rest }, set) => {
        const [parent] = parentKindsOf(rest.kind)
        const written: RuleEntry = {
          ...rest,
          is: 'canonical',
          synonyms: rest.synonyms.filter(
            (each, i, all) =>
              keyOfTag({ ...rest, name: each.name }) !== keyOfTag(rest) &&
              all.findIndex(
                (one) => keyOfTag({ ...rest, name: one.name }) === keyOfTag({ ...rest, name: each.name }),
              ) === i,
          ),
          parents: parent === undefined ? [] : parents.map((each) => ({ ...each, kind: parent })),
        }
        for (const write of [writeRules, writeRulesAsJson]) {
          const text = [...write(set, [written])].join('')
          expect(readRules(text, 'x')).toEqual({ ok: true, rules: { name: set, entries: [written] } })
        }
      }),
    )
  })
})

function reasoned(name: fc.Arbitrary<string>): fc.Arbitrary<{ readonly name: string; readonly why: null }[]> {
  return fc.uniqueArray(fc.record({ name, why: fc.constant(null) }), { maxLength: 3, selector: (each) => each.name })
}
