import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { applyRules, findAppliedRules } from './apply-rules.ts'
import { type Decision, decide } from './decide.ts'
import { listWorksAnew } from './list-anew.ts'
import { countUnlisted } from './list-anew-store.ts'
import { listAsRules, listWrangledTags } from './list-store.ts'
import { readRules } from './read-rules.ts'
import { listWranglings } from './saying-store.ts'
import { plantTaggedWork, readTag, worksUnder } from './testing/planted-tags.ts'
import { undoWrangling } from './undo.ts'

const NOW = '2026-11-20T12:00:00.000Z'

describeOnBothEngines('wrangling', (open) => {
  let db: Db

  beforeEach(async () => {
    db = (await open()).db
    await plantTaggedWork(db, 'One', ['fandom Harbour', 'character Joss', 'additional First Kiss'])
    await plantTaggedWork(db, 'Two', ['fandom Harbour', 'character Jos', 'additional Kissing'])
    await plantTaggedWork(db, 'Three', ['fandom The Harbour', 'character Joss Amery', 'relationship Joss/Nerissa'])
  })

  async function say(decision: Decision) {
    const decided = await decide(db, decision, { name: 'a test', now: NOW })
    await listWorksAnew(db)
    return decided
  }

  async function apply(text: string, options: { isWhole?: boolean; isDryRun?: boolean } = {}) {
    const read = readRules(text, 'test')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const applied = await applyRules(db, read.rules, { now: NOW, ...options })
    await listWorksAnew(db)
    return applied
  }

  async function standings(): Promise<Record<string, string>> {
    const tags = await listWrangledTags(db, { size: 100 })
    return Object.fromEntries(
      tags
        .filter(({ standing }) => standing !== 'unwrangled')
        .map((tag) => [tag.name, tag.canonical === null ? tag.standing : `= ${tag.canonical}`]),
    )
  }

  test('finds works of a synonym under its canonical tag, and keeps their words', async () => {
    await say(synonym('character Jos', 'character Joss'))
    expect(await worksUnder(db, 'character Joss')).toEqual(['One', 'Two'])
    const written = await db.selectFrom('work_tag').select('as_written').where('as_written', '=', 'Jos').execute()
    expect(written).toHaveLength(1)
  })

  test('moves synonyms, meta tags, sub-tags and parents of a tag that becomes a synonym, and moves them back', async () => {
    await say(synonym('character Jos', 'character Joss'))
    await say(under('meta', 'character Joss', 'character Keepers'))
    await say({ act: 'canonical', tags: [readTag('character Young Joss')] })
    await say(under('meta', 'character Young Joss', 'character Joss'))
    await say(under('parent', 'character Joss', 'fandom Harbour'))
    const before = await collect(listAsRules(db))
    const merged = await say(synonym('character Joss', 'character Joss Amery'))
    expect(await standings()).toMatchObject({ Jos: '= Joss Amery', Joss: '= Joss Amery', 'Joss Amery': 'canonical' })
    expect(
      (await collect(listAsRules(db))).map(({ name, metas, parents }) => [name, ...metas, ...parents].map(nameOf)),
    ).toEqual([['Joss Amery', 'Keepers', 'Harbour'], ['Keepers'], ['Young Joss', 'Joss Amery'], ['Harbour']])
    expect(await worksUnder(db, 'character Keepers')).toEqual(['One', 'Three', 'Two'])
    if (!merged.ok || merged.wrangling === null) throw new Error('it was not said')
    await undoWrangling(db, merged.wrangling, NOW)
    await listWorksAnew(db)
    expect(await collect(listAsRules(db))).toEqual(before)
    expect(await worksUnder(db, 'character Keepers')).toEqual(['One', 'Two'])
  })

  test('takes the parents of a synonym back from a tag that stays canonical', async () => {
    await say({ act: 'canonical', tags: [readTag('character Joss Amery')] })
    await say(under('parent', 'character Joss', 'fandom Harbour'))
    const merged = await say(synonym('character Joss', 'character Joss Amery'))
    await say({ act: 'canonical', tags: [readTag('character Joss Amery')] })
    await say(synonym('character Jos', 'character Joss Amery'))
    expect((await collect(listAsRules(db, 'character')))[0]?.parents.map(nameOf)).toEqual(['Harbour'])
    if (!merged.ok || merged.wrangling === null) throw new Error('it was not said')
    await undoWrangling(db, merged.wrangling, NOW)
    const after = await collect(listAsRules(db, 'character'))
    expect(after.map(({ name, parents }) => [name, ...parents.map(nameOf)])).toEqual([
      ['Joss', 'Harbour'],
      ['Joss Amery'],
    ])
  })

  test('finds works of a sub-tag under all that stands above it', async () => {
    await say(under('meta', 'additional First Kiss', 'additional Kissing'))
    await say(under('meta', 'additional Kissing', 'additional Romance'))
    expect(await worksUnder(db, 'additional Romance')).toEqual(['One', 'Two'])
    expect(await worksUnder(db, 'additional First Kiss')).toEqual(['One'])
  })

  test('finds a work that comes later at once where its tags lead', async () => {
    await say(under('meta', 'additional Kissing', 'additional Romance'))
    await say(synonym('additional First Kiss', 'additional Kissing'))
    await plantTaggedWork(db, 'Four', ['additional first kiss'])
    expect(await worksUnder(db, 'additional Romance')).toEqual(['Four', 'One', 'Two'])
  })

  const REFUSED: readonly (readonly [string, Decision, string])[] = [
    ['a synonym of another kind', synonym('character Jos', 'fandom Harbour'), 'other-kind'],
    ['a synonym of itself, spelled alike', synonym('character Joss', 'character JOSS!'), 'of-itself'],
    ['a tag that is not there', synonym('character Nobody', 'character Joss'), 'no-such-tag'],
    ['a meta tag of another kind', under('meta', 'character Joss', 'fandom Harbour'), 'other-kind'],
    ['a fandom under a character', under('parent', 'fandom Harbour', 'character Joss'), 'no-parent'],
    ['a character under a character as its parent', under('parent', 'character Joss', 'character Jos'), 'no-parent'],
    ['a name of 10 kB', { act: 'canonical', tags: [{ kind: 'character', name: 'x'.repeat(10_000) }] }, 'name-too-long'],
    [
      'a name with a control character',
      { act: 'canonical', tags: [{ kind: 'character', name: 'Jo\u0000ss' }] },
      'name-has-sign',
    ],
    [
      'a name that turns the text around',
      { act: 'canonical', tags: [{ kind: 'character', name: 'Joss\u202egnp' }] },
      'name-has-sign',
    ],
    [
      'a name with a sign of queries',
      { act: 'canonical', tags: [{ kind: 'character', name: 'Jo*ss' }] },
      'name-has-sign',
    ],
    [
      'a new name with a comma',
      { act: 'canonical', tags: [{ kind: 'character', name: 'Amery， Joss' }] },
      'name-has-sign',
    ],
    ['a name of nothing', { act: 'canonical', tags: [{ kind: 'character', name: ' ' }] }, 'name-empty'],
  ]
  test.for(REFUSED)('refuses %s', async ([, decision, refusal]) => {
    const decided = await say(decision)
    expect(decided).toMatchObject({ ok: false, refusal })
    expect(await standings()).toEqual({})
    expect(await listWranglings(db)).toEqual([])
  })

  test.for(['العربية', 'ひかり', '👩‍👩‍👧 family', '💜', 'Ελλάδα', '«Été»'])('takes the name %s', async (name) => {
    expect(await say({ act: 'canonical', tags: [{ kind: 'additional', name }] })).toMatchObject({
      ok: true,
      changed: 1,
    })
  })

  test('refuses a synonym of a synonym, and says of what', async () => {
    await say(synonym('character Jos', 'character Joss'))
    const decided = await say(synonym('character Joss Amery', 'character Jos'))
    expect(decided).toMatchObject({ ok: false, refusal: 'is-synonym', of: { name: 'Joss' } })
  })

  test('refuses meta tags in a circle, also one that a merge would close', async () => {
    await say(under('meta', 'additional First Kiss', 'additional Kissing'))
    await say(under('meta', 'additional Kissing', 'additional Romance'))
    expect(await say(under('meta', 'additional Romance', 'additional First Kiss'))).toMatchObject({ refusal: 'circle' })
    expect(await say(synonym('additional Romance', 'additional First Kiss'))).toMatchObject({ refusal: 'circle' })
    expect(await standings()).toMatchObject({ Romance: 'canonical' })
  })

  test('lets only one of two that would close a circle together through', async () => {
    await say({ act: 'canonical', tags: [readTag('additional Kissing'), readTag('additional First Kiss')] })
    const both = await Promise.all([
      decide(db, under('meta', 'additional Kissing', 'additional First Kiss'), { name: 'one', now: NOW }),
      decide(db, under('meta', 'additional First Kiss', 'additional Kissing'), { name: 'two', now: NOW }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.selectFrom('tag_closure').selectAll().execute()).toHaveLength(1)
  })

  test('keeps nothing of a dry run', async () => {
    const options = { name: 'a test', now: NOW, isDryRun: true }
    expect(await decide(db, synonym('character Jos', 'character New'), options)).toMatchObject({ ok: true, changed: 2 })
    expect(await standings()).toEqual({})
    expect(await db.selectFrom('tag').select('id').where('name', '=', 'New').execute()).toEqual([])
  })

  test('sets an ambiguous tag aside: it has no synonyms then', async () => {
    await say(synonym('character Jos', 'character Joss'))
    await say({ act: 'ambiguous', tags: [readTag('character Joss')] })
    expect(await standings()).toEqual({ Joss: 'ambiguous' })
    expect(await worksUnder(db, 'character Joss')).toEqual(['One'])
  })

  const RULES =
    'rules: shelf\ntags:\n  - character: Joss Amery\n    synonyms: [Jos, Joss, Jossie]\n    parents: [{ fandom: Harbour }]\n'

  test('applies rules as often as one likes, for the tags that are here', async () => {
    expect(await apply(RULES)).toMatchObject({ sayings: 5, added: 5, leftOut: 0 })
    expect(await apply(RULES)).toMatchObject({ sayings: 5, added: 0, takenBack: 0, changed: 0 })
    expect(await standings()).toEqual({
      Jos: '= Joss Amery',
      Joss: '= Joss Amery',
      'Joss Amery': 'canonical',
      Harbour: 'canonical',
    })
    expect(await listWranglings(db)).toHaveLength(1)
  })

  test('takes back what a changed set of rules says no more', async () => {
    await apply(RULES)
    expect(await apply('rules: shelf\ntags: [{ character: Joss, synonyms: [Jos] }]')).toMatchObject({
      added: 2,
      takenBack: 5,
    })
    expect(await standings()).toEqual({ Joss: 'canonical', Jos: '= Joss' })
  })

  test('imports rules about tags to come, and leaves no trace of them when it is undone', async () => {
    await apply(RULES, { isWhole: true })
    await plantTaggedWork(db, 'Four', ['character Jossie'])
    expect(await worksUnder(db, 'character Joss Amery')).toEqual(['Four', 'One', 'Three', 'Two'])
    await apply('rules: more\ntags: [{ character: Cador, synonyms: [Cad] }]', { isWhole: true })
    const [last] = await listWranglings(db)
    await undoWrangling(db, last?.id ?? 0, NOW)
    expect(await db.selectFrom('tag').select('name').where('name', 'in', ['Cador', 'Cad']).execute()).toEqual([])
  })

  test('never lets rules overrule a person, and lets them count when the decision is taken back', async () => {
    const decided = await say({ act: 'unwrangled', tags: [readTag('character Jos')] })
    await apply(RULES)
    expect(await standings()).not.toHaveProperty('Jos')
    if (!decided.ok || decided.wrangling === null) throw new Error('it was not said')
    await undoWrangling(db, decided.wrangling, NOW)
    expect(await standings()).toMatchObject({ Jos: '= Joss Amery' })
  })

  test('takes away a parent that rules give, whatever they say later', async () => {
    await apply(RULES)
    await say({
      act: 'parent',
      tags: [readTag('character Joss Amery')],
      under: readTag('fandom Harbour'),
      isTakenAway: true,
    })
    await apply('rules: again\ntags: [{ character: Jos, is: unsaid, parents: [{ fandom: Harbour }] }]')
    expect((await collect(listAsRules(db, 'character')))[0]?.parents).toEqual([])
  })

  test('leaves meta tags aside that would close a circle with what was said before', async () => {
    await say(under('meta', 'additional First Kiss', 'additional Kissing'))
    const applied = await apply('tags: [{ additional: Kissing, meta: [First Kiss] }]')
    expect(applied.resting).toHaveLength(1)
    expect(await worksUnder(db, 'additional First Kiss')).toEqual(['One'])
  })

  test('remembers rules that were taken back, to apply them again', async () => {
    await apply(RULES)
    const [set] = await listWranglings(db)
    await undoWrangling(db, set?.id ?? 0, NOW)
    expect(await standings()).toEqual({})
    const found = await findAppliedRules(db, 'shelf')
    expect(found).toMatchObject({ isInForce: false })
    if (found !== undefined) await applyRules(db, found.rules, { now: NOW })
    expect(await standings()).toMatchObject({ Jos: '= Joss Amery' })
  })

  test('writes a change for each tag that means something else', async () => {
    await say(under('meta', 'additional Kissing', 'additional Romance'))
    await db.deleteFrom('change_log').execute()
    await say(synonym('additional First Kiss', 'additional Kissing'))
    const rows = await db
      .selectFrom('change_log')
      .innerJoin('tag', 'tag.id', 'row_id')
      .select('tag.name')
      .where('table_name', '=', 'tag')
      .execute()
    expect(rows.map(({ name }) => name)).toContain('First Kiss')
  })

  test('goes on with listing works where it was stopped', async () => {
    for (let i = 0; i < 120; i++) await plantTaggedWork(db, `Work ${i}`, ['character Jos'])
    await decide(db, synonym('character Jos', 'character Joss'), { name: 'a test', now: NOW })
    await expect(
      listWorksAnew(db, (works) => {
        if (works > 50) throw new Error('stopped')
      }),
    ).rejects.toThrow('stopped')
    expect(await countUnlisted(db)).toBe(1)
    await listWorksAnew(db)
    expect(await worksUnder(db, 'character Joss')).toHaveLength(122)
    expect(await countUnlisted(db)).toBe(0)
  })
})

function synonym(tag: string, of: string): Decision {
  return { act: 'synonym', tags: [readTag(tag)], of: readTag(of) }
}

function under(act: 'meta' | 'parent', tag: string, upper: string): Decision {
  return { act, tags: [readTag(tag)], under: readTag(upper) }
}

function nameOf(each: string | { readonly name: string }): string {
  return typeof each === 'string' ? each : each.name
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
