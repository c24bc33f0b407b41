/**
 * Makes a question for the indexes of a query: names become the keys they mean for this viewer, words become the works
 * that hold them.
 *
 *     by:sam "green garnet" -angst    all of (pen names 4 and 9) (works that hold it) not (works 3, 17 …)
 *
 * A name that means nothing finds nothing, and is told with what may be meant. Where there is no index of words, they are
 * looked for in titles, names and tags, and that is told too.
 */
import { foldKey } from '../../kernel/text.ts'
import type { TextPart } from '../../search/indexes.ts'
import type { Clause, FieldClause, Match, NameField, Place, Query } from '../../search/query/index.ts'
import type { Condition, FoundWorks } from '../../search/question.ts'
import type { Asking } from './asking.ts'
import { type CanonTimeline, listTimelines } from './canon-points-store.ts'
import { type NamedLookup, openNamedLookup } from './named-lookup.ts'
import { nearestOf } from './nearest.ts'
import { type NameLookup, openNames } from './resolve-names.ts'
import { settingConditions } from './setting.ts'

/** A name that leads to no work here. */
export interface UnknownName {
  readonly field: NameField | 'setting'
  readonly typed: string
  readonly place: Place
  /** What may be meant. */
  readonly like: readonly string[]
}

export interface Resolved {
  readonly condition: Condition
  /** What is looked for as words and must be there, for the passages beside each work. */
  readonly parts: readonly TextPart[]
  readonly unknown: readonly UnknownName[]
  /** Some words are in so many works that not all were looked at. */
  readonly isCut: boolean
  /** Words were looked for in titles, names and tags only. */
  readonly isNamesOnly: boolean
}

interface Resolving extends Asking {
  readonly names: NameLookup
  readonly named: NamedLookup
  readonly timelines: () => Promise<readonly CanonTimeline[]>
  /** Fandoms that the query asks for, whose canons a setting is of. */
  readonly fandoms: readonly number[]
  readonly parts: TextPart[]
  readonly unknown: UnknownName[]
  isCut: boolean
  isNamesOnly: boolean
}

export async function resolveQuery(
  asking: Asking,
  { clause }: Pick<Query, 'clause'>,
  named: NamedLookup = openNamedLookup(asking),
): Promise<Resolved> {
  const names = await openNames(asking, clause)
  let timelines: Promise<readonly CanonTimeline[]> | undefined
  const resolving: Resolving = {
    ...asking,
    names,
    named,
    timelines: () => {
      timelines ??= listTimelines(asking.db)
      return timelines
    },
    fandoms: await fandomsIn(clause, names),
    parts: [],
    unknown: [],
    isCut: false,
    isNamesOnly: false,
  }
  const condition = await conditionOf(resolving, clause, true)
  const { parts, unknown, isCut, isNamesOnly } = resolving
  return { condition, parts, unknown, isCut, isNamesOnly }
}

async function conditionOf(resolving: Resolving, clause: Clause, isWanted: boolean): Promise<Condition> {
  switch (clause.kind) {
    case 'all':
    case 'any': {
      // One after the other: each may ask the database, and what several ask is asked together before.
      const of: Condition[] = []
      for (const each of clause.of) of.push(await conditionOf(resolving, each, isWanted))
      return resolving.isNamesOnly && clause.kind === 'all'
        ? orCalledSo(resolving, clause.of, of)
        : { kind: clause.kind, of }
    }
    case 'not':
      return { kind: 'not', of: await conditionOf(resolving, clause.of, !isWanted) }
    case 'word':
    case 'phrase':
    case 'near':
      if (isWanted) resolving.parts.push(clause)
      return wordsCondition(resolving, clause)
    case 'field':
      return fieldCondition(resolving, clause)
  }
}

async function wordsCondition(resolving: Resolving, part: TextPart): Promise<Condition> {
  const found = await resolving.indexes.words?.find(resolving.viewer, part)
  if (found !== null && found !== undefined) {
    resolving.isCut ||= found.isCut
    return { kind: 'works', ...found.works }
  }
  resolving.isNamesOnly = true
  const texts = part.kind === 'near' ? part.of.map(({ text }) => text) : [part.text]
  const of: Condition[] = []
  for (const text of texts) of.push(await namesCondition(resolving, text))
  return { kind: 'all', of }
}

