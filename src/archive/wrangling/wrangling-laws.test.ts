/**
 * Laws of wrangling: whatever is said, taken back and said again, tags are one step from their canonical tags, nothing
 * stands above itself, everything follows from what is said by now, and taking back restores what was.
 */
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { applyRules } from './apply-rules.ts'
import { type Decision, decide } from './decide.ts'
import { listWorksAnew } from './list-anew.ts'
import type { RuleEntry } from './rule.ts'
import { plantTaggedWork, readTag } from './testing/planted-tags.ts'
import { undoWrangling } from './undo.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const TAGS = [
  ...['A', 'B', 'C', 'D', 'E'].map((name) => `character ${name}`),
  ...['F', 'G', 'H'].map((name) => `fandom ${name}`),
  ...['A/B', 'B/C'].map((name) => `relationship ${name}`),
]

const tag = fc.constantFrom(...TAGS).map(readTag)
const tags = fc.uniqueArray(tag, { minLength: 1, maxLength: 3, selector: ({ kind, name }) => `${kind} ${name}` })
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({ act: fc.constantFrom('canonical', 'ambiguous', 'unwrangled'), tags }),
  fc.record({ act: fc.constant('synonym'), tags, of: tag }),
  fc.record({ act: fc.constantFrom('meta', 'parent'), tags, under: tag, isTakenAway: fc.boolean() }),
  fc.record({ act: fc.constantFrom('meta', 'synonym', 'meta'), tags, under: tag, of: tag }),
) as fc.Arbitrary<Decision>
const entry: fc.Arbitrary<RuleEntry> = fc
  .record({
    kind: fc.constantFrom('character', 'fandom'),
    of: fc.shuffledSubarray(['A', 'B', 'C', 'D', 'E', 'F', 'G']),
  })
  .map(({ kind, of: [name = 'A', ...rest] }) => ({
    kind,
    name,
    is: 'canonical',
    synonyms: rest.slice(0, 2).map((each) => ({ name: each, why: null })),
    metas: rest.slice(2, 4).map((each) => ({ name: each, why: null })),
    parents: kind === 'character' ? rest.slice(4).map((each) => ({ kind: 'fandom', name: each, why: null })) : [],
    why: null,
  }))
type Step =
  | { readonly kind: 'decide'; readonly decision: Decision }
  | { readonly kind: 'apply'; readonly set: string; readonly entry: RuleEntry }
  | { readonly kind: 'undo'; readonly which: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('decide'), decision }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('apply'), set: fc.constantFrom('one', 'two'), entry }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo'), which: fc.nat(20) }) },
) as fc.Arbitrary<Step>

describeOnBothEngines('wrangling', (open, engine) => {
  const numRuns = engine === 'sqlite' ? 60 : 8

  test('keeps its laws through any decisions, rules and undoing', async () => {
    const { db } = await open()
    await plantWorks(db)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await startAgain(db)
        for (const each of steps) {
          await take(db, each)
          await expectLaws(db)
        }
        await listWorksAnew(db)
        await expectListed(db)
      }),
      { numRuns },
    )
  })

  test('stands after undoing as it stood before', async () => {
    const { db } = await open()
    await plantWorks(db)
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        fc.array(step, { minLength: 1, maxLength: 4 }),
        async (before, after) => {
          await startAgain(db)
          for (const each of before) await take(db, each)
          await listWorksAnew(db)
          const state = await stateOf(db)
          const last = await lastWrangling(db)
          for (const each of after)
            if (each.kind !== 'undo') await take(db, each.kind === 'apply' ? { ...each, set: 'three' } : each)
          const later = await db
            .selectFrom('wrangling')
            .select('id')
            .where('id', '>', last)
            .orderBy('id', 'desc')
            .execute()
          for (const { id } of later) await undoWrangling(db, id, NOW)
          await listWorksAnew(db)
          expect(await stateOf(db)).toEqual(state)
        },
      ),
      { numRuns: Math.ceil(numRuns / 2) },
    )
  })
})

async function plantWorks(db: Db): Promise<void> {
  for (const [i, each] of TAGS.entries())
    await plantTaggedWork(db, `Work ${i}`, [each, TAGS[(i + 3) % TAGS.length] as string])
}

async function startAgain(db: Db): Promise<void> {
  const rows = await db.selectFrom('wrangling').select('id').where('undone_at', 'is', null).execute()
  for (const { id } of rows) await undoWrangling(db, id, NOW)
  await listWorksAnew(db)
  await db.deleteFrom('wrangling').execute()
}

