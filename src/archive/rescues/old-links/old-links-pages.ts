/** Pages about old addresses: the tombstone of what is gone, the choice between two sites, the box for a dead link. */
import { counted, type Html, html, joinHtml, type PageOptions, page, raw } from '../../../ui/index.ts'
import { siteAddress } from '../../addresses/index.ts'
import { wordsOfReason } from '../books/opaque-reasons.ts'
import type { Lead } from './follow-old-link.ts'
import type { OldPlace } from './old-place.ts'

/** Where an address leads within one site. */
export interface LeadOfSite {
  readonly site: OldPlace
  readonly lead: Lead
}

/** One of many sites, asked only when somebody follows the address. */
export interface SiteToAsk {
  readonly site: OldPlace
  readonly address: string
}

/** The box, on every page that has one; `url` is what was typed. */
export function deadLinkBox(url: string): Html {
  return html`<form class="dead-link" action="/old-links"><label for="dead-link">Paste a dead link</label><input id="dead-link" name="url" type="text" inputmode="url" autocomplete="off" spellcheck="false" value="${url}" placeholder="http://…/viewstory.php?sid=12"><button>Where is it now?</button></form>`
}

/** What is said of a link that leads to no page, and the status that says the same. */
export function notHerePage(
  { site, lead }: LeadOfSite,
  options: PageOptions,
): { readonly status: 404 | 410; readonly body: Html } {
  const isGone = lead.to === 'tombstone' || lead.to === 'kept-page' || (lead.to === 'missing-chapter' && lead.isGap)
  const title = isGone ? 'This was on the old site' : 'There is no page here'
  const body = html`<div class="message"><h1>${title}</h1>${wordsOfLead(site, lead)}<ul class="actions"><li><a href="${siteAddress(site)}">About <bdi>${site.name}</bdi></a></li><li><a href="/works?site=${site.publicId}">Its works</a></li><li><a href="/search">Search</a></li></ul></div>`
  return { status: isGone ? 410 : 404, body: page(title, body, { ...options, isUnlisted: true }) }
}

/** One or two paragraphs about where a link leads. */
function wordsOfLead(site: OldPlace, lead: Lead): Html {
  const name = html`<bdi>${site.name}</bdi>`
  switch (lead.to) {
    case 'address':
      return html`<p>On ${name} it is <a href="${lead.address}" dir="auto">${lead.name}</a>.</p>`
    case 'withdrawn':
      return html`<p>On ${name} it was “<span dir="auto">${lead.title}</span>”, which was withdrawn.</p>`
    case 'missing-chapter':
      return html`<p>The story is here: <a href="${lead.address}" dir="auto">${lead.name}</a>. ${lead.isGap ? html`It has no chapter ${lead.number} that can be read; there are later ones.` : html`It has no chapter ${lead.number} that can be read.`}</p>`
    case 'kept-page':
      return html`<p>It was a page of ${name} itself, called “<bdi>${lead.name}</bdi>”. It is kept, and open to the archivist only.</p>`
    case 'tombstone':
      return html`<p>${lead.what} of this number was on ${name}. ${lead.trace.reason === null ? 'It was not in the copy of the site that this archive was made from.' : html`It could not be moved in: ${lowered(wordsOfReason(lead.trace.reason))}`}</p>${lead.trace.mentions > 0 && html`<p>${counted(lead.trace.mentions, 'row')} of the old site still ${lead.trace.mentions === 1 ? 'names' : 'name'} it. What there was is kept for the archivist.</p>`}`
    case 'nowhere':
      return html`<p>Nothing that can be read here has this address of ${name}. It may have been copied with a digit missing, or what was there may not be open to everybody.</p>`
  }
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** Several sites may be meant, and nothing tells which. */
export function choicePage(leads: readonly LeadOfSite[], options: PageOptions): Html {
  const body = html`<div class="message"><h1>Which site is meant?</h1><p>${counted(leads.length, 'site')} that were moved in here had addresses like this, and nothing in it says which one is meant.</p><ul class="entries">${leads.map(({ site, lead }) => html`<li>${wordsOfLead(site, lead)}</li>`)}</ul></div>`
  return page('Which site is meant?', body, { ...options, isUnlisted: true })
}

/** So many that each is asked only when it is chosen. */
export function longChoicePage(sites: readonly SiteToAsk[], options: PageOptions): Html {
  const body = html`<div class="message"><h1>Which site is meant?</h1><p>${counted(sites.length, 'site')} that were moved in here had addresses like this, and nothing in it says which one is meant.</p><ul class="entries">${sites.map(({ site, address }) => html`<li><a href="${address}">On <bdi>${site.name}</bdi></a></li>`)}</ul></div>`
  return page('Which site is meant?', body, { ...options, isUnlisted: true })
}

export interface DeadLinkView {
  readonly url: string
  /** Null before something was asked. */
  readonly leads: readonly LeadOfSite[] | null
  /** Further sites that may be meant. */
  readonly others: readonly SiteToAsk[]
  /** What was asked cannot be read as an address. */
  readonly isUnreadable: boolean
  /** The host that was asked for is that of one of these sites. */
  readonly isKnownHost: boolean
  readonly sites: readonly OldPlace[]
}

export function deadLinkPage(view: DeadLinkView, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>Old links</h1><p class="lead">Paste an address of a site that was moved in here, as it stands in a bookmark, an e-mail or another story.</p></div>
${deadLinkBox(view.url)}${answer(view)}
${view.sites.length > 0 && html`<p class="quiet">Moved in here: ${joinHtml(view.sites.map((site) => html`<a href="${siteAddress(site)}" dir="auto">${site.name}</a>${site.oldPlace !== null && html` (<bdi>${site.oldPlace}</bdi>)`}`))}.</p>`}`
  return page('Old links', body, { ...options, isUnlisted: true })
}

function answer({ leads, others, isUnreadable, isKnownHost, sites }: DeadLinkView): Html | false {
  if (isUnreadable) return UNREADABLE
  if (leads === null) return false
  if (sites.length === 0) return html`<p>No site was moved in here yet.</p>`
  if (leads.length === 0) return UNKNOWN
  return html`<section class="part" aria-label="Where it leads">${!isKnownHost && html`<p>No site with this host was moved in here. If it is another address of one that was:</p>`}${leads.map(({ site, lead }) => html`<div class="lead-words">${wordsOfLead(site, lead)}</div>`)}${others.map(({ site, address }) => html`<p><a href="${address}">On <bdi>${site.name}</bdi></a></p>`)}</section>`
}

const UNREADABLE = raw('<p class="notice">This cannot be read as an address.</p>')
const UNKNOWN = raw(
  '<p class="notice">This is no address that a site moved in here is known to have had. Look at the part behind the last slash: <code>viewstory.php?sid=12</code> is what stories have.</p>',
)
