/** Moves in the news of a site with the comments under them, and the pages and messages that it had. */
import type { Db } from '../../../platform/db/database.ts'
import {
  findStoredNews,
  findStoredSitePage,
  insertNews,
  insertSitePage,
  type NewsFacts,
  type SitePageFacts,
  updateNews,
  updateSitePage,
} from '../../news/index.ts'
import { extraOf } from '../books/opaque.ts'
import { listTargets } from '../books/records-store.ts'
import { settle } from '../books/settle.ts'
import type { KnownSiteRow, RescueContext } from '../context.ts'
import { rescueTable, type ValueBatch } from '../rescue-table.ts'
import type { SiteRow } from '../staged-site.ts'
import { findMemberNamed } from './community-store.ts'
import { columnOf, conflictNote, postedOf, shownName } from './community-values.ts'

/** Gives the news by their old ids. */
export async function rescueNews(context: RescueContext): Promise<ReadonlyMap<string, number>> {
  await rescueTable(context, {
    table: 'news',
    prepare: (batch, { row, known }) => {
      const facts = newsOf(batch, row)
      return () => ({ row, known, facts: facts() })
    },
    write: async (tx, drafts) => {
      for (const draft of drafts) await saveNews(context, tx, draft)
    },
  })
  return listTargets(context.db, context.siteId, 'news')
}

/** Messages, which the old software put into its pages and mails, and the pages that an admin wrote. */
export async function rescuePages(context: RescueContext): Promise<void> {
  await rescueTable(context, {
    table: 'messages',
    prepare: (batch, { row, known }) => {
      const facts = pageOf(batch, row)
      return () => ({ row, known, facts: facts() })
    },
    write: async (tx, drafts) => {
      for (const draft of drafts) await savePage(context, tx, draft)
    },
  })
}

const NEWS_PLACED: ReadonlySet<string> = new Set('nid author title story time'.split(' '))

function newsOf(batch: ValueBatch, row: SiteRow): () => Omit<NewsFacts, 'penNameId'> {
  const title = batch.line(row, 'title')
  const html = batch.html(row, 'story')
  const author = batch.line(row, 'author')
  const posted = postedOf(row, columnOf(row, 'time', 'date'))
  return () => ({ title: title() || 'Untitled', html: html() ?? '', authorName: shownName(author()), ...posted })
}

async function saveNews(
  context: RescueContext,
  tx: Db,
  { row, known, facts }: KnownSiteRow & { readonly facts: Omit<NewsFacts, 'penNameId'> },
): Promise<void> {
  const { authorName } = facts
  const member = authorName === null ? undefined : await findMemberNamed(tx, context.siteId, authorName)
  const news: NewsFacts = { ...facts, penNameId: member ?? null }
  const id = known?.targetId ?? (await insertNews(tx, news, context.siteId, context.now))
  const stored = known === undefined ? undefined : await findStoredNews(tx, id)
  if (stored !== undefined) {
    const { apply, conflicts } = settle(known?.written ?? null, { ...stored }, { ...news })
    const changed = Object.fromEntries(Object.entries(news).filter(([name]) => apply.has(name)))
    if (apply.size > 0) await updateNews(tx, id, { ...stored, ...changed }, context.now)
    await context.note(
      tx,
      conflicts.map((name) => conflictNote(row, `news “${stored.title}”`, name)),
    )
  }
  await context.record(tx, [
    { row, kind: 'news', targetId: id, written: { ...news }, extra: extraOf(row, NEWS_PLACED) },
  ])
}

const PAGE_PLACED: ReadonlySet<string> = new Set('message_id message_name message_title message_text'.split(' '))

interface Page extends SitePageFacts {
  readonly name: string
}

function pageOf(batch: ValueBatch, row: SiteRow): () => Page {
  const name = batch.line(row, 'message_name')
  const title = batch.line(row, 'message_title')
  const html = batch.html(row, 'message_text')
  return () => ({ name: name() || `page-${row.key}`, title: title() || null, html: html() ?? '' })
}

async function savePage(
  context: RescueContext,
  tx: Db,
  { row, known, facts }: KnownSiteRow & { readonly facts: Page },
): Promise<void> {
  const { name, ...page } = facts
  const id = known?.targetId ?? (await insertSitePage(tx, context.siteId, { name, oldKey: row.key }, page))
  const stored = known === undefined ? undefined : await findStoredSitePage(tx, id)
  if (stored !== undefined) {
    const { apply, conflicts } = settle(known?.written ?? null, { ...stored }, { ...page })
    const changed = Object.fromEntries(Object.entries(page).filter(([column]) => apply.has(column)))
    if (apply.size > 0) await updateSitePage(tx, id, { ...stored, ...changed })
    await context.note(
      tx,
      conflicts.map((column) => conflictNote(row, `page “${name}”`, column)),
    )
  }
  await context.record(tx, [
    { row, kind: 'site_page', targetId: id, written: { ...page }, extra: extraOf(row, PAGE_PLACED) },
  ])
}
