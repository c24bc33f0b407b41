/** What must hold between the rows of the catalogue (docs/architecture.md), each as a count of rows for which it does not. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { countUnlisted } from '../wrangling/index.ts'
import { COUNT_RESCUED, RESCUE_INVARIANTS } from './rescued-store.ts'

export const INVARIANTS = [
  'work-without-chapter',
  'work-without-creator',
  'work-without-source',
  'chapter-without-version',
  'chapter-out-of-order',
  'use-of-missing-work',
  'source-without-use',
  'synonym-of-synonym',
  'meta-tag-of-itself',
  'tag-to-list',
  'listing-out-of-date',
  ...RESCUE_INVARIANTS,
] as const
export type Invariant = (typeof INVARIANTS)[number]

export async function countBroken(db: Db): Promise<Readonly<Record<Invariant, number>>> {
  const counts: Partial<Record<Invariant, number>> = {}
  for (const invariant of INVARIANTS) counts[invariant] = await COUNT[invariant](db)
  return counts as Record<Invariant, number>
}

const COUNT = {
  ...COUNT_RESCUED,
  'work-without-chapter': (db) => countWorksWithout(db, 'chapter'),
  'work-without-creator': (db) => countWorksWithout(db, 'creator'),
  'work-without-source': async (db) => {
    const row = await db
      .selectFrom('work')
      .select(({ fn }) => fn.count<number>('work.id').as('count'))
      // A work that somebody wrote here was made from nothing.
      .where('made_from', 'is not', null)
      // A work of a rescued site stands in its dump, also when it has no text.
      .where('site_id', 'is', null)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('source_use').select('work_id').whereRef('work_id', '=', 'work.id'))),
      )
      .executeTakeFirstOrThrow()
    return row.count
  },
  'chapter-without-version': async (db) => {
    const row = await db
      .selectFrom('chapter')
      .leftJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
      .select(({ fn }) => fn.count<number>('chapter.id').as('count'))
      .where((eb) =>
        eb.or([eb('chapter_version.id', 'is', null), eb('chapter_version.chapter_id', '!=', eb.ref('chapter.id'))]),
      )
      .executeTakeFirstOrThrow()
    return row.count
  },
  'chapter-out-of-order': async (db) => {
    const rows = await db
      .selectFrom('chapter')
      .select('work_id')
      .groupBy('work_id')
      .having(({ eb, fn }) => eb(fn.max('position'), '!=', sql<number>`count(*) - 1`))
      .execute()
    return rows.length
  },
  'use-of-missing-work': async (db) => {
    const row = await db
      .selectFrom('source_use')
      .select(({ fn }) => fn.count<number>('id').as('count'))
      .where('role', '=', 'text')
      .where('work_id', 'is', null)
      .executeTakeFirstOrThrow()
    return row.count
  },
  'source-without-use': async (db) => {
    const row = await db
      .selectFrom('source')
      .leftJoin('source_use', 'source_use.sha256', 'source.sha256')
      .select(({ fn }) => fn.count<number>('source.sha256').as('count'))
      .where('source_use.id', 'is', null)
      .executeTakeFirstOrThrow()
    return row.count
  },
  'synonym-of-synonym': async (db) => {
    const row = await db
      .selectFrom('tag')
      .innerJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
      .select(({ fn }) => fn.count<number>('tag.id').as('count'))
      .where((eb) =>
        eb.or([eb('canonical.canonical_id', 'is not', null), eb('canonical.kind', '!=', eb.ref('tag.kind'))]),
      )
      .executeTakeFirstOrThrow()
    return row.count
  },
  'meta-tag-of-itself': async (db) => {
    const row = await db
      .selectFrom('tag_closure')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .whereRef('tag_id', '=', 'meta_id')
      .executeTakeFirstOrThrow()
    return row.count
  },
  'tag-to-list': (db) => countUnlisted(db),
  'listing-out-of-date': async (db) => {
    const row = await db
      .selectFrom('listing')
      .innerJoin('work', 'work.id', 'listing.work_id')
      .select(({ fn }) => fn.count<number>('listing.work_id').as('count'))
      .where((eb) =>
        eb.or([
          eb('listing.updated_key', '!=', eb.ref('work.updated_key')),
          eb('listing.posted_key', '!=', eb.ref('work.posted_key')),
          eb('listing.sort_title', '!=', eb.ref('work.sort_title')),
          eb('listing.words', '!=', eb.ref('work.words')),
        ]),
      )
      .executeTakeFirstOrThrow()
    return row.count
  },
} satisfies Record<Invariant, (db: Db) => Promise<number>>

/** A withdrawn work is a tombstone and needs neither. */
async function countWorksWithout(db: Db, table: 'chapter' | 'creator'): Promise<number> {
  const row = await db
    .selectFrom('work')
    .select(({ fn }) => fn.count<number>('work.id').as('count'))
    .where('work.visibility', '!=', 'withdrawn')
    .where((eb) => eb.not(eb.exists(eb.selectFrom(table).select('work_id').whereRef('work_id', '=', 'work.id'))))
    .executeTakeFirstOrThrow()
  return row.count
}

export interface CatalogueSize {
  readonly works: number
  readonly sources: number
  readonly words: number
}

export async function measureCatalogue(db: Db): Promise<CatalogueSize> {
  const works = await db
    .selectFrom('work')
    .select(({ fn }) => [fn.countAll<number>().as('works'), fn.sum<number | null>('words').as('words')])
    .executeTakeFirstOrThrow()
  const sources = await db
    .selectFrom('source')
    .select(({ fn }) => fn.countAll<number>().as('sources'))
    .executeTakeFirstOrThrow()
  return { works: works.works, words: works.words ?? 0, sources: sources.sources }
}

/** What the engine itself finds wrong with its file, and settings under which a saved work could be lost. */
export async function listEngineProblems(db: Db, engine: 'sqlite' | 'postgres'): Promise<string[]> {
  if (engine === 'sqlite') {
    const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(db)
    return rows.map((row) => row.quick_check).filter((line) => line !== 'ok')
  }
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`.execute(db)
  return rows
    .filter(({ setting }) => setting === 'off')
    .map(({ name }) => `PostgreSQL runs with ${name} = off: a power cut can lose saved works; set it to on`)
}
