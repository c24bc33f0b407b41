/**
 * Looks up the names in one query: the whole ones together beforehand, those that may be a part of a name as they come.
 *
 * Of a name without quotes every name is meant that has it as its beginning or as the beginning of a word in it; only
 * when there is none, those that have it anywhere. "angel" is Angel and Dark Angel, not Evangelion.
 */
import { foldKey, foldText } from '../../kernel/text.ts'
import type { Clause, NameField } from '../../search/query/index.ts'
import type { Asking } from './asking.ts'
import {
  findPenNamesLike,
  findPenNamesNamed,
  findSeriesLike,
  findTagsLike,
  findTagsNamed,
  type KnownName,
  type KnownTag,
  LETTERS_BEHIND,
  listNamesBeginning,
  listNamesBehindFirst,
  listSites,
  NAMES_A_QUERY,
  NAMES_MEANT,
} from './names-store.ts'
import { nearestOf } from './nearest.ts'

export type LookedUp = Exclude<NameField, 'pov'>

export interface NameLookup {
  /** Keys of what is meant; tags by their canonical ones. */
  readonly find: (field: LookedUp, text: string, isWhole: boolean) => Promise<readonly number[]>
  /** Keys of what has this in its name. */
  readonly like: (field: LookedUp, text: string) => Promise<readonly number[]>
  /** Names that may be meant by one that is not here. */
  readonly nearest: (field: LookedUp, text: string) => Promise<readonly string[]>
}

/** Parts of names that one query may look for; of the others only whole names are meant. */
const PARTS_LOOKED_FOR = 25

export async function openNames(asking: Asking, clause: Clause): Promise<NameLookup> {
  const { db, viewer } = asking
  const asked = namesIn(clause)
  const whole = {
    tags: await inPortions(keysOf(asked, isTagField, foldKey), (names) => findTagsNamed(db, viewer, names)),
    penNames: await inPortions(
      keysOf(asked, (field) => field === 'by', foldText),
      (names) => findPenNamesNamed(db, viewer, names),
    ),
  }
  const known = new Map<string, Promise<readonly KnownName[]>>()
  let partsLeft = PARTS_LOOKED_FOR
  const partly = (field: LookedUp, text: string): Promise<readonly KnownName[]> => {
    const place = `${isTagField(field) ? 'tag' : field} ${text}`
    let found = known.get(place)
    if (found === undefined) {
      found = partsLeft-- > 0 ? lookFor(asking, field, text) : Promise.resolve([])
      known.set(place, found)
    }
    return found
  }
  const like = async (field: LookedUp, text: string): Promise<readonly number[]> =>
    keysOfNames(ofKind(field, meantBy(foldFor(field, text), await partly(field, text))))
  return {
    like,
    async find(field, text, isWhole) {
      if (field === 'series' || field === 'site') {
        const found = await partly(field, text)
        const folded = foldText(text)
        return keysOfNames(isWhole ? found.filter((name) => name.folded === folded) : meantBy(folded, found))
      }
      const folded = foldFor(field, text)
      const exact = (field === 'by' ? whole.penNames : whole.tags).filter((name) => name.folded === folded)
      if (isWhole) return keysOfNames(ofKind(field, exact))
      const others = await like(field, text)
      return [...new Set([...keysOfNames(ofKind(field, exact)), ...others])]
    },
    async nearest(field, text) {
      const found = ofKind(field, await findNearest(asking, field, text))
      return [...new Set(found.map(({ name }) => name))].slice(0, 3)
    },
  }
}

/** Names that are like a misspelt one, likest first. */
export async function findNearest(
  { db, viewer }: Pick<Asking, 'db' | 'viewer'>,
  field: LookedUp,
  text: string,
): Promise<readonly KnownName[]> {
  if (foldFor(field, text) === '') return []
  if (field === 'site') {
    const sites = (await listSites(db)).map((site) => ({ ...site, publicId: '', folded: foldText(site.name) }))
    const near = nearestOf(
      text,
      sites.map(({ folded }) => folded),
    )
    return near.flatMap((folded) => sites.filter((site) => site.folded === folded))
  }
  const table = field === 'by' ? 'pen_name' : field === 'series' ? 'series' : 'tag'
  const near = nearestOf(text, await listCandidates(db, table, foldFor(field, text)), NEAR)
  if (near.length === 0) return []
  const found =
    field === 'by'
      ? await findPenNamesNamed(db, viewer, near)
      : field === 'series'
        ? (await Promise.all(near.slice(0, 3).map((name) => findSeriesLike(db, viewer, name)))).flat()
        : await findTagsNamed(db, viewer, near)
  return near.flatMap((folded) => found.filter((name) => name.folded === folded))
}

