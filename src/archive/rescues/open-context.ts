/** Opens the context of a rescue: what is known of the site's values, and what an earlier run made of its rows. */
import { findSiteEncoding, hasAddedSlashes, type ValueEvidence } from '../../intake/values/index.ts'
import type { Db } from '../../platform/db/database.ts'
import type { GroupedWrites } from '../../platform/db/group-writes.ts'
import { openNotes } from './books/notes-store.ts'
import { listChapterTargets, listTargets, listTermTargets, recordRows, setRowsAside } from './books/records-store.ts'
import { asId } from './cells.ts'
import type { RescueContext, TermKind } from './context.ts'
import type { SiteRow, StagedSite } from './staged-site.ts'
import type { ValuePool } from './values/value-pool.ts'

/** The context, and what the parts that make people, terms and works say to it. */
export interface OpenContext extends RescueContext {
  readonly people: Map<string, number>
  readonly works: Map<string, number>
  readonly chapters: Map<string, { readonly id: number; readonly workId: number }>
  /** By kind and old id: `class 7`. */
  readonly terms: Map<string, number>
}

export interface ContextParts {
  readonly db: Db
  readonly site: StagedSite
  readonly siteId: number
  readonly batchId: number
  readonly dumpSha256: string | null
  readonly isHeld: boolean
  readonly now: string
  readonly writes: GroupedWrites
  readonly values: ValuePool
  readonly evidence: ValueEvidence
}

export async function openContext(parts: ContextParts): Promise<OpenContext> {
  const { db, siteId, batchId, dumpSha256, evidence } = parts
  const people = new Map(await listTargets(db, siteId, 'authors'))
  const works = new Map(await listTargets(db, siteId, 'stories'))
  const chapters = new Map(await listChapterTargets(db, siteId))
  const terms = new Map(await listTermTargets(db, siteId))
  return {
    ...parts,
    people,
    works,
    chapters,
    terms,
    evidenceOf: (row) => evidenceOf(row, evidence),
    penNameOf: (uid) => people.get(asId(uid)),
    workOf: (sid) => works.get(asId(sid)),
    chapterOf: (chapid) => chapters.get(asId(chapid)),
    termOf: (kind, oldId) => terms.get(termName(kind, asId(oldId))),
    record: (tx, records) => recordRows(tx, siteId, records),
    setAside: (tx, rows) => setRowsAside(tx, siteId, rows),
    note: openNotes({ batchId, dumpSha256 }),
  }
}

export function termName(kind: TermKind, oldId: string): string {
  return `${kind} ${oldId}`
}

/** The texts of chapters are long, and judged by themselves. */
const LONG_COLUMNS: ReadonlySet<string> = new Set(['storytext'])

function evidenceOf(row: SiteRow, site: ValueEvidence): ValueEvidence {
  const values = [...row.values].filter(([column]) => !LONG_COLUMNS.has(column)).map(([, value]) => value)
  return hasAddedSlashes(values) ? { ...site, hasAddedSlashes: true } : site
}

/** Rows that are looked at for what all values of the site have in common. */
const SAMPLES = [
  ['authors', ['penname', 'bio'], 1000],
  ['stories', ['title', 'summary', 'storynotes'], 2000],
  ['reviews', ['reviewer', 'review'], 1000],
  ['categories', ['category', 'description'], 200],
] as const

/** What the values of the site tell together, the same for every form of its dump. */
export async function findEvidence(site: StagedSite): Promise<ValueEvidence> {
  const values: Uint8Array[] = []
  for (const [table, columns, most] of SAMPLES) {
    let count = 0
    for await (const row of site.rows(table)) {
      if (count++ >= most) break
      for (const column of columns) {
        const value = row.values.get(column)
        if (value !== undefined && value !== null && value.length > 0) values.push(value)
      }
    }
  }
  return { siteEncoding: findSiteEncoding(values), hasAddedSlashes: hasAddedSlashes(values) }
}
