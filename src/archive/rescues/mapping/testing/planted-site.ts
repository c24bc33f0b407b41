/** A rescued site for tests of its mapping: its words, and works that have them, planted row by row. */
import { foldText, sortKey } from '../../../../kernel/text.ts'
import type { Db } from '../../../../platform/db/database.ts'
import type { TermKind } from '../term.ts'

export interface PlantedTerm {
  readonly kind: TermKind
  readonly name: string
  readonly type?: string
  /** Name of the category above it; one that is not planted is gone from the site. */
  readonly under?: string
  readonly says?: string
  readonly bits?: number
}

export interface PlantedSite {
  readonly id: number
  /** Keys of terms by kind and name: "category Season One". */
  readonly terms: ReadonlyMap<string, number>
}

const NOW = '2026-11-20T10:00:00.000Z'

export async function plantSite(db: Db, name: string, terms: readonly PlantedTerm[]): Promise<PlantedSite> {
  const { id } = await db
    .insertInto('rescued_site')
    .values({
      public_id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
      key: `efiction ${name}`,
      software: 'efiction',
      name,
      table_prefix: 'fanfiction_',
      rescued_at: NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const keys = new Map<string, number>()
  for (const [position, term] of terms.entries()) {
    const parent = term.under === undefined ? undefined : keys.get(`category ${term.under}`)
    const row = await db
      .insertInto('site_term')
      .values({
        site_id: id,
        kind: term.kind,
        old_id: String(position + 1),
        name: term.name,
        type_name: term.type ?? null,
        description: term.says ?? null,
        parent_id: parent ?? null,
        old_parent: term.under === undefined ? null : String(parent ?? 99),
        bits: term.bits ?? null,
        position,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    keys.set(`${term.kind} ${term.name}`, row.id)
  }
  return { id, terms: keys }
}

/** A work of the site with these of its words ("category Season One"). */
export async function plantSiteWork(
  db: Db,
  site: PlantedSite,
  title: string,
  words: readonly string[],
  more: { readonly rating?: string; readonly visibility?: string } = {},
): Promise<number> {
  const { id } = await db
    .insertInto('work')
    .values({
      public_id: `w${title.replaceAll(/[^a-z0-9]/gi, '')}`,
      title,
      sort_title: sortKey(title),
      folded_title: foldText(title),
      words: 100,
      added_at: NOW,
      changed_at: NOW,
      site_id: site.id,
      ...more,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [position, word] of words.entries()) {
    const term = site.terms.get(word)
    if (term === undefined) throw new Error(`no term "${word}" is planted`)
    await db.insertInto('term_use').values({ kind: 'work', target_id: id, site_term_id: term, position }).execute()
  }
  return id
}
