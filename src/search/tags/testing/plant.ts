/** Puts works that were thought up into a catalogue, row by row, so that they can be read from it again. */
import type { Db } from '../../../platform/db/database.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'
import type { TagDocument, WorkDocument } from '../../documents/index.ts'

const PEN_NAMES = ['', 'Ash', 'Ärger', '海', '\u{1F600}', '\uFF5E']
const POINTS = [1, 2, 3, 4, 5, 6]
const CANONS = ['harbour', 'tower']
const NOW = '2026-01-01T00:00:00.000Z'

/** The same works, as a catalogue can hold them: it sorts by the first pen name, and tells who tells by chapter. */
export function storable(works: readonly WorkDocument[]): readonly WorkDocument[] {
  return works.map((work) => ({
    ...work,
    sortName: PEN_NAMES[work.penNames[0] ?? 0] ?? '',
    series: work.series.toSorted(byNumber),
    offeredSeries: work.offeredSeries.filter((key) => !work.series.includes(key)),
    tags: work.tags.toSorted(byNumber),
    tellers: work.chapters === 0 ? [] : work.tellers.toSorted(),
    hiddenTellers: work.hiddenChapters === 0 ? [] : work.hiddenTellers.toSorted(),
    narrators: work.chapters === 0 ? [] : work.narrators.toSorted(),
    hiddenNarrators: work.hiddenChapters === 0 ? [] : work.hiddenNarrators.toSorted(),
  }))
}

function byNumber(a: number, b: number): number {
  return a - b
}

export async function plantTags(db: Db, tags: ReadonlyMap<number, TagDocument>): Promise<void> {
  const rows = [...tags].map(([id, { kind, canonical }]) => ({
    id,
    public_id: `tag${id}`,
    kind,
    name: `tag ${id}`,
    folded: `tag ${id}`,
    canonical_id: canonical === id ? null : canonical,
  }))
  // Those that others are synonyms of come first.
  for (const row of rows.toSorted((a, b) => Number(a.canonical_id !== null) - Number(b.canonical_id !== null)))
    await db.insertInto('tag').values(row).execute()
  const closure = [...tags].flatMap(([id, { canonical, under }]) =>
    canonical === id ? under.filter((key) => key !== id).map((meta_id) => ({ tag_id: id, meta_id })) : [],
  )
  await insertRows(db, 'tag_closure', closure)
}

/** What works name, but for tags. */
export async function plantNames(db: Db): Promise<void> {
  for (const [id, name] of PEN_NAMES.entries()) {
    if (id === 0) continue
    await insertRows(db, 'pen_name', [{ id, public_id: `pen${id}`, name, sort_name: name, folded: name }])
    const title = `series ${id}`
    await insertRows(db, 'series', [{ id, public_id: title, title, sort_title: title, folded_title: title }])
    const site = { software: 'efiction', name: `site ${id}`, table_prefix: '', rescued_at: NOW }
    await insertRows(db, 'rescued_site', [{ id, public_id: `site${id}`, key: `site ${id}`, ...site }])
  }
  for (const canon of CANONS) {
    await insertRows(db, 'canon', [{ key: canon, tag_id: null, hash: '' }])
    for (const position of POINTS) {
      const id = pointId(canon, position)
      const names = { key: `p${position}`, kind: 'episode', name: `${canon} ${position}` }
      await insertRows(db, 'canon_point', [{ id, canon_key: canon, ...names, position }])
    }
  }
}

function pointId(canon: string, position: number): number {
  return 10 * CANONS.indexOf(canon) + position
}

/** Also in place of one that is there. */
export async function plantWork(db: Db, work: WorkDocument): Promise<void> {
  const { key: id } = work
  await db.deleteFrom('series_entry').where('work_id', '=', id).execute()
  await db.deleteFrom('work').where('id', '=', id).execute()
  await insertRows(db, 'work', [
    {
      id,
      public_id: `work${id}`,
      title: work.sortTitle,
      sort_title: work.sortTitle,
      folded_title: work.sortTitle,
      language: work.language,
      rating: work.rating,
      status: work.status,
      words: work.words,
      posted_key: work.posted,
      updated_key: work.updated,
      added_at: NOW,
      changed_at: NOW,
      visibility: work.visibility,
      site_id: work.siteKey,
      is_round_robin: work.isRoundRobin,
      hits: work.hits,
      review_count: work.reviews,
    },
  ])
  const tags = work.tags.map((tag_id, position) => ({ work_id: id, tag_id, as_written: '', position }))
  await insertRows(
    db,
    'work_tag',
    // Some are said twice.
    tags.flatMap((row) => [
      { ...row, said_by: 'source' },
      ...(row.position % 3 === 0 ? [{ ...row, said_by: 'rule' }] : []),
    ]),
  )
  const names = work.penNames.map((pen_name_id, position) => ({ work_id: id, pen_name_id, position, role: 'author' }))
  await insertRows(db, 'creator', names)
  await plantSettings(db, work)
  await plantSeries(db, work)
  await plantChapters(db, work)
}

async function plantSettings(db: Db, { key, settings }: WorkDocument): Promise<void> {
  const rows = settings.map(({ canon, from, to, relation }) => ({
    work_id: key,
    canon_key: canon,
    from_point: from === null ? null : pointId(canon, from),
    // A point by itself stands in either column.
    to_point: to === null || (to === from && to % 2 === 0) ? null : pointId(canon, to),
    relation,
    as_written: '',
    rule: 'test',
    confidence: 1,
  }))
  await insertRows(db, 'work_setting', rows)
}

async function plantSeries(db: Db, { key, series, offeredSeries }: WorkDocument): Promise<void> {
  const rows = [...series, ...offeredSeries].map((series_id) => ({
    series_id,
    position: key,
    work_id: key,
    child_id: null,
    is_confirmed: series.includes(series_id),
  }))
  await insertRows(db, 'series_entry', rows)
}

async function plantChapters(db: Db, work: WorkDocument): Promise<void> {
  for (let position = 0; position < work.chapters + work.hiddenChapters; position++) {
    const isHidden = position >= work.chapters
    const chapter = { work_id: work.key, position, is_hidden: isHidden }
    const { id } = await db.insertInto('chapter').values(chapter).returning('id').executeTakeFirstOrThrow()
    const persons = (isHidden ? work.hiddenTellers : work.tellers).map((person) => ({ person, who: null }))
    const names = (isHidden ? work.hiddenNarrators : work.narrators).map((who) => ({ person: null, who }))
    const sections = [...persons, ...names].map((told, place) => ({
      ...told,
      chapter_id: id,
      position: place,
      kind: 'narration',
      rule: 'test',
      confidence: 1,
    }))
    await insertRows(db, 'section', sections)
  }
}
