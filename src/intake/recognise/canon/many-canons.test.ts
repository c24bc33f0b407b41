import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCanon } from '../../canon/index.ts'
import { runOf } from '../../run.ts'
import cases from './cases/many-canons.json' with { type: 'json' }
import { type CanonFacts, recogniseCanon, type StatementRole } from './index.ts'

const FOLDER = new URL('../../../../canons/', import.meta.url)
const CANONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => {
    const file = readCanon(name.replace('.yaml', ''), readFileSync(new URL(name, FOLDER), 'utf8'))
    return file.ok ? [file.canon] : []
  })

function read(said: readonly (readonly string[])[], story: readonly string[] = []): CanonFacts {
  const statements = said.map(([role, text]) => ({ role: role as StatementRole, run: runOf(text ?? '') }))
  return recogniseCanon({ canons: CANONS, statements, story: story.map((text) => runOf(text)) })
}

const values = (list: readonly { readonly value: string }[]): string[] => list.map(({ value }) => value)

function suggested(facts: CanonFacts, field: string): string[] {
  return values(facts.suggestions.filter((each) => each.field === field))
}

describe('recogniseCanon with all our canons', () => {
  test.for(cases.mend)('states $name', (c) => {
    const facts = read(c.said)
    expect(values(facts.fandoms)).toEqual(c.fandoms)
    expect(values(facts.relationships)).toEqual(c.pairs)
  })
  test.for(cases.suggest)('only suggests the fandom of $name', (c) => {
    const facts = read(c.said, c.story)
    expect(values(facts.fandoms)).toEqual([])
    expect(suggested(facts, 'fandoms')).toEqual(c.out)
  })
  test.for(cases.leave)('states and suggests no fandom for $name', (c) => {
    const facts = read(c.said, c.story)
    expect(values(facts.fandoms)).toEqual([])
    expect(suggested(facts, 'fandoms')).toEqual([])
    expect(facts.characters).toEqual([])
    expect(facts.setting.filter(({ place }) => place?.canon != null)).toEqual([])
  })
  test.for(cases.unsettled)('sets no story by $name', (c) => {
    const facts = read([
      ['fandom', c.fandom],
      [c.role, c.in],
    ])
    expect(facts.canons).toHaveLength(1)
    expect(values(facts.setting)).toEqual([])
  })
  test.for(cases.guesses)('suggests $name where nothing names the fandom', (c) => {
    const facts = read([['pairing', c.in]])
    expect(values(facts.relationships)).toEqual(c.in.split(', '))
    expect(suggested(facts, 'relationships').toSorted()).toEqual(c.out)
  })
})
