/**
 * A decision of the archivist about tags: checked, written down, and followed at once.
 *
 *     decide(db, { act: 'synonym', tags: [Wilow], of: Willow Rosenberg }, …)
 *
 * A decision says no more than what was decided. Links, synonyms and works move because of what follows from it
 * (`derive.ts`), and so move back when it is taken back (`undo.ts`).
 */
import type { Db } from '../../platform/db/database.ts'
import { lockTable } from '../../platform/db/locks.ts'
import type { TagKind } from '../works/index.ts'
import { deriveMetas } from './derive.ts'
import { followSayings } from './follow-store.ts'
import { keepIf } from './rolled-back.ts'
import {
  checkCanonicalName,
  checkNewName,
  isStronger,
  type NameProblem,
  parentKindsOf,
  type Said,
  type Saying,
  tidyName,
} from './saying.ts'
import { addWrangling, insertSayings, listMetasSaid, listStandings } from './saying-store.ts'
import { addUnusedTags, findTagById, findTagsByName, type KnownTag, keyOfTag, type TagName } from './tag-store.ts'

export type Decision =
  | { readonly act: 'canonical' | 'ambiguous' | 'unwrangled'; readonly tags: readonly TagName[] }
  | { readonly act: 'synonym'; readonly tags: readonly TagName[]; readonly of: TagName }
  | {
      readonly act: 'meta' | 'parent'
      readonly tags: readonly TagName[]
      readonly under: TagName
      /** Not so, whatever rules say. */
      readonly isTakenAway?: boolean
    }

export type DecisionRefusal =
  | NameProblem
  | 'no-such-tag'
  | 'of-itself'
  | 'other-kind'
  | 'no-parent'
  | 'is-synonym'
  | 'is-ambiguous'
  | 'circle'

export type Decided =
  | { readonly ok: false; readonly refusal: DecisionRefusal; readonly tag: TagName; readonly of?: TagName }
  | {
      readonly ok: true
      /** By which it is taken back; null when all of it had been decided already. */
      readonly wrangling: number | null
      /** Tags that are something else now, or stand elsewhere. */
      readonly changed: number
    }

export interface DecideOptions {
  /** What was typed, for the list of decisions. */
  readonly name: string
  /** ISO 8601, UTC. */
  readonly now: string
  readonly isDryRun?: boolean
}

/** `db` is not in a transaction: what is refused late is rolled back. Afterwards, works wait to be listed anew. */
export async function decide(db: Db, decision: Decision, options: DecideOptions): Promise<Decided> {
  return keepIf(
    db,
    (tx) => decideIn(tx, decision, options),
    (decided) => decided.ok && options.isDryRun !== true,
  )
}

async function decideIn(tx: Db, decision: Decision, { name, now }: DecideOptions): Promise<Decided> {
  await lockTable(tx, 'wrangling')
  const found = await findOrAddTags(tx, decision, now)
  if (!found.ok) return found
  const { tags, target } = found
  const refused = await refusalOf(tx, decision, tags, target)
  if (refused !== undefined) return refused
  const sayings = await whatIsNew(tx, sayingsOf(decision, tags, target))
  if (sayings.length === 0) return { ok: true, wrangling: null, changed: 0 }
  const kind = (tags[0] as KnownTag).kind
  const restingBefore = new Set(deriveMetas(await listMetasSaid(tx, kind)).resting.map(({ saying }) => saying))
  const wrangling = await addWrangling(tx, { saidBy: 'archivist', name, now })
  await insertSayings(tx, wrangling, sayings)
  const { changed, resting } = await followSayings(tx, sayings, now)
  const circle = resting.find(({ saying }) => !restingBefore.has(saying))
  if (circle !== undefined && decision.act !== 'canonical') {
    const lower = await findTagById(tx, circle.lower)
    const upper = await findTagById(tx, circle.upper)
    return { ok: false, refusal: 'circle', tag: lower as KnownTag, of: upper as KnownTag }
  }
  return { ok: true, wrangling, changed: changed.length }
}

function targetOf(decision: Decision): TagName | undefined {
  if (decision.act === 'synonym') return decision.of
  return decision.act === 'meta' || decision.act === 'parent' ? decision.under : undefined
}

type Refused = Extract<Decided, { readonly ok: false }>

interface Found {
  readonly ok: true
  readonly tags: readonly KnownTag[]
  readonly target: KnownTag | null
}

