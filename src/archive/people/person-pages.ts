/** A person: what they say of themselves, their works and series, what they marked and what they said of others' works. */
import { hideInSaid } from '../../intake/private/index.ts'
import { withoutMailAddresses } from '../../kernel/mail-address.ts'
import { counted, dateTime, type Html, html, joinHtml, type PageOptions, page, raw, saidHtml } from '../../ui/index.ts'
import { penNameAddress, seriesAddress, siteAddress, withLinksHere } from '../addresses/index.ts'
import { type Favourite, favouriteList } from '../favourites/index.ts'
import { type WrittenReview, writtenReviews } from '../reviews/index.ts'
import { type ListView, listBody, listOptions, searchWithin } from '../search/index.ts'
import type { AroundPerson, Person, ProfileField } from './person-store.ts'

export interface PersonView {
  readonly person: Person
  readonly around: AroundPerson
  readonly list: ListView
  /** The first, on the first page. */
  readonly favourites: readonly Favourite[]
  /** The newest, on the first page. */
  readonly reviews: readonly WrittenReview[]
}

export function personPage(view: PersonView, options: PageOptions): Html {
  const { person, around, list } = view
  const address = penNameAddress(person)
  const hasWorks = list.found.total + list.found.hidden > 0 || list.typed !== ''
  const body = html`<div class="page-head"><p class="kind">Pen name</p><h1 dir="auto">${shown(person.name)}</h1>${origin(person)}${namesakes(around)}</div>
${profile(person, around.fields)}
${around.series.length > 0 && section('series', 'Series', html`<ul class="line links">${around.series.map((series) => html`<li><a href="${seriesAddress(series)}" dir="auto">${series.name}</a></li>`)}</ul>`)}
${section('works', 'Works', hasWorks ? html`${searchWithin(list)}${listBody(list)}` : NO_WORKS)}
${view.favourites.length > 0 && section('favourites', 'Favourites', html`${favouriteList(view.favourites, person.site)}${around.favourites > view.favourites.length && html`<p class="all"><a href="${address}/favourites">All ${counted(around.favourites, 'favourite')} →</a></p>`}`)}
${view.reviews.length > 0 && section('reviews', 'Reviews written', html`${writtenReviews(view.reviews, person.site)}${around.reviews > view.reviews.length && html`<p class="all"><a href="${address}/reviews">All ${counted(around.reviews, 'review')} →</a></p>`}`)}`
  return page(shown(person.name), body, { ...options, ...listOptions(list) })
}

const NO_WORKS = raw('<p>There is no work of theirs that can be read here.</p>')

function section(id: string, title: string, body: Html): Html {
  return html`<section class="part" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`
}

/** A name that is an e-mail address is not shown whole. */
function shown(name: string): string {
  return withoutMailAddresses(name, (user) => `${user}@…`)
}

function origin({ site, joinedAt, isClaimable }: Person): Html | false {
  if (site === null) return false
  return html`<p class="quiet">Of <a href="${siteAddress(site)}" dir="auto">${site.name}</a>${joinedAt !== null && html`, a member since ${dateTime(joinedAt)}`}. ${isClaimable ? 'Nobody has claimed the name here yet.' : 'Nothing says whose name this was.'}</p>`
}

function namesakes({ namesakes: others }: AroundPerson): Html | false {
  if (others.length === 0) return false
  const links = others.map(
    (other) =>
      html`<a href="${penNameAddress(other)}"><bdi>${shown(other.name)}</bdi></a> (${other.site !== null && html`of <bdi>${other.site}</bdi>, `}${counted(other.works, 'work')})`,
  )
  return html`<p class="quiet">Not to be taken for ${joinHtml(links)}.</p>`
}

function profile({ profile: text, site }: Person, fields: readonly ProfileField[]): Html | false {
  if ((text === null || text === '') && fields.length === 0) return false
  const links = (markup: string): string => withLinksHere(markup, site)
  return html`<section class="profile" aria-label="Profile">${
    text !== null && text !== '' && html`<div class="said" dir="auto">${saidHtml(hideInSaid(text), { links })}</div>`
  }${fields.length > 0 && html`<dl class="facts">${fields.map(field)}</dl>`}</section>`
}

function field({ label, value, href }: ProfileField): Html {
  const words = withoutMailAddresses(value)
  const isLink = href !== null && /^https?:\/\//i.test(href) && words === value
  return html`<div><dt>${label}</dt><dd>${isLink ? html`<a href="${href}" rel="nofollow noopener" dir="auto">${words}</a>` : html`<span dir="auto">${words}</span>`}</dd></div>`
}

export function favouritesPage(
  person: Person,
  favourites: readonly Favourite[],
  next: number | undefined,
  options: PageOptions,
): Html {
  const address = penNameAddress(person)
  const body = html`<div class="page-head"><p class="kind">Favourites</p><h1 dir="auto">${shown(person.name)}</h1><ul class="actions"><li><a href="${address}">Back to the profile</a></li></ul></div>
${favourites.length === 0 ? html`<p>There are none that can be seen here.</p>` : favouriteList(favourites, person.site)}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="${address}/favourites?from=${next}">More →</a></nav>`}`
  return page(`Favourites of ${shown(person.name)}`, body, { ...options, isUnlisted: true })
}

export function writtenPage(
  person: Person,
  reviews: readonly WrittenReview[],
  next: string | undefined,
  options: PageOptions,
): Html {
  const address = penNameAddress(person)
  const body = html`<div class="page-head"><p class="kind">Reviews written</p><h1 dir="auto">${shown(person.name)}</h1><ul class="actions"><li><a href="${address}">Back to the profile</a></li></ul></div>
${reviews.length === 0 ? html`<p>There are none that can be seen here.</p>` : writtenReviews(reviews, person.site)}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="${address}/reviews?after=${next}">Older reviews →</a></nav>`}`
  return page(`Reviews by ${shown(person.name)}`, body, { ...options, isUnlisted: true })
}
