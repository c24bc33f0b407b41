/**
 * Moves in what members marked as their favourites: stories, series and people, each perhaps with a comment.
 *
 * Sites before eFiction 3 had a table for each kind, without comments. A favourite of something that is gone is set
 * aside; so is one of a member who is gone and has no name here.
 */
import type { Db } from '../../../platform/db/database.ts'
import {
  type FavouriteFacts,
  type FavouriteTarget,
  findFavourite,
  findFavouriteComment,
  insertFavourite,
  updateFavouriteComment,
} from '../../favourites/index.ts'
import { extraOf } from '../books/opaque.ts'
import type { OpaqueReason } from '../books/opaque-reasons.ts'
import { settle } from '../books/settle.ts'
import { idOf, wordOf } from '../cells.ts'
import type { KnownSiteRow, RescueContext } from '../context.ts'
import { rescueTable } from '../rescue-table.ts'
import type { SiteRow } from '../staged-site.ts'
import { hasAsides, takeBack } from './community-store.ts'
import { asideFor, conflictNote } from './community-values.ts'

/** Each table with the column that names the favourite, and its kind where the table has only one. */
const TABLES = [
  { table: 'favorites', item: 'item', kind: null },
  { table: 'favstor', item: 'sid', kind: 'work' },
  { table: 'favseries', item: 'seriesid', kind: 'series' },
  { table: 'favauth', item: 'favuid', kind: 'person' },
] as const

const KINDS: Readonly<Record<string, FavouriteTarget['kind']>> = { ST: 'work', SE: 'series', AU: 'person' }

type Draft = KnownSiteRow & {
  readonly found: Omit<FavouriteFacts, 'comment'> | OpaqueReason
  readonly comment: string | null
}

export async function rescueFavourites(context: RescueContext, series: ReadonlyMap<string, number>): Promise<void> {
  for (const { table, item, kind } of TABLES) {
    const mayTakeBack = await hasAsides(context.db, context.siteId, table)
    await rescueTable(context, {
      table,
      prepare: (batch, { row, known }): (() => Draft) => {
        const kindHere = kind ?? KINDS[wordOf(row, 'type').toUpperCase()]
        const found =
          kindHere === undefined ? 'unknown-kind' : findTarget(context, series, row, { item, kind: kindHere })
        const comment = batch.html(row, 'comments')
        return () => ({ row, known, found, comment: comment() })
      },
      write: async (tx, drafts) => {
        for (const draft of drafts) await saveFavourite(context, tx, draft)
        const found = drafts.filter((draft) => typeof draft.found !== 'string')
        if (mayTakeBack)
          await takeBack(
            tx,
            context.siteId,
            table,
            found.map(({ row }) => row.key),
          )
      },
    })
  }
}

const PLACED: ReadonlySet<string> = new Set('uid item sid seriesid favuid type comments'.split(' '))

function findTarget(
  context: RescueContext,
  series: ReadonlyMap<string, number>,
  row: SiteRow,
  { item, kind }: { readonly item: string; readonly kind: FavouriteTarget['kind'] },
): Draft['found'] {
  const penNameId = context.penNameOf(idOf(row, 'uid'))
  if (penNameId === undefined) return 'nobody'
  const oldId = idOf(row, item)
  const find = { work: context.workOf, series: (id: string) => series.get(id), person: context.penNameOf }[kind]
  const id = find(oldId)
  return id === undefined ? 'points-nowhere' : { penNameId, target: { kind, id } }
}

async function saveFavourite(context: RescueContext, tx: Db, { row, known, found, comment }: Draft): Promise<void> {
  const { siteId } = context
  const written = { comment }
  if (typeof found === 'string') {
    await context.setAside(tx, [asideFor(row, known === undefined ? found : 'newer-version')])
    if (known !== undefined)
      await context.record(tx, [{ row, kind: known.kind, targetId: known.targetId, written: known.written }])
    return
  }
  let id = known?.targetId ?? null
  if (id === null) {
    if (mayRepeat(row) && (await findFavourite(tx, found)) !== undefined)
      return context.setAside(tx, [asideFor(row, 'repeated')])
    id = await insertFavourite(tx, { ...found, comment }, siteId)
  } else {
    const stored = await findFavouriteComment(tx, id)
    if (stored !== undefined) {
      const { apply, conflicts } = settle(known?.written ?? null, { ...stored }, written)
      if (apply.has('comment')) await updateFavouriteComment(tx, id, comment)
      await context.note(
        tx,
        conflicts.map((name) => conflictNote(row, `favourite ${row.key}`, name)),
      )
    }
  }
  await context.record(tx, [{ row, kind: 'favourite', targetId: id, written, extra: extraOf(row, PLACED) }])
}

/** Rows of eFiction 3 are told apart by what they say; those of older tables, and a key that came twice, are not. */
function mayRepeat({ table, key }: SiteRow): boolean {
  return table !== 'favorites' || key.includes('~') || key.startsWith('#')
}
