import { beforeEach, expect, test } from 'vitest'
import { type Canon, readCanon } from '../../intake/canon/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { applyRules } from './apply-rules.ts'
import { decide } from './decide.ts'
import { asEntries, type Proposal } from './proposal.ts'
import { type ProposeOptions, proposeTags } from './propose.ts'
import { readRules } from './read-rules.ts'
import { writeRules } from './rules-file.ts'
import { plantTaggedWork, readTag } from './testing/planted-tags.ts'

const NOW = '2026-11-20T12:00:00.000Z'

describeOnBothEngines('proposeTags', (open) => {
  let db: Db
  const canon = read(`
fandom: Lantern Harbour
aliases: [LH]
creators: [Ada Quill]
characters:
  - { name: Joss Amery, aliases: [Joss, Red] }
  - { name: Nerissa Vane, aliases: [Nerissa] }
  - { name: Cador Finch }
relationships:
  - { name: Joss Amery/Nerissa Vane, aliases: [Jossissa] }
`)

  beforeEach(async () => {
    db = (await open()).db
  })

  async function proposals(
    options: ProposeOptions = {},
    canons: readonly Canon[] = [canon],
  ): Promise<readonly string[]> {
    return (await proposeTags(db, canons, options)).map(inWords)
  }

  async function plant(times: number, ...tags: readonly string[]): Promise<void> {
    for (let i = 0; i < times; i++) await plantTaggedWork(db, `${tags.join()} ${i}`, tags)
  }

  test('knows nicknames, pairing names, short names and creators from the canon file', async () => {
    await plant(1, 'fandom LH', 'character Red', 'relationship Jossissa')
    await plant(1, 'fandom Lantern Harbour - Ada Quill', 'relationship Nerissa x Joss')
    expect(await proposals({ by: 'canon' })).toEqual([
      'fandom LH synonym Lantern Harbour',
      'character Red synonym Joss Amery',
      'character Joss Amery parent Lantern Harbour',
      'relationship Jossissa synonym Joss Amery/Nerissa Vane',
      'relationship Joss Amery/Nerissa Vane parent Lantern Harbour',
      'relationship Joss Amery/Nerissa Vane parent Joss Amery',
      'relationship Joss Amery/Nerissa Vane parent Nerissa Vane',
      'fandom Lantern Harbour - Ada Quill synonym Lantern Harbour',
      'relationship Nerissa x Joss synonym Joss Amery/Nerissa Vane',
    ])
  })

  test('leaves a nickname alone where its works are of another fandom', async () => {
    await plant(4, 'fandom Pocket Beasts', 'character Red')
    expect(await proposals({ by: 'canon', isAll: true })).toEqual([])
  })

  test('takes names spelled alike for one, the one that most works have first', async () => {
    await plant(3, 'additional Hurt/Comfort', 'relationship Tove/Maren')
    await plant(1, 'additional HurtComfort', 'relationship Maren/Tove', 'relationship Tove & Maren')
    expect(await proposals({ by: 'spelling' })).toEqual([
      'additional HurtComfort synonym Hurt/Comfort',
      'relationship Maren/Tove synonym Tove/Maren',
    ])
    expect(await proposals({ by: 'spelling', isAll: true })).toContain('relationship Tove & Maren synonym Tove/Maren')
  })

  test('takes a rare name one letter away from a common one for a slip, unless a canon file has it', async () => {
    await plant(6, 'character Cadwallon Finch', 'character Cador Flinch')
    await plant(1, 'character Cadwalon Finch', 'character Cador Finch')
    expect(await proposals({ by: 'spelling' })).toEqual(['character Cadwalon Finch synonym Cadwallon Finch'])
  })

  test('takes a character for part of the fandom that nearly all its works are of', async () => {
    await plant(9, 'fandom Harbour', 'character Tove')
    await plant(1, 'fandom Elsewhere', 'character Tove', 'character Maren')
    await plant(4, 'fandom Harbour', 'fandom Elsewhere', 'character Maren')
    expect(await proposals({ by: 'company' }, [])).toEqual([
      'character Tove parent Harbour',
      'character Maren parent Elsewhere',
    ])
  })

  test('takes a relationship for part of the people it names', async () => {
    await plant(1, 'character Tove', 'character Maren', 'relationship Tove/Maren', 'relationship Tove/Nobody')
    expect(await proposals({ by: 'company' }, [])).toEqual([
      'relationship Tove/Maren parent Tove',
      'relationship Tove/Maren parent Maren',
    ])
  })

  test('proposes nothing that a person has decided, or that holds', async () => {
    await plant(
      3,
      'additional Hurt/Comfort',
      'additional HurtComfort',
      'character Joss Amery',
      'fandom Lantern Harbour',
    )
    const say = { name: 'a test', now: NOW }
    await decide(db, { act: 'unwrangled', tags: [readTag('additional HurtComfort')] }, say)
    await decide(db, { act: 'unwrangled', tags: [readTag('additional Hurt/Comfort')] }, say)
    await decide(
      db,
      {
        act: 'parent',
        tags: [readTag('character Joss Amery')],
        under: readTag('fandom Lantern Harbour'),
        isTakenAway: true,
      },
      say,
    )
    expect(await proposals({ isAll: true })).toEqual([
      'character Joss Amery canonical',
      'fandom Lantern Harbour canonical',
    ])
  })

  test('writes a file that can be applied as it is, after which there is nothing more to propose', async () => {
    await plant(
      6,
      'fandom LH',
      'character Joss',
      'character Nerissa',
      'relationship Nerissa/Joss',
      'additional Long Kisses',
    )
    await plant(
      1,
      'fandom Lantern Harbour (Ada Quill)',
      'character Red',
      'relationship Joss & Nerissa',
      'additional Long Kises',
    )
    const all = await proposeTags(db, [canon])
    const rules = readRules([...writeRules('proposed', asEntries(all))].join(''), 'x')
    if (!rules.ok) throw new Error(JSON.stringify(rules.problems))
    await applyRules(db, rules.rules, { now: NOW })
    expect(await proposals()).toEqual([])
  })
})

function inWords({ kind, name, says, of }: Proposal): string {
  return [kind, name, says, ...(of === null ? [] : [of.name])].join(' ')
}

function read(yaml: string): Canon {
  const result = readCanon('lantern-harbour', yaml)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.canon
}
