/**
 * A large archive for tests, made by the database itself: a work, its names, its text and its evidence for each number,
 * in a few seconds. What is unequal in real archives is unequal here: half of the works are in one fandom, one pen name
 * has a tenth of them, some are hidden.
 */
import { sql } from 'kysely'
import type { Db } from '../src/platform/db/database.ts'
import { engineOf } from '../src/platform/db/engine.ts'
import { type PlantedBatch, plantBatch } from './seed.ts'
import { idOf, plantCanon } from './seed-tags.ts'

const CROWDED_FANDOM = 'The Glass Harbour'
const FANDOMS = 40
const RELATIONSHIPS = 400
const OTHER_TAGS = 4000
const TAGS = FANDOMS + RELATIONSHIPS + OTHER_TAGS

/** Public ids count up from these. */
const WORKS_FROM = 1_000_000_000
const TAGS_FROM = 2_000_000_000
const PEN_NAMES_FROM = 3_000_000_000
const SERIES_FROM = 4_000_000_000
const REVIEWS_FROM = 5_000_000_000
const NEWS_FROM = 6_000_000_000
const CHALLENGES_FROM = 7_000_000_000
/** Every so many works are one series; the first holds many. */
const WORKS_A_SERIES = 50

export function workId(number: number): string {
  return String(WORKS_FROM + number)
}

/** Public ids of names that works have here: the fandom of half of them, the pen name of a tenth, tags of few. */
export const CROWD = {
  fandom: idOf(`fandom ${CROWDED_FANDOM}`),
  rareFandom: String(TAGS_FROM + 2),
  relationship: String(TAGS_FROM + FANDOMS + 1),
  additional: String(TAGS_FROM + FANDOMS + RELATIONSHIPS + 1),
  penName: String(PEN_NAMES_FROM + 1),
  /** A site that half of the works came from, and a pen name that most reviews and favourites are of. */
  site: '5173000001',
  reader: String(PEN_NAMES_FROM + 2),
  /** The series of the first works. */
  series: String(SERIES_FROM + 1),
  reviewOfSecond: String(REVIEWS_FROM + 2),
  challenge: String(CHALLENGES_FROM + 1),
  news: String(NEWS_FROM + 1),
}

/** Fills an empty archive with works numbered from 1. */
export async function plantCrowd(db: Db, works: number): Promise<PlantedBatch> {
  const batch = await plantBatch(db)
  await db.transaction().execute(async (tx) => {
    // Its fandom is the first tag.
    await plantCanon(tx, CROWDED_FANDOM)
    await plantNames(tx, works)
    await plantWorks(tx, works)
    await plantListing(tx)
    await plantTexts(tx, works)
    await plantEvidence(tx, works, batch.id)
    await plantCommunity(tx, works)
  })
  await startKeysAfter(db, works)
  // What PostgreSQL does by itself soon after so many rows; SQLite plans by its rules alone, here as in an archive.
  if (engineOf(db) === 'postgres') await sql`analyze`.execute(db)
  return batch
}

