/**
 * Completes names while they are typed: those that begin so, then those that have it inside, then those that are like it,
 * each with how many works it leads to. `GET /suggest?kind=fandom&q=buf`, for the script of a form; without script the
 * field is a plain one.
 */
import { foldKey, foldText } from '../../kernel/text.ts'
import { NAME_FIELDS } from '../../search/query/index.ts'
import type { Condition } from '../../search/question.ts'
import { answerText } from '../../ui/index.ts'
import type { Visit } from '../access/index.ts'
import {
  findPenNamesLike,
  findSeriesLike,
  findTagsLike,
  type KnownName,
  type KnownTag,
  listSites,
} from './names-store.ts'
import { findNearest, type LookedUp } from './resolve-names.ts'
import { countWorksUnder } from './suggest-store.ts'

const SHOWN = 10
const LONGEST = 150

export interface Suggestion {
  readonly name: string
  /** Of a tag when the field takes any. */
  readonly kind: string
  readonly works: number
}

export async function suggestNames(visit: Visit): Promise<Response> {
  const asked = visit.query('kind')
  const kind = NAME_FIELDS.find((each) => each === asked) ?? 'tag'
  const typed = (visit.query('q') ?? '').slice(0, LONGEST).toWellFormed().trim()
  const found = typed === '' || kind === 'pov' ? [] : await suggest(visit, kind, typed)
  return answerText(JSON.stringify(found), 'application/json; charset=utf-8')
}

export async function suggest(visit: Visit, field: LookedUp, typed: string): Promise<readonly Suggestion[]> {
  const names = await namesLike(visit, field, typed)
  const counts = await countsOf(visit, field, names)
  return names
    .map((name, i) => ({
      name: name.name,
      kind: 'kind' in name ? (name as KnownTag).kind : field,
      works: counts[i] ?? 0,
    }))
    .filter(({ works }) => works > 0)
}

async function namesLike(visit: Visit, field: LookedUp, typed: string): Promise<readonly KnownName[]> {
  const direct = firstOf(await lookUp(visit, field, typed))
  if (direct.length >= SHOWN) return direct
  if (foldKey(typed).length < 4) return direct
  const like = await findNearest(visit, field, typed)
  return firstOf([...direct, ...like.filter((name) => !('kind' in name) || field === 'tag' || name.kind === field)])
}

/** One of each key: a canonical tag and its synonyms are one suggestion. */
function firstOf(names: readonly KnownName[]): readonly KnownName[] {
  return [...new Map(names.toReversed().map((name) => [name.key, name])).values()].toReversed().slice(0, SHOWN)
}

async function lookUp({ db, viewer }: Visit, field: LookedUp, typed: string): Promise<readonly KnownName[]> {
  if (field === 'by') return findPenNamesLike(db, viewer, foldText(typed))
  if (field === 'series') return findSeriesLike(db, viewer, foldText(typed))
  if (field === 'site') {
    const folded = foldText(typed)
    return (await listSites(db))
      .map((site) => ({ ...site, publicId: '', folded: foldText(site.name) }))
      .filter((site) => site.folded.includes(folded))
  }
  const tags = await findTagsLike(db, viewer, foldKey(typed))
  return field === 'tag' ? tags : tags.filter((tag) => tag.kind === field)
}

async function countsOf(visit: Visit, field: LookedUp, names: readonly KnownName[]): Promise<readonly number[]> {
  if (names.length === 0) return []
  const kind = field === 'by' ? 'pen-name' : field === 'series' || field === 'site' ? field : 'tag'
  const conditions = names.map(({ key }): Condition => ({ kind, keys: [key] }))
  const exact = await visit.indexes.tags?.count(visit.viewer, conditions)
  return exact ?? countWorksUnder(visit.db, visit.viewer, conditions)
}
