/**
 * Says where an old address of a rescued site leads here, for a viewer: to a thing of this archive, to nothing any more, or
 * nowhere.
 *
 * What the viewer may not see leads nowhere, as if it had never been. A thing that a row of the old site still names, and
 * that is not here, has a tombstone which says so.
 */
import type { Db } from '../../../platform/db/database.ts'
import type { Viewer } from '../../../platform/db/visibility.ts'
import {
  challengeAddress,
  chapterAddress,
  newsAddress,
  penNameAddress,
  reviewsAddress,
  seriesAddress,
  siteAddress,
  workAddress,
} from '../../addresses/index.ts'
import { reviewAnchor } from '../../reviews/index.ts'
import { listAddress } from '../../works/index.ts'
import type { OldList, OldTarget, TermKind } from './old-address.ts'
import {
  findOldChallenge,
  findOldChapter,
  findOldNews,
  findOldPage,
  findOldPerson,
  findOldReview,
  findOldSeries,
  findOldStory,
  findOldTerm,
  findTrace,
  type OldThing,
  type OldWork,
  type Trace,
} from './old-links-store.ts'
import type { OldPlace } from './old-place.ts'

export type Lead =
  | { readonly to: 'address'; readonly address: string; readonly name: string }
  /** Something was there; what is known of it. */
  | { readonly to: 'tombstone'; readonly what: string; readonly trace: Trace }
  | { readonly to: 'withdrawn'; readonly title: string }
  /** The story is here, a chapter of this number is not; `isGap` when later ones are. */
  | {
      readonly to: 'missing-chapter'
      readonly number: number
      readonly isGap: boolean
      readonly address: string
      readonly name: string
    }
  /** A page of the site's own, which is kept for the archivist. */
  | { readonly to: 'kept-page'; readonly name: string }
  | { readonly to: 'nowhere' }

const NOWHERE: Lead = { to: 'nowhere' }

export async function followOldLink(db: Db, viewer: Viewer, site: OldPlace, target: OldTarget): Promise<Lead> {
  const old = { site: site.key, id: 'id' in target ? target.id : '' }
  switch (target.kind) {
    case 'story': {
      const found = await findOldStory(db, viewer, old, target.chapter)
      return leadOf(db, found, 'stories', old, (work) => leadToWork(work, target.chapter))
    }
    case 'chapter': {
      const found = await findOldChapter(db, viewer, old)
      return leadOf(db, found, 'chapters', old, (work) => leadToWork(work, work.chapter))
    }
    case 'person': {
      const found = await findOldPerson(db, viewer, old)
      return leadOf(db, found, 'authors', old, (person) => ({
        to: 'address',
        address: penNameAddress(person) + PART_ADDRESS[target.part],
        name: person.name,
      }))
    }
    case 'series': {
      const found = await findOldSeries(db, viewer, old)
      return leadOf(db, found, 'series', old, (series) => lead(seriesAddress(series), series.name))
    }
    case 'reviews':
      return leadToReviews(db, viewer, old, target)
    case 'review': {
      const found = await findOldReview(db, viewer, old)
      return leadOf(db, found, 'reviews', old, (review) =>
        lead(addressOfReview(review), `Reviews of ${review.target.name}`),
      )
    }
    case 'term': {
      const found = await findOldTerm(db, old, target.term)
      const table = TERM_TABLES[target.term]
      const was = `${site.publicId}:${target.term}:${target.id}`
      return leadOf(db, found, table, old, (term) =>
        lead(
          listAddress({ was, ...(target.status !== null && { status: target.status }), sort: 'updated' }),
          term.name,
        ),
      )
    }
    case 'challenge': {
      const found = await findOldChallenge(db, old)
      return leadOf(db, found, 'challenges', old, (challenge) => lead(challengeAddress(challenge), challenge.name))
    }
    case 'news': {
      const found = await findOldNews(db, old)
      return leadOf(db, found, 'news', old, (news) => lead(newsAddress(news), news.name))
    }
    case 'page':
      return leadToPage(db, viewer, site, target.id)
    case 'search':
      return lead(target.words === '' ? '/search' : `/search?q=${encodeURIComponent(target.words)}`, 'Search')
    case 'list':
      return lead(listAddresses(site, target)[target.list], LIST_NAMES[target.list])
  }
}

function lead(address: string, name: string): Lead {
  return { to: 'address', address, name }
}

/** Follows what was found; what is kept from the viewer leads nowhere; of what is not here there may be a trace. */
async function leadOf<Thing>(
  db: Db,
  found: OldThing<Thing> | undefined,
  table: string,
  old: { readonly site: number; readonly id: string },
  follow: (thing: Thing) => Lead,
): Promise<Lead> {
  if (found !== undefined) return found.thing === null ? NOWHERE : follow(found.thing)
  const trace = await findTrace(db, table, old)
  return trace === undefined ? NOWHERE : { to: 'tombstone', what: THINGS[table] ?? 'Something', trace }
}

