/**
 * People whose member's row is gone: the old software deletes it and leaves the stories, which then no page shows.
 *
 * Here they keep their place. Their author has the name that other rows give this very id (a review, a challenge), else
 * none: the reviews of guests may bear the name, but nothing says which id it was.
 */
import { readPlainValue } from '../../../intake/values/index.ts'
import { foldText } from '../../../kernel/text.ts'
import type { Db } from '../../../platform/db/database.ts'
import { listRowlessPeople } from '../books/records-store.ts'
import { bytesOf, idOf, idsOf } from '../cells.ts'
import type { OpenContext } from '../open-context.ts'
import type { SiteRow, StagedSite } from '../staged-site.ts'
import { insertPerson, listNames, type PersonFacts, replaceProfileFields } from './people-store.ts'
import type { FieldKind } from './profile-fields.ts'
import { type ProfileRows, readProfile } from './profile-rows.ts'

export const UNKNOWN_AUTHOR = 'Unknown author'
/** The old software's id of guests; a story of theirs has an author all the same. */
const NOBODY_ID = '0'

export interface MissingPeople {
  /** Makes a pen name for each of these ids that has none. Call it outside of a write. */
  readonly ensure: (uids: Iterable<string>) => Promise<void>
  /** Names of guests that may be theirs; nothing says whose. */
  readonly likelyNames: () => Promise<readonly string[]>
  /** Nothing says who this was. */
  readonly isNameless: (uid: string) => boolean
  /** The author of what was signed by nobody at all. */
  readonly nobody: () => Promise<number>
}

/** All ids that signed something, but for chapters: their rows are long, and are read once, with their story. */
export async function signersOf(context: OpenContext): Promise<ReadonlySet<string>> {
  const uids = new Set<string>()
  for (const table of ['stories', 'coauthors', 'series']) {
    for await (const row of context.site.rows(table)) {
      uids.add(idOf(row, 'uid'))
      if (table === 'stories') for (const uid of olderCoauthors(context.site, row)) uids.add(uid)
    }
  }
  return uids
}

/** Older versions list the ids of coauthors in the story's row; newer ones have a table, and say there whether it has any. */
export function olderCoauthors(site: Pick<StagedSite, 'counts'>, story: SiteRow): readonly string[] {
  return site.counts.has('coauthors') ? [] : idsOf(story, 'coauthors')
}

export async function openMissingPeople(
  context: OpenContext,
  kinds: ReadonlyMap<string, FieldKind>,
): Promise<MissingPeople> {
  /** Ids that have a pen name without a row, and whether it bears a name. */
  const made = new Map((await listRowlessPeople(context.db, context.siteId)).map(({ uid, hasName }) => [uid, hasName]))
  let names: Promise<NamesOfReviews> | null = null

  async function ensure(uids: Iterable<string>): Promise<void> {
    const without = [...new Set(uids)].filter((uid) => uid !== '' && !context.people.has(uid))
    if (without.length === 0) return
    names ??= readNames(context, made)
    const { ofIds } = await names
    for (const uid of without) await add(uid, ofIds.get(uid))
    await context.writes.finish()
  }

  async function add(uid: string, name: string | undefined): Promise<void> {
    made.set(uid, name !== undefined)
    const rows = await readProfile(context, uid, kinds, null)
    const facts = { name: name ?? UNKNOWN_AUTHOR, profile: null, joinedAt: null, isClaimable: name !== undefined }
    await context.writes.add((tx) => saveMissing(tx, context, { uid, facts, rows }), 1000)
  }

  return {
    ensure,
    likelyNames: async () => (await (names ??= readNames(context, made))).ofGuests,
    isNameless: (uid) => made.get(uid) === false,
    async nobody() {
      if (!context.people.has(NOBODY_ID)) {
        await add(NOBODY_ID, undefined)
        await context.writes.finish()
      }
      return context.people.get(NOBODY_ID) as number
    },
  }
}

async function saveMissing(
  tx: Db,
  context: OpenContext,
  { uid, facts, rows }: { readonly uid: string; readonly facts: PersonFacts; readonly rows: ProfileRows },
): Promise<void> {
  const id = await insertPerson(tx, context.siteId, facts)
  await replaceProfileFields(tx, id, rows.fields)
  context.people.set(uid, id)
  const row = { table: 'authors', key: uid, sha256: '' }
  await context.record(tx, [{ row, kind: 'pen_name', targetId: id }, ...rows.records(id)])
}

interface NamesOfReviews {
  readonly ofIds: ReadonlyMap<string, string>
  readonly ofGuests: readonly string[]
}

/** Rows that carry an id and a name. */
const SIGNED = [
  ['reviews', 'reviewer'],
  ['challenges', 'challenger'],
] as const

const MOST_GUESTS = 20

async function readNames(context: OpenContext, made: ReadonlyMap<string, boolean>): Promise<NamesOfReviews> {
  const ofIds = new Map<string, string>()
  const guests = new Map<string, string>()
  for (const [table, column] of SIGNED) {
    for await (const row of context.site.rows(table)) {
      const uid = idOf(row, 'uid')
      if (context.people.has(uid) || ofIds.has(uid)) continue
      const bytes = bytesOf(row, column)
      const name = bytes === null ? '' : readPlainValue(bytes, context.evidenceOf(row)).text
      if (name === '' || NOBODY.test(name)) continue
      if (uid !== '') ofIds.set(uid, name)
      else if (guests.size < MOST_GUESTS) guests.set(foldText(name), name)
    }
  }
  const nameless = [...made.keys()].flatMap((uid) => context.people.get(uid) ?? [])
  const members = await listNames(context.db, context.siteId, new Set(nameless))
  return { ofIds, ofGuests: [...guests].filter(([folded]) => !members.has(folded)).map(([, name]) => name) }
}

/** What guests call themselves who give no name. */
const NOBODY = /^(?:a?non(?:ymous)?|guest|visitor|reader|nobody|someone|me|unknown)[\s\d]*$/i
