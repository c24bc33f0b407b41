/**
 * What an importer should make of an invented site: what is meant by every value, whatever bytes it is stored in.
 *
 * It has the shape of the answers that come with the sample site, so one check reads both. For small sites: it holds
 * all of it.
 */
import {
  CATEGORIES,
  CHALLENGES,
  CHARACTERS,
  CLASS_TYPES,
  CLASSES,
  COMMENTS,
  FAVORITES,
  IN_SERIES,
  type InventedSite,
  NEWS,
  RATINGS,
  SERIES,
} from './invented-site.ts'
import { type Chapter, type Review, type Story, sha256 } from './invented-stories.ts'

const OPEN = ['closed', 'moderated', 'open'] as const
const TRAPS = [
  'cat-orphan',
  'magic-quotes',
  'xss',
  'coauthor-deleted',
  'deleted-author',
  'big-chapter',
  'text-64k',
  'mixed-encoding',
  'file-locations',
  'inorder',
  'dangling-ids',
  'no-chapters',
  'orphan-chapters',
]

export function inventedTruth(site: InventedSite): Record<string, unknown> {
  const stories = [...site.stories()]
  const chapters = [...site.chapters()]
  const reviews = [...site.reviews()]
  const ids = new Set(stories.map(({ sid }) => sid))
  const { sitekey, name, version, store, tablePrefix } = site.options
  return {
    note: 'All content invented by generator.',
    authors: site.authors.map((author) => ({
      uid: author.uid,
      penname: author.penname.text,
      encoding: author.penname.encoding,
      email: author.email,
      exists_in_authors_table: author.isThere,
      level: author.level,
      locked: author.level === -1,
      joined: author.joined,
      bio: author.bio.text,
      note: '',
    })),
    categories: CATEGORIES.map(([catid, parent, category, encoding]) => {
      return { catid, name: category, parent, locked: catid === 7, encoding, order: catid }
    }),
    characters: CHARACTERS.map(([charid, catid, character, encoding]) => ({
      charid,
      catid,
      name: character,
      encoding,
    })),
    classtypes: CLASS_TYPES.map(([id, type, title]) => ({ id, name: type, title })),
    classes: CLASSES.map(([id, type, title]) => ({ id, type, name: title })),
    ratings: RATINGS.map(([rid, rating, bits, warningtext]) => ({
      rid,
      rating,
      ratingwarning_bits: bits,
      members_only: (bits & 4) > 0,
      age_consent: (bits & 2) > 0,
      warning: (bits & 1) > 0,
      warningtext,
    })),
    stories: stories.map((story) => storyTruth(site, story, chapters, reviews)),
    orphan_chapters: chapters.filter(({ sid }) => !ids.has(sid)).map(chapterTruth),
    series: SERIES.map(([seriesid, title, summary, uid, isOpen]) => ({
      seriesid,
      title,
      summary: summary.text,
      uid,
      isopen: OPEN[isOpen],
      items: IN_SERIES.filter(([id]) => id === seriesid).map(([, sid, sub, confirmed, order]) => ({
        sid: sid === 0 ? null : sid,
        subseriesid: sub === 0 ? null : sub,
        confirmed: confirmed === 1,
        order,
        exists: sid === 0 || ids.has(sid),
      })),
    })),
    challenges: CHALLENGES.map(([chalid, challenger, uid, title, summary]) => {
      const responses = stories.filter((story) => story.challenges.includes(chalid)).map(({ sid }) => sid)
      return { chalid, title: title.text, challenger, uid, summary: summary.text, responses }
    }),
    favorites: FAVORITES.map(([uid, item, type, comment]) => {
      return { uid, type, item, comment: comment.text, target_exists: item !== 88888 }
    }),
    news: NEWS.map(([nid, author, title, body]) => ({ nid, author, title: title.text, body: body.text })),
    news_comments: COMMENTS.map(([, nid, uid, text]) => ({ nid, uid, text: text.text })),
    reviews: reviews.map((review) => ({
      reviewid: review.id,
      type: 'ST',
      item: review.sid,
      chapid: review.chapid,
      uid: review.uid,
      reviewer: review.reviewer.text,
      text: review.review?.text ?? null,
      rating: review.rating === -1 ? null : review.rating,
      reply: review.reply,
      encoding: review.review?.encoding ?? 'ascii',
      date: review.date,
    })),
    site: { name, version, store, sitekey, tableprefix: tablePrefix, table_charset: 'latin1' },
    counts: { ...site.counts(), ...moreCounts(site, stories, chapters, reviews, ids) },
    traps: site.options.hasTraps
      ? TRAPS.map((id) => ({ id, what: stories.find(({ note }) => note === id)?.title.text ?? id }))
      : [],
  }
}

