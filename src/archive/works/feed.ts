/** Atom feeds: what came into the archive last, and the chapters of one work. Addresses in them are whole. */

import { readPublicId } from '../../platform/db/ids.ts'
import { writeAtom } from '../../publish/feed/index.ts'
import { answerText } from '../../ui/index.ts'
import { type Archive, answerError, answerNotFound, isOfAge, type Visit } from '../access/index.ts'
import { chapterAddress, workAddress, workFeedAddress } from '../addresses/index.ts'
import { bylineText } from './fragments.ts'
import { listNewWorks } from './list-store.ts'
import { chapterName } from './pages.ts'
import { findWork, listChapterTimes } from './store.ts'
import type { WorkFacts } from './work.ts'

const ATOM = 'application/atom+xml; charset=utf-8'
const ENTRIES = 30
/** Of a feed that has had no entry yet. */
const NEVER = '1970-01-01T00:00:00.000Z'

export async function feedOfWorks(visit: Visit): Promise<Response> {
  const { archive } = visit
  const works = await listNewWorks(visit.db, visit.viewer, ENTRIES)
  const feed = writeAtom({
    id: `tag:${hostOf(archive)},2026:works`,
    title: `New in ${archive.name}`,
    subtitle: null,
    language: 'en',
    updated: works[0]?.addedAt ?? NEVER,
    selfUrl: `${archive.url}/feeds/works.atom`,
    url: `${archive.url}/`,
    author: archive.name,
    entries: works.map((work) => ({
      id: `urn:ficarium:${work.publicId}`,
      title: work.title,
      authors: work.creators.map((creator) => creator.name),
      updated: work.addedAt,
      published: null,
      summary: summaryFor(visit, work),
      url: archive.url + workAddress(work.publicId, work.title),
      language: work.language,
      categories: work.tags.map(({ kind, name }) => ({ kind, name })),
    })),
  })
  return answerText(feed, ATOM)
}

/** `/feeds/works/<id>.atom`. */
export async function feedOfWork(visit: Visit): Promise<Response> {
  const { archive, db, viewer } = visit
  const id = readPublicId(visit.param('file').slice(0, -'.atom'.length)) ?? ''
  const work = await findWork(db, viewer, id)
  if (work === undefined) return answerNotFound(visit)
  if ('isWithdrawn' in work) return answerError(visit, 410)
  const address = workAddress(work.publicId, work.title)
  const times = await listChapterTimes(db, viewer, work)
  const newest = work.contents.slice(-ENTRIES).toReversed()
  const timeOf = (position: number): string => times.get(position) ?? work.addedAt
  const feed = writeAtom({
    id: `urn:ficarium:${work.publicId}`,
    title: `${work.title} ${bylineText(work.creators)}`,
    subtitle: summaryFor(visit, work),
    language: work.language,
    updated: newest.map((entry) => timeOf(entry.position)).reduce((a, b) => (a > b ? a : b), work.addedAt),
    selfUrl: archive.url + workFeedAddress(work.publicId),
    url: archive.url + address,
    author: work.creators[0]?.name ?? archive.name,
    entries: newest.map((entry) => ({
      id: `urn:ficarium:${work.publicId}:${entry.position}`,
      title: chapterName(entry),
      authors: work.creators.map((creator) => creator.name),
      updated: timeOf(entry.position),
      published: null,
      summary: null,
      url: archive.url + chapterAddress(address, entry.position),
      language: work.language,
      categories: [],
    })),
  })
  return answerText(feed, ATOM)
}

/** Of a work that asks a reader's age, a feed tells the title and where it is; there the reader is asked. */
function summaryFor(visit: Visit, work: WorkFacts): string | null {
  return work.asksAge && !isOfAge(visit) ? null : work.summary
}

function hostOf(archive: Archive): string {
  return URL.canParse(archive.url) ? new URL(archive.url).hostname : 'localhost'
}
