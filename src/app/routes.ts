/**
 * The whole site: one line per address, and who may see it.
 *
 * `everyone` sees the same page whoever they are; `by-work` pages show what the works behind them allow, for whoever
 * asks; `archivist` pages are not there for anybody else. The visibility test walks this list.
 */
import { enterAsArchivist, type Gate, type Handler } from '../archive/access/index.ts'
import { showChallenge, showChallenges } from '../archive/challenges/index.ts'
import { showFront } from '../archive/front/index.ts'
import { showBatch } from '../archive/imports/index.ts'
import { showNews, showNewsList } from '../archive/news/index.ts'
import { showFavourites, showPenName, showPeople, showWritten } from '../archive/people/index.ts'
import { savePreferences, showPreferences } from '../archive/preferences/index.ts'
import {
  answerOldAddress,
  answerOldAddressOfSite,
  showOldLinks,
  showOwnPage,
  showSite,
  showSiteReport,
  showSites,
} from '../archive/rescues/index.ts'
import {
  describeSearch,
  feedOfList,
  feedOfQuestion,
  likeThis,
  saveKept,
  saveRules,
  showAnyWork,
  showCatalogue,
  showCatalogueDoor,
  showForm,
  showHelp,
  showPublication,
  showRemember,
  showRules,
  showSearch,
  showWorks,
  suggestNames,
  writeQuestion,
} from '../archive/search/index.ts'
import { showSeries, showSeriesList, showSeriesReviews } from '../archive/series/index.ts'
import { downloadSource } from '../archive/sources/index.ts'
import { showSettings, showTag, showTags } from '../archive/tags/index.ts'
import {
  downloadAs,
  feedOfWork,
  feedOfWorks,
  showAbout,
  showChapter,
  showReviews,
  showWork,
} from '../archive/works/index.ts'
import { sendAsset, tellAlive, tellRobots } from './plain-routes.ts'

export type Audience = 'everyone' | 'by-work' | 'archivist'

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly audience: Audience
  readonly handler: Handler
}

export function routesOf(gate: Gate): readonly Route[] {
  return [
    get('/', 'by-work', showFront),
    get('/works', 'by-work', showWorks),
    get('/works/:id', 'by-work', showWork(likeThis)),
    get('/works/:id/:slug', 'by-work', showWork(likeThis)),
    get('/works/:id/:slug/about', 'by-work', showAbout),
    get('/works/:id/:slug/reviews', 'by-work', showReviews),
    get('/works/:id/:slug/chapters/:number', 'by-work', showChapter(likeThis)),
    get('/works/:id/:slug/download.epub', 'by-work', downloadAs('epub')),
    get('/works/:id/:slug/download.html', 'by-work', downloadAs('html')),
    get('/works/:id/:slug/download.txt', 'by-work', downloadAs('txt')),
    get('/works/:id/:slug/download.md', 'by-work', downloadAs('md')),
    get('/series', 'by-work', showSeriesList),
    get('/series/:id/:slug', 'by-work', showSeries),
    get('/series/:id/:slug/reviews', 'by-work', showSeriesReviews),
    get('/challenges', 'by-work', showChallenges),
    get('/challenges/:id/:slug', 'by-work', showChallenge),
    get('/news', 'by-work', showNewsList),
    get('/news/:id/:slug', 'by-work', showNews),
    get('/people', 'by-work', showPeople),
    get('/people/:id/:slug', 'by-work', showPenName),
    get('/people/:id/:slug/favourites', 'by-work', showFavourites),
    get('/people/:id/:slug/reviews', 'by-work', showWritten),
    get('/tags', 'by-work', showTags),
    get('/tags/:id/:slug', 'by-work', showTag),
    get('/tags/:id/:slug/settings', 'by-work', showSettings),
    get('/search', 'by-work', showSearch),
    get('/search/form', 'everyone', showForm),
    get('/search/write', 'everyone', writeQuestion),
    get('/search/remember', 'by-work', showRemember),
    get('/search/help', 'everyone', showHelp),
    get('/search/rules', 'by-work', showRules),
    post('/search/rules', 'by-work', saveRules),
    post('/search/kept', 'everyone', saveKept),
    get('/suggest', 'by-work', suggestNames),
    get('/random', 'by-work', showAnyWork),
    get('/sites', 'by-work', showSites),
    get('/sites/:id/:slug', 'by-work', showSite),
    get('/sites/:id/:slug/report', 'archivist', showSiteReport),
    get('/sites/:id/:slug/pages/:page', 'archivist', showOwnPage),
    get('/sites/:id/old/:rest{.*}', 'by-work', answerOldAddressOfSite),
    get('/old-links', 'by-work', showOldLinks),
    get('/feeds/works.atom', 'by-work', feedOfWorks),
    get('/feeds/works/:file{[0-9a-z]+\\.atom}', 'by-work', feedOfWork),
    get('/feeds/search.atom', 'by-work', feedOfQuestion),
    get('/feeds/tags/:file{[0-9a-z]+\\.atom}', 'by-work', feedOfList('tags')),
    get('/feeds/people/:file{[0-9a-z]+\\.atom}', 'by-work', feedOfList('people')),
    get('/feeds/series/:file{[0-9a-z]+\\.atom}', 'by-work', feedOfList('series')),
    get('/opds/search.xml', 'everyone', describeSearch),
    get('/opds/1.2', 'everyone', showCatalogueDoor('1.2')),
    get('/opds/1.2/works', 'by-work', showCatalogue('1.2', 'works')),
    get('/opds/1.2/tags/:id', 'by-work', showCatalogue('1.2', 'tags')),
    get('/opds/1.2/people/:id', 'by-work', showCatalogue('1.2', 'people')),
    get('/opds/1.2/series/:id', 'by-work', showCatalogue('1.2', 'series')),
    get('/opds/2.0', 'everyone', showCatalogueDoor('2.0')),
    get('/opds/2.0/works', 'by-work', showCatalogue('2.0', 'works')),
    get('/opds/2.0/works/:id', 'by-work', showPublication),
    get('/opds/2.0/tags/:id', 'by-work', showCatalogue('2.0', 'tags')),
    get('/opds/2.0/people/:id', 'by-work', showCatalogue('2.0', 'people')),
    get('/opds/2.0/series/:id', 'by-work', showCatalogue('2.0', 'series')),
    get('/sources/:sha256', 'by-work', downloadSource),
    get('/batches/:id', 'archivist', showBatch),
    get('/archivist', 'everyone', enterAsArchivist(gate)),
    get('/preferences', 'everyone', showPreferences),
    post('/preferences', 'everyone', savePreferences),
    get('/robots.txt', 'everyone', tellRobots),
    get('/livez', 'everyone', tellAlive),
    get('/assets/:file', 'everyone', sendAsset),
    // What is no address of ours may be one of a rescued site.
    get('/*', 'by-work', answerOldAddress),
  ]
}

function get(path: string, audience: Audience, handler: Handler): Route {
  return { method: 'GET', path, audience, handler }
}

function post(path: string, audience: Audience, handler: Handler): Route {
  return { method: 'POST', path, audience, handler }
}