const NEAR = 12

/**
 * A misspelt name mostly begins with the right letter. Where nothing like it does, its first letter is another one, is
 * one too many or is missing, or stands behind the second.
 */
async function listCandidates(
  db: Asking['db'],
  table: 'tag' | 'pen_name' | 'series',
  folded: string,
): Promise<readonly string[]> {
  const letters = Array.from(folded)
  const [first = '', second = ''] = letters
  const beginning = await listNamesBeginning(db, table, first)
  if (second === '' || nearestOf(folded, beginning, 1).length > 0) return beginning
  const others = await Promise.all([
    listNamesBeginning(db, table, second),
    listNamesBehindFirst(db, table, letters.slice(1, 1 + LETTERS_BEHIND).join('')),
    listNamesBehindFirst(db, table, letters.slice(0, LETTERS_BEHIND).join('')),
  ])
  return [...beginning, ...others.flat()]
}

function lookFor({ db, viewer }: Asking, field: LookedUp, text: string): Promise<readonly KnownName[]> {
  const folded = foldFor(field, text)
  if (folded === '') return Promise.resolve([])
  if (field === 'by') return findPenNamesLike(db, viewer, folded)
  if (field === 'series') return findSeriesLike(db, viewer, folded)
  if (field === 'site') {
    return listSites(db).then((sites) =>
      sites
        .map((site) => ({ ...site, publicId: '', folded: foldText(site.name) }))
        .filter((site) => site.folded.includes(folded)),
    )
  }
  return findTagsLike(db, viewer, folded)
}

function foldFor(field: LookedUp, text: string): string {
  const isTag = isTagField(field)
  return isTag ? foldKey(text) : foldText(text)
}

/** Those in which it begins a word; else all. */
function meantBy(folded: string, names: readonly KnownName[]): readonly KnownName[] {
  const begins = names.filter((name) => beginsWord(name.folded, folded))
  return (begins.length > 0 ? begins : names).slice(0, NAMES_MEANT)
}

function beginsWord(name: string, part: string): boolean {
  for (let at = name.indexOf(part); at >= 0; at = name.indexOf(part, at + 1)) {
    if (at === 0 || !LETTER.test(name.charAt(at - 1))) return true
  }
  return false
}

const LETTER = /[\p{L}\p{N}]/u

function ofKind(field: LookedUp, names: readonly KnownName[]): readonly KnownName[] {
  return isTagField(field) && field !== 'tag' ? names.filter((name) => (name as KnownTag).kind === field) : names
}

function keysOfNames(names: readonly KnownName[]): readonly number[] {
  return [...new Set(names.map(({ key }) => key))]
}

function isTagField(field: NameField): boolean {
  return field !== 'by' && field !== 'series' && field !== 'site' && field !== 'pov'
}

interface AskedName {
  readonly field: NameField
  readonly text: string
}

function namesIn(clause: Clause): readonly AskedName[] {
  if (clause.kind === 'all' || clause.kind === 'any') return clause.of.flatMap(namesIn)
  if (clause.kind === 'not') return namesIn(clause.of)
  if (clause.kind !== 'field' || !('names' in clause.match)) return []
  const { field, names } = clause.match
  return names.map(({ text }) => ({ field, text }))
}

function keysOf(
  asked: readonly AskedName[],
  isWanted: (field: NameField) => boolean,
  fold: (text: string) => string,
): readonly string[] {
  return [...new Set(asked.filter(({ field }) => isWanted(field)).map(({ text }) => fold(text)))].filter(
    (name) => name !== '',
  )
}

async function inPortions<Found>(
  names: readonly string[],
  find: (names: readonly string[]) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (let i = 0; i < names.length; i += NAMES_A_QUERY) found.push(...(await find(names.slice(i, i + NAMES_A_QUERY))))
  return found
}