const THINGS: Readonly<Record<string, string>> = {
  stories: 'A story',
  chapters: 'A chapter',
  authors: 'A member',
  series: 'A series',
  reviews: 'A review',
  categories: 'A category',
  characters: 'A character',
  classes: 'A class',
  ratings: 'A rating',
  genres: 'A genre',
  warnings: 'A warning',
  challenges: 'A challenge',
  news: 'A piece of news',
}

const TERM_TABLES = {
  category: 'categories',
  character: 'characters',
  class: 'classes',
  rating: 'ratings',
  genre: 'genres',
  warning: 'warnings',
} as const satisfies Record<TermKind, string>

const PART_ADDRESS = { profile: '', series: '#series', favourites: '/favourites', reviews: '/reviews' } as const

/** The whole work, or the chapter; the old site showed a story of one chapter whatever number it was asked for. */
function leadToWork(work: OldWork, number: number | null): Lead {
  if (work.isWithdrawn) return { to: 'withdrawn', title: work.name }
  const address = workAddress(work.publicId, work.name)
  if (number === null || (work.chapter === null && work.chapters <= 1)) return lead(address, work.name)
  if (work.chapter !== null) return lead(chapterAddress(address, work.chapter), work.name)
  return { to: 'missing-chapter', number, isGap: number < work.lastNumber, address, name: work.name }
}

async function leadToReviews(
  db: Db,
  viewer: Viewer,
  old: { readonly site: number; readonly id: string },
  target: Extract<OldTarget, { readonly kind: 'reviews' }>,
): Promise<Lead> {
  if (target.of === 'series') {
    const found = await findOldSeries(db, viewer, old)
    return leadOf(db, found, 'series', old, (series) =>
      lead(`${seriesAddress(series)}/reviews`, `Reviews of ${series.name}`),
    )
  }
  const found = await findOldStory(db, viewer, old, null)
  const chapter =
    target.chapter === null ? undefined : await findOldChapter(db, viewer, { site: old.site, id: target.chapter })
  return leadOf(db, found, 'stories', old, (work) => {
    if (work.isWithdrawn) return { to: 'withdrawn', title: work.name }
    const all = reviewsAddress(workAddress(work.publicId, work.name))
    const isOfWork = chapter?.thing?.publicId === work.publicId
    const position = isOfWork ? chapter.thing?.chapter : undefined
    return lead(
      position === undefined || position === null ? all : `${all}?chapter=${position}`,
      `Reviews of ${work.name}`,
    )
  })
}

function addressOfReview({
  publicId,
  kind,
  target,
}: {
  publicId: string
  kind: string
  target: { publicId: string; name: string }
}): string {
  const place = `?at=${publicId}#${reviewAnchor({ publicId })}`
  if (kind === 'work') return reviewsAddress(workAddress(target.publicId, target.name)) + place
  return kind === 'series' ? `${seriesAddress(target)}/reviews${place}` : newsAddress(target) + place
}

async function leadToPage(db: Db, viewer: Viewer, site: OldPlace, name: string): Promise<Lead> {
  const found = await findOldPage(db, { site: site.key, id: name })
  if (found?.thing == null) return NOWHERE
  if (viewer.kind !== 'archivist') return { to: 'kept-page', name: found.thing.name }
  return lead(`${siteAddress(site)}/pages/${found.thing.publicId}`, found.thing.name)
}

function listAddresses(
  site: OldPlace,
  { letter, status }: Extract<OldTarget, { readonly kind: 'list' }>,
): Readonly<Record<OldList, string>> {
  const narrowed = { site: site.publicId, ...(status !== null && { status }) }
  return {
    works: listAddress({ ...narrowed, sort: 'updated' }),
    'works-by-title': listAddress({ ...narrowed, sort: 'title' }),
    'works-by-length': listAddress({ ...narrowed, sort: 'words' }),
    people: letter === null ? '/people' : `/people?letter=${letter}`,
    series: '/series',
    challenges: '/challenges',
    news: '/news',
    words: `${siteAddress(site)}#words`,
    site: siteAddress(site),
    front: '/',
    feed: '/feeds/works.atom',
  }
}

const LIST_NAMES = {
  works: 'Works',
  'works-by-title': 'Works by title',
  'works-by-length': 'Works by length',
  people: 'People',
  series: 'Series',
  challenges: 'Challenges',
  news: 'News',
  words: 'What the site sorted its stories by',
  site: 'About the site',
  front: 'The front page',
  feed: 'The feed of new works',
} satisfies Record<OldList, string>
