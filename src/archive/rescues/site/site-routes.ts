/** `GET /sites`, `/sites/<id>/<slug>`, and for the archivist below it `/report` and `/pages/<id>`. */
import { readPublicId } from '../../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../../access/index.ts'
import { siteAddress } from '../../addresses/index.ts'
import { listNews } from '../../news/index.ts'
import { readReport } from '../report/report.ts'
import { reportPage } from '../report/report-pages.ts'
import { listStoryNotes, STORIES_A_PORTION } from '../report/report-store.ts'
import { ownPagePage, sitePage, sitesPage } from './site-pages.ts'
import { findOwnPage, findSite, listOwnPages, listSites, listTerms, type SitePage } from './sites-store.ts'

export async function showSites(visit: Visit): Promise<Response> {
  return answerPage(sitesPage(await listSites(visit.db, visit.viewer), frameOf(visit)))
}

const NEWS_SHOWN = 5

export async function showSite(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  return withSite(visit, '', async (site) => {
    const [terms, { news }, pages] = await Promise.all([
      listTerms(db, site),
      listNews(db, viewer, undefined, site),
      viewer.kind === 'archivist' ? listOwnPages(db, site) : [],
    ])
    return answerPage(sitePage({ site, terms, news: news.slice(0, NEWS_SHOWN), pages }, frameOf(visit)))
  })
}

export async function showSiteReport(visit: Visit): Promise<Response> {
  return withSite(visit, '/report', async (site) => {
    const stored = await readReport(visit.db, site.publicId)
    const stories = await listStoryNotes(visit.db, site.key, visit.query('after') ?? '', STORIES_A_PORTION)
    return answerPage(reportPage(site, stored?.report ?? null, stories, frameOf(visit)))
  })
}

export async function showOwnPage(visit: Visit): Promise<Response> {
  const id = readPublicId(visit.param('page')) ?? ''
  return withSite(visit, `/pages/${id}`, async (site) => {
    const own = await findOwnPage(visit.db, site, id)
    return own === undefined ? answerNotFound(visit) : answerPage(ownPagePage(site, own, frameOf(visit)))
  })
}

async function withSite(visit: Visit, rest: string, answer: (site: SitePage) => Promise<Response>): Promise<Response> {
  const site = await findSite(visit.db, visit.viewer, readPublicId(visit.param('id')) ?? '')
  if (site === undefined) return answerNotFound(visit)
  const address = siteAddress(site) + rest
  return visit.path === address ? answer(site) : answerMoved(address)
}
