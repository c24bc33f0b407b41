/** Plants what stands around works, for tests of the site: rescued sites, series, challenges, news, reviews, favourites. */
import { foldText, sortKey } from '../src/kernel/text.ts'
import type { Db } from '../src/platform/db/database.ts'
import { idOf } from './seed-tags.ts'

export interface PlantedSite {
  readonly id: number
  readonly publicId: string
}

export async function plantSite(
  db: Db,
  name: string,
  more: { readonly oldPlace?: string | null; readonly report?: object; readonly batchId?: number } = {},
): Promise<PlantedSite> {
  const publicId = idOf(`site ${name}`)
  const place = more.oldPlace === undefined ? `${foldText(name).replaceAll(/[^a-z]+/g, '-')}.example` : more.oldPlace
  const { id } = await db
    .insertInto('rescued_site')
    .values({
      public_id: publicId,
      key: name,
      software: 'efiction',
      name,
      slogan: 'Stories by lamplight',
      version: '3.5.8',
      table_prefix: 'fanfiction_',
      old_place: place,
      old_url: place === null ? null : `http://${place}`,
      evidence: JSON.stringify(['It has the tables stories and chapters.']),
      batch_id: more.batchId ?? null,
      rescued_at: '2026-11-20T10:00:00.000Z',
      dumped_at: '2019-04-01',
      report: JSON.stringify(more.report ?? {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, publicId }
}

/** What a row of an old site became here. */
export async function plantLegacy(
  db: Db,
  site: PlantedSite,
  table: string,
  key: string,
  kind: string,
  targetId: number | null,
): Promise<void> {
  await db
    .insertInto('legacy_id')
    .values({ site_id: site.id, table_name: table, old_key: key, kind, target_id: targetId, row_sha256: 'x' })
    .execute()
}

/** A row of an old site that has no place here. */
export async function plantAside(
  db: Db,
  site: PlantedSite,
  table: string,
  key: string,
  content: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await db
    .insertInto('opaque_record')
    .values({
      site_id: site.id,
      table_name: table,
      old_key: key,
      reason: 'points-nowhere',
      content: JSON.stringify(content),
      row_sha256: 'x',
    })
    .execute()
}

export async function plantPerson(
  db: Db,
  name: string,
  more: {
    readonly site?: PlantedSite
    readonly profile?: string
    readonly joined?: string
    readonly fields?: readonly (readonly [label: string, value: string, href?: string])[]
    /** For one of several with the same name. */
    readonly publicId?: string
  } = {},
): Promise<number> {
  const folded = foldText(name)
  const { id } = await db
    .insertInto('pen_name')
    .values({
      public_id: more.publicId ?? idOf(`pen name ${name}`),
      name,
      sort_name: sortKey(name),
      folded,
      is_claimable: true,
      site_id: more.site?.id ?? null,
      profile: more.profile ?? null,
      joined_at: more.joined ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [position, [label, value, href]] of (more.fields ?? []).entries()) {
    await db
      .insertInto('profile_field')
      .values({ pen_name_id: id, position, label, value, href: href ?? null })
      .execute()
  }
  return id
}

export interface ReviewPlanting {
  readonly on:
    | { readonly work: number; readonly chapter?: number }
    | { readonly series: number }
    | { readonly news: number }
  readonly publicId: string
  readonly by?: number
  readonly guest?: string
  readonly html?: string | null
  readonly rating?: number
  readonly best?: number
  readonly posted?: string
  readonly replyTo?: number
  readonly state?: 'shown' | 'hidden' | 'deleted'
  readonly about?: string
}

export async function plantReview(db: Db, review: ReviewPlanting): Promise<number> {
  const { on } = review
  const { id } = await db
    .insertInto('review')
    .values({
      public_id: review.publicId,
      work_id: 'work' in on ? on.work : null,
      chapter_id: 'work' in on ? (on.chapter ?? null) : null,
      series_id: 'series' in on ? on.series : null,
      news_id: 'news' in on ? on.news : null,
      parent_id: review.replyTo ?? null,
      pen_name_id: review.by ?? null,
      guest_name: review.guest ?? null,
      html: review.html === undefined ? `<p>Said in ${review.publicId}.</p>` : review.html,
      rating: review.rating ?? null,
      rating_best: review.rating === undefined ? null : (review.best ?? 10),
      about: review.about ?? null,
      posted_at: review.posted ?? null,
      posted_key: review.posted ?? '',
      state: review.state ?? 'shown',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface PlantedSeries {
  readonly id: number
  readonly publicId: string
}

export async function plantSeries(
  db: Db,
  title: string,
  more: {
    readonly entries?: readonly (
      | { readonly work: number; readonly isConfirmed?: boolean }
      | { readonly series: number }
    )[]
    readonly by?: readonly number[]
    readonly summary?: string
    readonly openness?: 'closed' | 'moderated' | 'open'
    readonly site?: PlantedSite
  } = {},
): Promise<PlantedSeries> {
  const publicId = idOf(`series ${title}`)
  const { id } = await db
    .insertInto('series')
    .values({
      public_id: publicId,
      title,
      sort_title: sortKey(title),
      folded_title: foldText(title),
      summary: more.summary ?? null,
      openness: more.openness ?? 'closed',
      site_id: more.site?.id ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [position, penNameId] of (more.by ?? []).entries()) {
    await db.insertInto('series_creator').values({ series_id: id, pen_name_id: penNameId, position }).execute()
  }
  for (const [position, entry] of (more.entries ?? []).entries()) {
    await db
      .insertInto('series_entry')
      .values({
        series_id: id,
        position,
        work_id: 'work' in entry ? entry.work : null,
        child_id: 'series' in entry ? entry.series : null,
        is_confirmed: !('work' in entry) || entry.isConfirmed !== false,
      })
      .execute()
  }
  return { id, publicId }
}

export async function plantChallenge(
  db: Db,
  title: string,
  more: {
    readonly by?: number
    readonly challenger?: string
    readonly summary?: string
    readonly answers?: readonly ({ readonly work: number } | { readonly series: number })[]
    readonly site?: PlantedSite
  } = {},
): Promise<PlantedSeries> {
  const publicId = idOf(`challenge ${title}`)
  const { id } = await db
    .insertInto('challenge')
    .values({
      public_id: publicId,
      title,
      sort_title: sortKey(title),
      summary: more.summary ?? null,
      pen_name_id: more.by ?? null,
      challenger_name: more.challenger ?? null,
      site_id: more.site?.id ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [position, answer] of (more.answers ?? []).entries()) {
    await db
      .insertInto('challenge_answer')
      .values({
        challenge_id: id,
        position,
        work_id: 'work' in answer ? answer.work : null,
        series_id: 'series' in answer ? answer.series : null,
      })
      .execute()
  }
  return { id, publicId }
}

export async function plantNews(
  db: Db,
  title: string,
  more: {
    readonly html?: string
    readonly by?: number
    readonly author?: string
    readonly posted?: string
    readonly site?: PlantedSite
  } = {},
): Promise<PlantedSeries> {
  const publicId = idOf(`news ${title}`)
  const { id } = await db
    .insertInto('news')
    .values({
      public_id: publicId,
      title,
      html: more.html ?? `<p>News: ${title}.</p>`,
      pen_name_id: more.by ?? null,
      author_name: more.author ?? null,
      posted_at: more.posted ?? null,
      posted_key: more.posted ?? '',
      site_id: more.site?.id ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, publicId }
}

export async function plantFavourite(
  db: Db,
  penNameId: number,
  what: { readonly work: number } | { readonly series: number } | { readonly person: number },
  comment: string | null = null,
): Promise<void> {
  await db
    .insertInto('favourite')
    .values({
      pen_name_id: penNameId,
      work_id: 'work' in what ? what.work : null,
      series_id: 'series' in what ? what.series : null,
      person_id: 'person' in what ? what.person : null,
      comment,
    })
    .execute()
}