/** PostgreSQL does not look at keys that were given. */
async function startKeysAfter(db: Db, works: number): Promise<void> {
  if (engineOf(db) === 'sqlite') return
  for (const table of ['work', 'pen_name', 'tag', 'chapter', 'chapter_version', 'series', 'review', 'favourite']) {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${sql.lit(works + TAGS)})`.execute(db)
  }
}

/** The numbers up to `count`, as the beginning of a statement. */
function numbers(count: number) {
  return sql`with recursive number(i) as (select 1 union all select i + 1 from number where i < ${sql.lit(count)})`
}

async function plantNames(db: Db, works: number): Promise<void> {
  await sql`insert into pen_name (id, public_id, name, sort_name, folded, is_claimable)
    ${numbers(works / 5)}
    select i, cast(${sql.lit(PEN_NAMES_FROM)} + i as text), 'Keeper ' || i, substr('abcdefghijklmnopqrstuvwxyz', i % 26 + 1, 1) || i, 'keeper ' || i, true from number`.execute(
    db,
  )
  await sql`insert into tag (id, public_id, kind, name, folded)
    ${numbers(TAGS)}
    select i, cast(${sql.lit(TAGS_FROM)} + i as text), kind, kind || ' ' || i, kind || i
    from (select i, case when i <= ${sql.lit(FANDOMS)} then 'fandom' when i <= ${sql.lit(FANDOMS + RELATIONSHIPS)} then 'relationship' else 'additional' end as kind from number where i > 1) as tags`.execute(
    db,
  )
}

async function plantWorks(db: Db, works: number): Promise<void> {
  const date = sql`cast(1990 + i % 30 as text) || '-' || cast(10 + i % 3 as text)`
  await sql`insert into work (id, public_id, title, sort_title, folded_title, summary, language, rating, status,
      expected_chapters, words, posted_at, posted_key, updated_at, updated_key, added_at, changed_at, visibility)
    ${numbers(works)}
    select i, cast(${sql.lit(WORKS_FROM)} + i as text), 'Night ' || i, 'night ' || cast(1000000 + i as text), 'night ' || i,
      'One lamp, one winter.', case i % 10 when 0 then 'de' when 1 then 'fr' else 'en' end,
      case i % 5 when 0 then 'general' when 1 then 'teen' when 2 then 'mature' when 3 then 'explicit' else 'unrated' end,
      case i % 3 when 0 then 'complete' when 1 then 'in-progress' else null end,
      1, (i * 37) % 50000, ${date}, ${date}, ${date}, ${date}, '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z',
      case when i % 50 = 0 then 'hidden' when i % 70 = 0 then 'unlisted' when i % 90 = 0 then 'withdrawn' else 'public' end
    from number`.execute(db)
  await sql`insert into creator (work_id, pen_name_id, position)
    select id, case when id % 10 = 0 then 1 else id % ${sql.lit(works / 5)} + 1 end, 0 from work`.execute(db)
  await sql`insert into work_tag (work_id, tag_id, as_written, position, said_by)
    select id, case when id % 2 = 0 then 1 else id % ${sql.lit(FANDOMS)} + 1 end, 'so', 0, 'source' from work
    union all select id, ${sql.lit(FANDOMS)} + id % ${sql.lit(RELATIONSHIPS)} + 1, 'so', 1, 'source' from work
    union all select id, ${sql.lit(FANDOMS + RELATIONSHIPS)} + id % ${sql.lit(OTHER_TAGS)} + 1, 'so', 2, 'source' from work`.execute(
    db,
  )
  await sql`insert into work_setting (work_id, canon_key, from_point, relation, as_written, rule, confidence)
    select work.id, 'glass', (select min(id) from canon_point) + (work.id / 8) % 8, 'during', 'then', 'setting-label', 1
    from work where work.id % 8 = 0`.execute(db)
}

/** Every way into a list that a work has: by its pen name, its tags, its setting. */
async function plantListing(db: Db): Promise<void> {
  await sql`insert into listing (work_id, kind, ref_id, updated_key, posted_key, sort_title, words)
    select work.id, way.kind, way.ref_id, updated_key, posted_key, sort_title, words
    from (
      select work_id, 'pen-name' as kind, pen_name_id as ref_id from creator
      union all select work_id, 'tag', tag_id from work_tag
      union all select work_id, 'point', from_point from work_setting
    ) as way inner join work on work.id = way.work_id`.execute(db)
}

async function plantTexts(db: Db, works: number): Promise<void> {
  await sql`insert into source (sha256, size, media_type, format, first_seen)
    ${numbers(works)} select ${sha256()}, 40, 'text/plain', 'text', '2026-11-20T10:00:00.000Z' from number`.execute(db)
  await sql`insert into chapter (id, work_id, position, title, current_version_id)
    ${numbers(works)} select i, i, 0, 'Night', i from number`.execute(db)
  await sql`insert into chapter_version (id, chapter_id, number, html, format, sha256, words, reason, source_sha256, created_at)
    ${numbers(works)} select i, i, 1, '<p id="b1">The lamp is lit: ' || i || '.</p>', 1, ${sha256()}, 6, 'faithful', ${sha256()}, '2026-11-20T10:00:00.000Z' from number`.execute(
    db,
  )
}

async function plantEvidence(db: Db, works: number, batchId: number): Promise<void> {
  const batch = sql.lit(batchId)
  await sql`insert into source_use (sha256, batch_id, path, role, work_id, chapter_id)
    ${numbers(works)} select ${sha256()}, ${batch}, 'stories/' || i || '.txt', 'text', i, i from number`.execute(db)
  await sql`insert into field (work_id, sha256, name, value, as_written, lines, spans, rule, confidence, is_chosen, position)
    ${numbers(works)} select i, ${sha256()}, 'title', 'Night ' || i, 'Night ' || i, '[1]', '[]', 'header-label', 1, true, 0 from number`.execute(
    db,
  )
  await sql`insert into finding (batch_id, sha256, work_id, chapter_id, kind, code, line, before, after, block_id, position)
    ${numbers(works)} select ${batch}, ${sha256()}, i, i, case i % 3 when 0 then 'gap' when 1 then 'suggestion' else 'repair' end,
      case i % 3 when 1 then 'lost-line' else 'nbsp-indent' end, 1, ' ', '', 'b1', 0 from number`.execute(db)
}

/** A rescued site with half of the works; a review of each and many of the second, series, favourites, old ids. */
async function plantCommunity(db: Db, works: number): Promise<void> {
  await sql`insert into rescued_site (id, public_id, key, software, name, table_prefix, old_place, rescued_at)
    values (1, ${CROWD.site}, 'shelf', 'efiction', 'Shelf', '', 'shelf.example', '2026-11-20T10:00:00.000Z')`.execute(
    db,
  )
  await sql`update work set site_id = 1, review_count = 1 where id % 2 = 1`.execute(db)
  await sql`update pen_name set site_id = 1 where id % 2 = 0`.execute(db)
  await sql`insert into site_term (id, site_id, kind, old_id, name) values (1, 1, 'category', '1', 'Stories')`.execute(
    db,
  )
  await sql`insert into term_use (kind, target_id, site_term_id, position) select 'work', id, 1, 0 from work where site_id = 1`.execute(
    db,
  )
  await sql`insert into listing (work_id, kind, ref_id, updated_key, posted_key, sort_title, words)
    select id, 'term', 1, updated_key, posted_key, sort_title, words from work where site_id = 1`.execute(db)
  await sql`insert into legacy_id (site_id, table_name, old_key, kind, target_id, row_sha256)
    select 1, 'stories', cast(id as text), 'work', id, 'x' from work where site_id = 1
    union all select 1, 'chapters', cast(id as text), 'chapter', id, 'x' from work where site_id = 1
    union all select 1, 'authors', cast(id as text), 'pen_name', id, 'x' from pen_name where site_id = 1`.execute(db)
  const series = works / WORKS_A_SERIES
  await sql`insert into series (id, public_id, title, sort_title, folded_title, site_id)
    ${numbers(series)} select i, cast(${sql.lit(SERIES_FROM)} + i as text), 'Run ' || i, 'run ' || cast(1000000 + i as text), 'run ' || i, 1 from number`.execute(
    db,
  )
  await sql`insert into series_creator (series_id, pen_name_id, position) select id, 2, 0 from series`.execute(db)
  await sql`insert into series_entry (series_id, position, work_id)
    select (id - 1) / ${sql.lit(WORKS_A_SERIES)} + 1, (id - 1) % ${sql.lit(WORKS_A_SERIES)}, id from work`.execute(db)
  await sql`insert into series_entry (series_id, position, child_id) select 1, ${sql.lit(WORKS_A_SERIES)} + id, id from series where id > 1`.execute(
    db,
  )
  await sql`insert into legacy_id (site_id, table_name, old_key, kind, target_id, row_sha256)
    select 1, 'series', cast(id as text), 'series', id, 'x' from series`.execute(db)
  const place = sql`cast(2000 + i % 20 as text) || '-' || cast(10 + i % 3 as text)`
  await sql`insert into review (id, public_id, work_id, chapter_id, pen_name_id, html, rating, rating_best, posted_at, posted_key)
    ${numbers(works)} select i, cast(${sql.lit(REVIEWS_FROM)} + i as text), case when i % 3 = 0 then 7 else i end,
      case when i % 3 = 0 then 7 else i end, 2, '<p>Good: ' || i || '.</p>', 9, 10, ${place}, ${place} from number`.execute(
    db,
  )
  await sql`insert into review (id, public_id, work_id, chapter_id, parent_id, pen_name_id, html, posted_key)
    select id + ${sql.lit(works)}, cast(${sql.lit(REVIEWS_FROM + works)} + id as text), work_id, chapter_id, id, 3, '<p>Thanks.</p>', posted_key from review where id % 4 = 0`.execute(
    db,
  )
  await sql`insert into favourite (id, pen_name_id, work_id) select id, 2, id from work`.execute(db)
  await sql`insert into challenge (id, public_id, title, sort_title, site_id)
    ${numbers(100)} select i, cast(${sql.lit(CHALLENGES_FROM)} + i as text), 'Dare ' || i, 'dare ' || i, 1 from number`.execute(
    db,
  )
  await sql`insert into challenge_answer (challenge_id, position, work_id) select 1, id, id from work where id % 20 = 1`.execute(
    db,
  )
  await sql`insert into news (id, public_id, title, html, posted_key, site_id)
    ${numbers(100)} select i, cast(${sql.lit(NEWS_FROM)} + i as text), 'News ' || i, '<p>So.</p>', cast(2000 + i % 20 as text), 1 from number`.execute(
    db,
  )
}

/** A number in the place of a hash: nobody computes it anew in these tests. */
function sha256() {
  return sql`substr('0000000000000000000000000000000000000000000000000000000000000000', 1, 64 - length(cast(i as text))) || cast(i as text)`
}
