/** Rescued sites as readers meet them: what each was, how much of it is here, and the words it sorted its stories by. */
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../../platform/db/prepared.ts'
import { nameOfViewer, seriesVisibleTo, type Viewer, visibleTo } from '../../../platform/db/visibility.ts'
import type { Named } from '../../addresses/index.ts'

/** Counted exactly up to here. */
export const COUNTED = 10_000

export interface SiteLine extends Named {
  readonly key: number
  readonly slogan: string | null
  readonly oldPlace: string | null
  readonly rescuedAt: string
  /** Works that the viewer may find. */
  readonly works: number
}

export interface SitePage extends SiteLine {
  readonly software: string
  readonly version: string | null
  readonly oldUrl: string | null
  readonly dumpedAt: string | null
  readonly evidence: readonly string[]
  /** The import that brought it. */
  readonly batch: string | null
  readonly series: number
  readonly challenges: number
  readonly news: number
  readonly people: number
  readonly reviews: number
}

export interface SiteTerm {
  readonly kind: string
  readonly oldId: string
  readonly name: string
  /** Of a class: "Warnings". */
  readonly typeName: string | null
  readonly key: number
  readonly parentKey: number | null
}

/** A message or page of the site's own, for the archivist. */
export interface OwnPage extends Named {
  readonly title: string | null
}

export function listSites(db: Db, viewer: Viewer): Promise<SiteLine[]> {
  return sites(db, viewer, {})
}

export async function findSite(db: Db, viewer: Viewer, publicId: string): Promise<SitePage | undefined> {
  const [row] = await siteByPublicId(db, viewer, { publicId })
  return row && { ...row, evidence: JSON.parse(row.evidence) as readonly string[] }
}

/** Of a long list, its beginning in each kind. */
export function listTerms(db: Db, site: { readonly key: number }): Promise<SiteTerm[]> {
  return terms(db, { site: site.key })
}

export function listOwnPages(db: Db, site: { readonly key: number }): Promise<OwnPage[]> {
  return ownPages(db, { site: site.key })
}

export async function findOwnPage(
  db: Db,
  site: { readonly key: number },
  publicId: string,
): Promise<(OwnPage & { readonly html: string }) | undefined> {
  const [row] = await ownPage(db, { site: site.key, publicId })
  return row
}

function selectSites(db: Db, viewer: Viewer) {
  return db
    .selectFrom('rescued_site')
    .select([
      'rescued_site.id as key',
      'rescued_site.public_id as publicId',
      'rescued_site.name',
      'rescued_site.slogan',
      'rescued_site.old_place as oldPlace',
      'rescued_site.rescued_at as rescuedAt',
      counted(sql`work where work.site_id = rescued_site.id and ${visibleTo(viewer)}`).as('works'),
    ])
}

function counted(rows: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select count(*) from (select 1 as one from ${rows} limit ${sql.lit(COUNTED)}) as counted)`
}

const SITES_SHOWN = 200

const sites = preparedByShape<Viewer, object, SiteLine>(nameOfViewer, (db, _, viewer) =>
  selectSites(db, viewer).orderBy('rescued_site.name').orderBy('rescued_site.id').limit(sql.lit(SITES_SHOWN)),
)

const siteByPublicId = preparedByShape(nameOfViewer, (db, given: { publicId: Expression<string> }, viewer: Viewer) =>
  selectSites(db, viewer)
    .leftJoin('batch', 'batch.id', 'rescued_site.batch_id')
    .where('rescued_site.public_id', '=', given.publicId)
    .select([
      'rescued_site.software',
      'rescued_site.version',
      'rescued_site.old_url as oldUrl',
      'rescued_site.dumped_at as dumpedAt',
      'rescued_site.evidence',
      'batch.public_id as batch',
      counted(sql`series where series.site_id = rescued_site.id and ${seriesVisibleTo(viewer)}`).as('series'),
      counted(sql`challenge where challenge.site_id = rescued_site.id`).as('challenges'),
      counted(sql`news where news.site_id = rescued_site.id`).as('news'),
      counted(sql`pen_name where pen_name.site_id = rescued_site.id`).as('people'),
      counted(sql`review where review.site_id = rescued_site.id and review.state = 'shown'`).as('reviews'),
    ]),
)

const TERMS_SHOWN = 1000

const terms = prepared<{ site: number }, SiteTerm>((db, given) =>
  db
    .selectFrom('site_term')
    .where('site_term.site_id', '=', given.site)
    // One stands for the site itself.
    .where('site_term.kind', '<>', sql.lit('site'))
    .orderBy('site_term.kind')
    .orderBy('site_term.position')
    .orderBy('site_term.id')
    .limit(sql.lit(TERMS_SHOWN))
    .select([
      'site_term.kind',
      'site_term.old_id as oldId',
      'site_term.name',
      'site_term.type_name as typeName',
      'site_term.id as key',
      'site_term.parent_id as parentKey',
    ]),
)

const ownPages = prepared<{ site: number }, OwnPage>((db, given) =>
  db
    .selectFrom('site_page')
    .where('site_page.site_id', '=', given.site)
    .orderBy('site_page.name')
    .select(['site_page.public_id as publicId', 'site_page.name', 'site_page.title']),
)

const ownPage = prepared<{ site: number; publicId: string }, OwnPage & { html: string }>((db, given) =>
  db
    .selectFrom('site_page')
    .where('site_page.site_id', '=', given.site)
    .where('site_page.public_id', '=', given.publicId)
    .select(['site_page.public_id as publicId', 'site_page.name', 'site_page.title', 'site_page.html']),
)
