/** Compares counts: rows of every table, each accounted for, and what was made of them. */
import type { RescueReport } from '../../src/archive/rescues/index.ts'
import type { Differences } from './differences.ts'
import type { Rescued } from './rescued.ts'
import type { ReviewTruth, Truth } from './truth.ts'

export async function checkCounts(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  const { db, siteId } = rescued
  const site = await db
    .selectFrom('rescued_site')
    .select(['name', 'version', 'report', 'dump_sha256'])
    .where('id', '=', siteId)
    .executeTakeFirstOrThrow()
  const report = JSON.parse(site.report) as RescueReport
  if (truth.site?.name !== undefined) differences.same('name of the site', truth.site.name, site.name)
  if (truth.site?.version !== undefined) differences.same('version of the site', truth.site.version, site.version)
  differences.isTrue('the dump', site.dump_sha256 !== null, 'is not kept as an original')
  for (const { table, difference } of report.tables) differences.same(`table ${table}, difference`, 0, difference)
  const rows = new Map(report.tables.map((each) => [each.table, each.rows]))
  for (const [name, expected] of Object.entries(truth.counts ?? {})) {
    if (rows.has(name)) differences.same(`rows of ${name}`, expected, rows.get(name))
  }
  await checkMade(rescued, truth, differences)
}

async function checkMade(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  const { db, siteId } = rescued
  const { counts = {} } = truth
  const works = await db.selectFrom('work').select(['visibility']).where('site_id', '=', siteId).execute()
  const hidden = works.filter(({ visibility }) => visibility === 'hidden').length
  const reviews = await db
    .selectFrom('review')
    .select(['html', 'rating', 'parent_id'])
    .where('site_id', '=', siteId)
    .where('news_id', 'is', null)
    .execute()
  const originals = reviews.filter(({ parent_id: parent }) => parent === null)
  /** Reviews of what is gone are set aside, and counted all the same. */
  const aside = (isOne: (review: ReviewTruth) => boolean): number =>
    (truth.reviews ?? []).filter((review) => isOne(review) && rescued.isSetAside('reviews', review.reviewid)).length
  const orphans = await db
    .selectFrom('opaque_record')
    .select('old_key')
    .where('site_id', '=', siteId)
    .where('table_name', '=', 'chapters')
    .execute()
  const files = await db
    .selectFrom('source_use')
    .leftJoin('work', 'work.id', 'source_use.work_id')
    .select('source_use.path')
    .distinct()
    .where('source_use.role', 'in', ['text', 'duplicate', 'other-version', 'orphan-chapter', 'stray'])
    .where('source_use.path', 'like', '%.txt')
    .where((eb) => eb.or([eb('work.id', 'is', null), eb('work.site_id', '=', siteId)]))
    .execute()
  const sites = await db.selectFrom('rescued_site').select('id').execute()
  const actual: Readonly<Record<string, number>> = {
    stories_validated: works.length - hidden,
    stories_unvalidated: hidden,
    chapters_orphan: orphans.length,
    reviews_with_text: originals.filter(({ html }) => html !== null).length + aside(({ text }) => text !== null),
    reviews_with_reply: reviews.length - originals.length + aside(({ reply }) => reply !== null),
    // Files without a story are of no site by themselves.
    ...(sites.length === 1 && { chapter_files: files.length }),
  }
  for (const [name, value] of Object.entries(actual)) {
    if (counts[name] !== undefined) differences.same(name.replaceAll('_', ' '), counts[name], value)
  }
}
