/**
 * Applies a set of rules, as often as one likes: a second time changes nothing, a changed set changes what is different,
 * and an empty one takes everything back.
 *
 * What the set said before and says no more is taken back first, then comes what is new, in portions, each in a
 * transaction of its own. Killed on the way, it is finished by applying it again. Rules that the archivist decided
 * against are written down all the same and do not count; they would if the decision were taken back.
 */
import { chunks } from '../../platform/db/chunks.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { lockTable } from '../../platform/db/locks.ts'
import { followSayings } from './follow-store.ts'
import { keyOfSaying, type NamedSaying, type RuleSet, sayingsOfEntry } from './rule.ts'
import { addWrangling, findRuleSet, insertSayings, listNamedSayings, saveRuleContent } from './saying-store.ts'
import { addUnusedTags, findTagsByName, type KnownTag, keyOfTag, type TagName } from './tag-store.ts'
import { takeBack } from './undo.ts'

export interface ApplyRulesOptions {
  /** ISO 8601, UTC. */
  readonly now: string
  /** Takes rules about tags that no work here has, too; then works that come later find them. */
  readonly isWhole?: boolean
  readonly isDryRun?: boolean
  readonly onProgress?: (done: number, of: number) => void
}

export interface RulesApplied {
  /** Sayings of the set that count as rules here, and how many of them are new or were taken back. */
  readonly sayings: number
  readonly added: number
  readonly takenBack: number
  /** Entries about tags that are not here. */
  readonly leftOut: number
  /** Tags that are something else now, or stand elsewhere. Nothing is known of that in a dry run. */
  readonly changed: number
  /** Meta tags that rest since they would close a circle. */
  readonly resting: readonly { readonly lower: number; readonly upper: number }[]
}

/** Sayings a transaction: 200 took up to half a second where many tags hang together. */
const PORTION = 20

export async function applyRules(db: Db, rules: RuleSet, options: ApplyRulesOptions): Promise<RulesApplied> {
  const { now, isDryRun = false, onProgress = () => {} } = options
  const { wanted, leftOut } = await whatCountsHere(db, rules, options.isWhole === true)
  const before = await findRuleSet(db, rules.name)
  const isInForce = before !== undefined && before.undoneAt === null
  const there = isInForce ? await listNamedSayings(db, before.id) : []
  const keyed = there.map((said) => ({
    said,
    key: keyOfSaying({ relation: said.relation, tag: said.tagName, other: said.otherName }),
  }))
  const thereKeys = new Set(keyed.map(({ key }) => key))
  const gone = keyed.filter(({ key }) => !wanted.has(key)).map(({ said }) => said)
  const added = [...wanted].filter(([key]) => !thereKeys.has(key)).map(([, saying]) => saying)
  const counts = { sayings: wanted.size, added: added.length, takenBack: gone.length, leftOut }
  if (isDryRun) return { ...counts, changed: 0, resting: [] }
  const content = JSON.stringify({ rules, isWhole: options.isWhole === true })
  const id = await inTransaction(db, async (tx) => {
    if (!isInForce) return addWrangling(tx, { saidBy: 'rule', name: rules.name, now, content })
    await saveRuleContent(tx, before.id, content)
    return before.id
  })
  let changed = gone.length === 0 ? 0 : await takeBack(db, gone, now)
  const resting = new Map<string, { readonly lower: number; readonly upper: number }>()
  for (const [i, portion] of chunks(added, PORTION).entries()) {
    const followed = await inTransaction(db, (tx) => sayInPortions(tx, id, portion, now))
    changed += followed.changed.length
    for (const link of followed.resting) resting.set(`${link.lower} ${link.upper}`, link)
    onProgress(Math.min(added.length, (i + 1) * PORTION), added.length)
  }
  return { ...counts, changed, resting: [...resting.values()] }
}

/** The rules of a set as it was applied last, to be applied again; undefined when no set has this name. */
export async function findAppliedRules(
  db: Db,
  name: string,
): Promise<{ readonly rules: RuleSet; readonly isWhole: boolean; readonly isInForce: boolean } | undefined> {
  const found = await findRuleSet(db, name)
  if (found?.content == null) return undefined
  const content = JSON.parse(found.content) as { rules: RuleSet; isWhole: boolean }
  return { ...content, isInForce: found.undoneAt === null }
}

async function whatCountsHere(
  db: Db,
  { entries }: RuleSet,
  isWhole: boolean,
): Promise<{ readonly wanted: ReadonlyMap<string, NamedSaying>; readonly leftOut: number }> {
  const named = entries.flatMap((entry): readonly TagName[] => [
    entry,
    ...entry.synonyms.map(({ name }) => ({ kind: entry.kind, name })),
  ])
  const known = isWhole ? new Map<string, KnownTag>() : await findTagsByName(db, named)
  const isHere = (tag: TagName): boolean => isWhole || known.has(keyOfTag(tag))
  const wanted = new Map<string, NamedSaying>()
  let leftOut = 0
  for (const entry of entries) {
    const { kind } = entry
    const synonyms = entry.synonyms.filter(({ name }) => isHere({ kind, name }))
    if (!isHere(entry) && synonyms.length === 0) {
      leftOut++
      continue
    }
    for (const saying of sayingsOfEntry({ ...entry, synonyms })) {
      const key = keyOfSaying(saying)
      // What an entry says of its own tag has the reason.
      if (!wanted.has(key) || saying.why !== null) wanted.set(key, saying)
    }
  }
  return { wanted, leftOut }
}

async function sayInPortions(tx: Db, wranglingId: number, portion: readonly NamedSaying[], now: string) {
  await lockTable(tx, 'wrangling')
  const names = new Map<string, TagName>()
  for (const { tag, other } of portion) {
    names.set(keyOfTag(tag), tag)
    if (other !== null) names.set(keyOfTag(other), other)
  }
  const known = await findTagsByName(tx, [...names.values()])
  const ids = new Map([...known].map(([key, { id }]) => [key, id]))
  const missing = [...names].filter(([key]) => !ids.has(key))
  const fresh = await addUnusedTags(
    tx,
    missing.map(([, name]) => name),
    now,
  )
  for (const [i, [key]] of missing.entries()) ids.set(key, fresh[i] as number)
  const sayings = portion.map(({ relation, tag, other, why }) => ({
    relation,
    tag: ids.get(keyOfTag(tag)) as number,
    other: other === null ? null : (ids.get(keyOfTag(other)) as number),
    holds: true,
    why,
  }))
  await insertSayings(tx, wranglingId, sayings)
  return followSayings(tx, sayings, now)
}