/** Works with this in their title, or in one of their names. */
async function namesCondition({ named }: Resolving, text: string): Promise<Condition> {
  const { works, tags, penNames } = await named(text)
  return {
    kind: 'any',
    of: [
      { kind: 'works', ...worksOf(works) },
      { kind: 'tag', keys: [...new Set(tags.map(({ key }) => key))] },
      { kind: 'pen-name', keys: penNames.map(({ key }) => key) },
    ],
  }
}

/** Without an index of words, several of them may also be one name: "night 9" is a title. */
async function orCalledSo(
  resolving: Resolving,
  clauses: readonly Clause[],
  conditions: readonly Condition[],
): Promise<Condition> {
  const isWord = clauses.map((each) => each.kind === 'word' || each.kind === 'phrase')
  const text = clauses.map((each) => (each.kind === 'word' || each.kind === 'phrase' ? each.text : '')).join(' ')
  const words = conditions.filter((_, i) => isWord[i])
  if (words.length < 2 || text.length > NAME_LENGTH) return { kind: 'all', of: conditions }
  const oneName = await namesCondition(resolving, text.trim().replaceAll(/ +/g, ' '))
  const either: Condition = { kind: 'any', of: [{ kind: 'all', of: words }, oneName] }
  return { kind: 'all', of: [either, ...conditions.filter((_, i) => !isWord[i])] }
}

const NAME_LENGTH = 150

function worksOf(keys: readonly number[]): FoundWorks {
  return { keys: Uint32Array.from(keys).toSorted() }
}

async function fieldCondition(resolving: Resolving, clause: FieldClause): Promise<Condition> {
  const { match } = clause
  switch (match.field) {
    case 'rating':
    case 'status':
    case 'language':
      return { kind: match.field, values: match.values }
    case 'words':
    case 'chapters':
    case 'reviews':
    case 'hits':
      return { kind: match.field, from: match.from, to: match.to }
    case 'posted':
    case 'updated':
      return { kind: match.field, from: match.from, to: match.to }
    case 'person':
      return { kind: 'told', persons: match.values }
    case 'flag':
      return { kind: 'is', flag: match.flag }
    case 'setting':
      return settingCondition(resolving, clause, match)
    case 'pov':
      return { kind: 'told-by', names: match.names.map(({ text }) => foldKey(text)).filter((name) => name !== '') }
    case 'by':
    case 'fandom':
    case 'relationship':
    case 'character':
    case 'warning':
    case 'category':
    case 'additional':
    case 'tag':
    case 'series':
    case 'site':
      return nameCondition(resolving, clause, match.field, match.names)
  }
}

async function nameCondition(
  resolving: Resolving,
  { place }: FieldClause,
  field: Exclude<NameField, 'pov'>,
  asked: readonly { readonly text: string; readonly isWhole: boolean }[],
): Promise<Condition> {
  const keys = new Set<number>()
  for (const { text, isWhole } of asked) {
    const found = await resolving.names.find(field, text, isWhole)
    if (found.length === 0)
      resolving.unknown.push({ field, typed: text, place, like: await resolving.names.nearest(field, text) })
    for (const key of found) keys.add(key)
  }
  return { kind: field === 'by' ? 'pen-name' : field === 'series' || field === 'site' ? field : 'tag', keys: [...keys] }
}

async function settingCondition(
  resolving: Resolving,
  { place }: FieldClause,
  { setting }: Extract<Match, { field: 'setting' }>,
): Promise<Condition> {
  const all = await resolving.timelines()
  const own = all.filter(({ tag }) => tag !== null && resolving.fandoms.includes(tag))
  const of = settingConditions(setting, own.length > 0 ? own : all)
  if (of.length === 0) {
    const typed = 'name' in setting.from ? setting.from.name : `season ${setting.from.season}`
    const points = all.flatMap(({ points: each }) => each.map(({ name }) => name))
    resolving.unknown.push({ field: 'setting', typed, place, like: nearestOf(typed, points) })
  }
  return { kind: 'any', of }
}

/** Fandoms that the query wants, wherever they stand in it. */
async function fandomsIn(clause: Clause, names: NameLookup): Promise<readonly number[]> {
  if (clause.kind === 'all' || clause.kind === 'any') {
    return (await Promise.all(clause.of.map((each) => fandomsIn(each, names)))).flat()
  }
  if (clause.kind !== 'field' || clause.match.field !== 'fandom') return []
  const keys = await Promise.all(clause.match.names.map(({ text, isWhole }) => names.find('fandom', text, isWhole)))
  return keys.flat()
}
