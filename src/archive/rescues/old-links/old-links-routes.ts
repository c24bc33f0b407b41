/**
 * Every address that is none of ours may be one of a rescued site: it leads there for good, or a page says what was there.
 * `GET /sites/<id>/old/…` is the same for one site, whatever the host; links inside rescued texts come that way.
 * `GET /old-links?url=…` says where a pasted address leads.
 */
import { answerMoved, answerPage, errorPage } from '../../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../../access/index.ts'
import { oldSiteAddress } from '../../addresses/index.ts'
import { followOldLink } from './follow-old-link.ts'
import { type OldTarget, readOldAddress } from './old-address.ts'
import {
  choicePage,
  deadLinkPage,
  type LeadOfSite,
  longChoicePage,
  notHerePage,
  type SiteToAsk,
} from './old-links-pages.ts'
import { listPlaces } from './old-links-store.ts'
import { findPlaces, isSameHost, type OldPlace, type PlacedPath } from './old-place.ts'

export async function answerOldAddress(visit: Visit): Promise<Response> {
  if (!MAY_BE_OLD.test(visit.path)) {
    const sites = await listPlaces(visit.db)
    const isInSite = sites.some(({ oldPlace }) => oldPlace?.includes('/') === true)
    return isInSite ? answerAt(visit, sites) : answerNotFound(visit)
  }
  return answerAt(visit, await listPlaces(visit.db))
}

/** A script, or the file of a chapter; else only the address of a site itself. */
const MAY_BE_OLD = /\.(?:php[345]?|phtml|txt|html?)$/i

async function answerAt(visit: Visit, sites: readonly OldPlace[]): Promise<Response> {
  const query = queryOf(visit)
  const places = findPlacesOf(sites, visit.host(), visit.path, query)
  if (places.length > SITES_ASKED) return answerPage(longChoicePage(toAsk(places, query), frameOf(visit)), 300)
  return answerLeads(visit, await followAll(visit, places, query))
}

function toAsk(places: readonly PlacedPath[], query: URLSearchParams): readonly SiteToAsk[] {
  const rest = query.size === 0 ? '' : `?${query.toString()}`
  return places.map(({ site, path }) => ({ site, address: `${oldSiteAddress(site)}${path}${rest}` }))
}

export async function answerOldAddressOfSite(visit: Visit): Promise<Response> {
  const id = visit.param('id').toLowerCase()
  const site = (await listPlaces(visit.db)).find(({ publicId }) => publicId === id)
  if (site === undefined) return answerNotFound(visit)
  const path = `/${visit.param('rest')}`
  return answerLeads(visit, await followAll(visit, [{ site, path }], queryOf(visit)))
}

async function answerLeads(visit: Visit, leads: readonly LeadOfSite[]): Promise<Response> {
  const [only] = leads
  if (only === undefined) return answerNotFound(visit)
  if (leads.length > 1) {
    const isAnywhere = leads.some(({ lead }) => lead.to !== 'nowhere')
    return isAnywhere ? answerPage(choicePage(leads, frameOf(visit)), 300) : answerNotFound(visit)
  }
  if (only.lead.to === 'address') return answerMoved(only.lead.address)
  if (only.lead.to === 'withdrawn') return answerPage(errorPage(410, frameOf(visit)), 410)
  const { status, body } = notHerePage(only, frameOf(visit))
  return answerPage(body, status)
}

export async function showOldLinks(visit: Visit): Promise<Response> {
  const typed = (visit.query('url') ?? '').trim().slice(0, LONGEST)
  const sites = await listPlaces(visit.db)
  const view = { url: typed, sites, leads: null, others: [], isUnreadable: false, isKnownHost: true }
  if (typed === '') return answerPage(deadLinkPage(view, frameOf(visit)))
  const url = readPasted(typed)
  if (url === undefined) return answerPage(deadLinkPage({ ...view, isUnreadable: true }, frameOf(visit)))
  const places = findPlacesOf(sites, url.host, url.pathname, url.searchParams)
  // An address of another host may be one of a site that moved; then what is behind its last slash counts.
  const bare = `/${url.pathname.slice(url.pathname.lastIndexOf('/') + 1)}`
  const found = places.length > 0 ? places : findPlacesOf(sites, undefined, bare, url.searchParams)
  const isKnownHost = sites.some(
    ({ oldPlace }) => oldPlace !== null && isSameHost(oldPlace.split('/', 1)[0] ?? '', url.host),
  )
  const leads = await followAll(visit, found, url.searchParams)
  const others = toAsk(found.slice(SITES_ASKED), url.searchParams)
  return answerPage(deadLinkPage({ ...view, leads, others, isKnownHost }, frameOf(visit)))
}

const LONGEST = 2000

/** What people paste: without a scheme, out of the Wayback Machine, encoded once too often. */
export function readPasted(text: string): URL | undefined {
  const unwrapped = text
    .trim()
    .replace(/^.{0,200}?\/web\/\d{1,14}(?:[a-z]{2}_)?\/(?=https?:)/i, '')
    .replaceAll('&amp;', '&')
  const whole = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(unwrapped) ? unwrapped : `http://${unwrapped.replace(/^\/+/, '')}`
  const decoded = /%3f/i.test(whole) && !whole.includes('?') ? decodeOnce(whole) : whole
  if (!URL.canParse(decoded)) return undefined
  const url = new URL(decoded)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not encoded after all; it is read as it stands.
    return text
  }
}

function findPlacesOf(
  sites: readonly OldPlace[],
  host: string | undefined,
  path: string,
  query: URLSearchParams,
): readonly PlacedPath[] {
  return findPlaces(sites, host, path, (within) => readOldAddress(within, query) !== undefined)
}

async function followAll(
  { db, viewer }: Visit,
  places: readonly PlacedPath[],
  query: URLSearchParams,
): Promise<readonly LeadOfSite[]> {
  const leads: LeadOfSite[] = []
  for (const { site, path } of places.slice(0, SITES_ASKED)) {
    const target: OldTarget | undefined = readOldAddress(path, query)
    leads.push({ site, lead: target === undefined ? { to: 'nowhere' } : await followOldLink(db, viewer, site, target) })
  }
  return leads
}

/** Each takes up to three questions. */
const SITES_ASKED = 2

function queryOf({ address }: Visit): URLSearchParams {
  const at = address.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : address.slice(at + 1))
}
