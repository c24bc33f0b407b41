/**
 * What indexes read of the catalogue, as views: works may change their columns, and the indexes need not know.
 *
 * A withdrawn work is a tombstone and not found. Under which other tags the works of a tag are found is said by
 * `search_tag_closure`, which comes with the kinship of tags (0010).
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, query] of Object.entries(VIEWS)) {
    await sql`create view ${sql.id(name)} as ${sql.raw(query)}`.execute(db)
  }
  // Where a season ends.
  await db.schema
    .createIndex('canon_point_by_season')
    .on('canon_point')
    .columns(['canon_key', 'season', 'position'])
    .execute()
}

const VIEWS: Readonly<Record<string, string>> = {
  search_work: `
    select work.id as work_id, work.visibility, work.rating, work.status, work.language, work.words, work.hits,
      work.review_count, work.posted_key, work.updated_key, work.sort_title, work.is_round_robin, work.site_id
    from work where work.visibility <> 'withdrawn'`,

  // As written on the work, by whoever said so.
  search_work_tag: `select distinct work_tag.work_id, work_tag.tag_id from work_tag`,

  search_work_pen_name: `
    select creator.work_id, creator.pen_name_id, creator.role, creator.position, pen_name.sort_name
    from creator inner join pen_name on pen_name.id = creator.pen_name_id`,

  search_work_series: `
    select series_entry.work_id, series_entry.series_id, series_entry.is_confirmed
    from series_entry where series_entry.work_id is not null`,

  // The row of a season stands ahead of all that happens in it; a season ends with the last of that.
  search_work_setting: `
    select work_setting.id as setting_id, work_setting.work_id, work_setting.canon_key, work_setting.relation,
      first.position as from_position,
      case when last.kind = 'season' and last.season is not null then (
        select max(inside.position) from canon_point as inside
        where inside.canon_key = last.canon_key and inside.season = last.season
      ) else last.position end as to_position
    from work_setting
    left join canon_point as first on first.id = coalesce(work_setting.from_point, work_setting.to_point)
    left join canon_point as last on last.id = coalesce(work_setting.to_point, work_setting.from_point)
    where work_setting.canon_key is not null`,

  search_work_chapter: `
    select chapter.work_id, chapter.is_hidden, count(*) as chapters
    from chapter group by chapter.work_id, chapter.is_hidden`,

  // Who tells: I, you, they.
  search_work_person: `
    select distinct chapter.work_id, chapter.is_hidden, section.person
    from section inner join chapter on chapter.id = section.chapter_id where section.person is not null`,

  search_tag: `select tag.id as tag_id, tag.kind, tag.name, tag.folded, tag.canonical_id from tag`,

  // The texts, for the index of their words.
  search_chapter: `
    select chapter.id as chapter_id, chapter.work_id, chapter.position, chapter.title, chapter.is_hidden,
      chapter.notes_before, chapter.notes_after, chapter_version.id as version_id, chapter_version.html,
      chapter_version.words
    from chapter inner join chapter_version on chapter_version.id = chapter.current_version_id`,

  search_work_words: `
    select work.id as work_id, work.visibility, work.language, work.title, work.summary, work.notes_before,
      work.notes_after
    from work where work.visibility <> 'withdrawn'`,

  // The names that a work goes by: its tags as written and as they are called, whoever signs it.
  search_work_name: `
    select work_tag.work_id, 'tag' as kind, work_tag.tag_id as ref_id, work_tag.as_written, tag.name,
      canonical.name as canonical_name
    from work_tag inner join tag on tag.id = work_tag.tag_id left join tag as canonical on canonical.id = tag.canonical_id
    union all
    select creator.work_id, 'pen_name', creator.pen_name_id, coalesce(creator.as_written, pen_name.name), pen_name.name,
      null
    from creator inner join pen_name on pen_name.id = creator.pen_name_id`,
}