function storyTruth(
  site: InventedSite,
  story: Story,
  chapters: readonly Chapter[],
  reviews: readonly Review[],
): Record<string, unknown> {
  const uids = [story.uid, ...story.coauthors]
  const own = reviews.filter(({ sid }) => sid === story.sid)
  const parts = chapters
    .filter(({ sid }) => sid === story.sid)
    .toSorted((a, b) => a.inorder - b.inorder || a.chapid - b.chapid)
  return {
    sid: story.sid,
    title: story.title.text,
    title_encoding: story.title.encoding,
    summary: story.summary.text,
    summary_encoding: story.summary.encoding,
    authors_uids: uids,
    authors: uids.map((uid) => site.authors[uid - 1]?.penname.text),
    author_deleted: site.authors[story.uid - 1]?.isThere !== true,
    category_ids: story.categories,
    character_ids: story.characters,
    class_ids: story.classes,
    rating: RATINGS.find(([rid]) => rid === story.rid)?.[1] ?? null,
    validated: story.isValidated ? 1 : 0,
    completed: story.isCompleted,
    featured: 0,
    roundrobin: false,
    published: story.published,
    updated: story.updated,
    reads: story.reads,
    storynotes: '',
    challenge_ids: story.challenges,
    note: story.note,
    words: parts.reduce((sum, { words }) => sum + words, 0),
    reviews_with_text: own.filter(({ review }) => review !== null).length,
    review_rows: own.length,
    chapters: parts.map(chapterTruth),
  }
}

function chapterTruth(chapter: Chapter): Record<string, unknown> {
  const { said, storedIn } = chapter
  const isCut = chapter.note === 'cut'
  return {
    chapid: chapter.chapid,
    sid: chapter.sid,
    uid: chapter.uid,
    inorder: chapter.inorder,
    title: chapter.title.text,
    encoding: said.encoding,
    style: chapter.style,
    stored_in: storedIn,
    words: chapter.words,
    text_chars: said.text.length,
    text_sha256: sha256(said.text),
    text_bytes_sha256: sha256(said.stored),
    text_head: said.text.slice(0, 90),
    text_tail: said.text.slice(-60),
    note: chapter.note,
    ...(isCut ? { truncated_by_text_column_at_bytes: said.stored.length } : {}),
  }
}

function moreCounts(
  site: InventedSite,
  stories: readonly Story[],
  chapters: readonly Chapter[],
  reviews: readonly Review[],
  ids: ReadonlySet<number>,
): Record<string, number> {
  return {
    stories_validated: stories.filter(({ isValidated }) => isValidated).length,
    stories_unvalidated: stories.filter(({ isValidated }) => !isValidated).length,
    chapters_orphan: chapters.filter(({ sid }) => !ids.has(sid)).length,
    reviews_with_text: reviews.filter(({ review }) => review !== null).length,
    reviews_rating_only: reviews.filter(({ review }) => review === null).length,
    reviews_with_reply: reviews.filter(({ reply }) => reply !== null).length,
    chapter_files: [...site.files()].length,
  }
}