/** What a decision names as canonical may be new; all else must be there. */
async function findOrAddTags(tx: Db, decision: Decision, now: string): Promise<Found | Refused> {
  const named = targetOf(decision)
  const known = await findTagsByName(tx, named === undefined ? decision.tags : [...decision.tags, named])
  const tags = new Map<string, KnownTag>()
  for (const each of decision.tags) {
    const tag = known.get(keyOfTag(each))
    if (tag !== undefined) tags.set(keyOfTag(tag), tag)
    else if (decision.act !== 'canonical') return { ok: false, refusal: 'no-such-tag', tag: each }
    else {
      const added = await addCanonical(tx, each, now)
      if (!added.ok) return added
      tags.set(keyOfTag(each), added.tag)
    }
  }
  if (named === undefined) return { ok: true, tags: [...tags.values()], target: null }
  const there = known.get(keyOfTag(named))
  if (there !== undefined) return { ok: true, tags: [...tags.values()], target: there }
  if ('under' in decision && decision.isTakenAway === true) return { ok: false, refusal: 'no-such-tag', tag: named }
  const added = await addCanonical(tx, named, now)
  return added.ok ? { ok: true, tags: [...tags.values()], target: added.tag } : added
}

async function addCanonical(
  tx: Db,
  { kind, name }: TagName,
  now: string,
): Promise<{ readonly ok: true; readonly tag: KnownTag } | Refused> {
  const tag = { kind, name: tidyName(name) }
  const problem = checkNewName(tag.name)
  if (problem !== undefined) return { ok: false, refusal: problem, tag }
  const [id] = await addUnusedTags(tx, [tag], now)
  return { ok: true, tag: { ...tag, id: id as number, standing: null, canonical: null } }
}

function refuse(refusal: DecisionRefusal, tag: TagName, of?: TagName): Refused {
  return { ok: false, refusal, tag, ...(of !== undefined && { of }) }
}

async function refusalOf(
  tx: Db,
  decision: Decision,
  tags: readonly KnownTag[],
  target: KnownTag | null,
): Promise<Refused | undefined> {
  if (decision.act === 'canonical') {
    const bad = tags.map((tag) => ({ tag, problem: checkCanonicalName(tag.name) })).find((each) => each.problem)
    return bad?.problem === undefined ? undefined : refuse(bad.problem, bad.tag)
  }
  if (target === null) return undefined
  const isTakenAway = 'under' in decision && decision.isTakenAway === true
  // What must be canonical, and must not be a synonym of something else.
  const ends = decision.act === 'synonym' ? [target] : [...tags, target]
  for (const tag of ends) {
    if (tag.canonical !== null) return refuse('is-synonym', tag, await findTagById(tx, tag.canonical))
    const isBelow = tag !== target && decision.act === 'parent'
    if (tag.standing === 'ambiguous' && !isBelow) return refuse('is-ambiguous', tag)
    const problem = isBelow || isTakenAway || tag.standing === 'canonical' ? undefined : checkCanonicalName(tag.name)
    if (problem !== undefined) return refuse(problem, tag)
  }
  for (const tag of tags) {
    if (tag.id === target.id) return refuse('of-itself', tag)
    if (decision.act === 'parent') {
      const kinds: readonly TagKind[] = parentKindsOf(tag.kind)
      if (!kinds.includes(target.kind)) return refuse('no-parent', tag, target)
    } else if (tag.kind !== target.kind) return refuse('other-kind', tag, target)
  }
  return undefined
}

function say(relation: Saying['relation'], tag: number, other: number | null = null, holds = true): Saying {
  return { relation, tag, other, holds, why: null }
}

function sayingsOf(decision: Decision, tags: readonly KnownTag[], target: KnownTag | null): readonly Saying[] {
  if (target === null || !('of' in decision || 'under' in decision)) return tags.map(({ id }) => say(decision.act, id))
  if (decision.act === 'synonym')
    return [say('canonical', target.id), ...tags.map(({ id }) => say('synonym', id, target.id))]
  const holds = decision.isTakenAway !== true
  const links = tags.map(({ id }) => say(decision.act, id, target.id, holds))
  if (!holds) return links
  const lowers = decision.act === 'meta' ? tags.map(({ id }) => say('canonical', id)) : []
  return [say('canonical', target.id), ...lowers, ...links]
}

/** Leaves out what the archivist had said already, as long as nothing that was said later counts instead. */
async function whatIsNew(tx: Db, sayings: readonly Saying[]): Promise<readonly Saying[]> {
  const standings = await listStandings(tx, new Set(sayings.map(({ tag }) => tag)))
  const strongest = new Map<number, Said>()
  for (const said of standings) {
    const before = strongest.get(said.tag)
    if (before === undefined || isStronger(said, before)) strongest.set(said.tag, said)
  }
  const fresh = sayings.filter(({ relation, tag, other }) => {
    const said = strongest.get(tag)
    return said?.saidBy !== 'archivist' || said.relation !== relation || said.other !== other
  })
  // That something is canonical is said again with each synonym, so that the two are taken back together.
  return fresh.some(({ relation }) => relation === 'synonym') ? sayings : fresh
}