async function lastWrangling(db: Db): Promise<number> {
  const row = await db.selectFrom('wrangling').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

async function take(db: Db, each: Step): Promise<void> {
  if (each.kind === 'decide') await decide(db, each.decision, { name: 'a test', now: NOW })
  else if (each.kind === 'apply')
    await applyRules(db, { name: each.set, entries: [each.entry] }, { now: NOW, isWhole: true })
  else {
    const rows = await db.selectFrom('wrangling').select('id').where('undone_at', 'is', null).orderBy('id').execute()
    const row = rows[each.which % Math.max(1, rows.length)]
    if (row !== undefined) await undoWrangling(db, row.id, NOW)
  }
}

/** What was said, in the words of `saying.ts`, followed in the plainest way. */
async function expectLaws(db: Db): Promise<void> {
  const known = await db.selectFrom('tag').select(['id', 'kind', 'standing', 'canonical_id']).execute()
  const said = await db
    .selectFrom('tag_saying')
    .innerJoin('wrangling', 'wrangling.id', 'wrangling_id')
    .select(['tag_saying.id', 'wrangling_id', 'said_by', 'relation', 'tag_id', 'other_id', 'holds'])
    .execute()
  const byStrength = said.toSorted(
    (a, b) =>
      Number(b.said_by === 'archivist') - Number(a.said_by === 'archivist') ||
      b.wrangling_id - a.wrangling_id ||
      b.id - a.id,
  )
  const standing = (id: number) =>
    byStrength.find((each) => each.tag_id === id && each.relation !== 'meta' && each.relation !== 'parent')
  const root = (id: number): number => {
    const says = standing(id)
    return says?.relation === 'synonym' ? root(says.other_id as number) : id
  }
  const isCanonical = (id: number): boolean => standing(id)?.relation === 'canonical'
  const ends = new Map<number, number>()
  for (const { id, kind, standing: is, canonical_id: canonical } of known) {
    const top = root(id)
    const wanted = top !== id && isCanonical(top) ? top : null
    ends.set(id, wanted ?? id)
    expect(canonical).toBe(wanted)
    const own = standing(id)?.relation
    expect(is).toBe(own === 'canonical' || own === 'ambiguous' ? own : null)
    expect(known.find((each) => each.id === (canonical ?? id))?.kind).toBe(kind)
  }
  const above = new Map<number, number[]>()
  for (const { relation, tag_id: lower, other_id: upper } of await db.selectFrom('tag_link').selectAll().execute()) {
    const strongest = byStrength.find(
      (each) => each.relation === relation && ends.get(each.tag_id) === lower && ends.get(each.other_id ?? 0) === upper,
    )
    expect(strongest?.holds).toBe(true)
    expect(isCanonical(upper)).toBe(true)
    expect(relation === 'meta' ? isCanonical(lower) : ends.get(lower) === lower).toBe(true)
    if (relation === 'meta') above.set(lower, [...(above.get(lower) ?? []), upper])
  }
  const all = (id: number, met: readonly number[] = []): number[] => {
    expect(met).not.toContain(id)
    return (above.get(id) ?? []).flatMap((upper) => [upper, ...all(upper, [...met, id])])
  }
  const closure = await db.selectFrom('tag_closure').select(['tag_id', 'meta_id']).execute()
  const pairs = known.flatMap(({ id }) => [...new Set(all(id))].map((upper) => `${id} ${upper}`))
  expect(closure.map((row) => `${row.tag_id} ${row.meta_id}`).toSorted()).toEqual(pairs.toSorted())
  expectNothingForgotten(byStrength, ends, isCanonical, above, await linkKeys(db, 'parent'))
}

interface SaidRow {
  readonly relation: string
  readonly tag_id: number
  readonly other_id: number | null
  readonly holds: boolean
}

/** A link that was said and that could hold does: but for meta tags that would close a circle. */
function expectNothingForgotten(
  byStrength: readonly SaidRow[],
  ends: ReadonlyMap<number, number>,
  isCanonical: (id: number) => boolean,
  above: ReadonlyMap<number, readonly number[]>,
  parents: ReadonlySet<string>,
): void {
  const seen = new Set<string>()
  for (const each of byStrength) {
    if (each.relation !== 'meta' && each.relation !== 'parent') continue
    const lower = ends.get(each.tag_id) as number
    const upper = ends.get(each.other_id ?? 0) as number
    const key = `${lower} ${upper}`
    if (seen.has(`${each.relation} ${key}`) || lower === upper) continue
    seen.add(`${each.relation} ${key}`)
    if (!each.holds || !isCanonical(upper)) continue
    const isThere = each.relation === 'parent' ? parents.has(key) : above.get(lower)?.includes(upper) === true
    const mayRest = each.relation === 'meta' && (!isCanonical(lower) || reaches(above, upper, lower))
    expect(isThere || mayRest).toBe(true)
  }
}

function reaches(above: ReadonlyMap<number, readonly number[]>, from: number, to: number): boolean {
  return from === to || (above.get(from) ?? []).some((upper) => reaches(above, upper, to))
}

async function linkKeys(db: Db, relation: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('tag_link').selectAll().where('relation', '=', relation).execute()
  return new Set(rows.map((row) => `${row.tag_id} ${row.other_id}`))
}

async function expectListed(db: Db): Promise<void> {
  const wanted = await sql<{ key: string }>`
    select distinct work_tag.work_id || ' ' || search_tag_closure.found_under_id as key
      from work_tag inner join search_tag_closure on search_tag_closure.tag_id = work_tag.tag_id
    union select work_id || ' ' || tag_id from work_tag`.execute(db)
  const there = await sql<{
    key: string
  }>`select work_id || ' ' || ref_id as key from listing where kind = 'tag'`.execute(db)
  expect(keys(there.rows)).toEqual(keys(wanted.rows))
}

function keys(rows: readonly { readonly key: string }[]): readonly string[] {
  return rows.map((row) => row.key).toSorted()
}

/** By names, since keys of tags that come and go differ. */
async function stateOf(db: Db): Promise<unknown> {
  const list = async (query: ReturnType<typeof sql<{ line: string }>>) =>
    (await query.execute(db)).rows.map((row) => row.line).toSorted()
  return [
    await list(sql`select tag.kind || ' ' || tag.folded || ' ' || coalesce(tag.standing, '') || ' ' || coalesce(canonical.folded, '') as line
      from tag left join tag as canonical on canonical.id = tag.canonical_id`),
    await list(sql`select relation || ' ' || lower_tag.folded || ' ' || upper_tag.folded as line from tag_link
      inner join tag as lower_tag on lower_tag.id = tag_id inner join tag as upper_tag on upper_tag.id = other_id`),
    await list(sql`select lower_tag.folded || ' ' || upper_tag.folded as line from tag_closure
      inner join tag as lower_tag on lower_tag.id = tag_id inner join tag as upper_tag on upper_tag.id = meta_id`),
    await list(sql`select work_id || ' ' || ref_id as line from listing where kind = 'tag'`),
  ]
}
