/** The plain page before a work for which the site it came from asked a reader's age. Nothing of its text is on it. */
import { type Html, hiddenField, html, type PageOptions, page, raw } from '../../ui/index.ts'
import { siteAddress } from '../addresses/index.ts'
import { notice, storyOptions, titleOf, workHead } from './pages.ts'
import type { WorkPage } from './store.ts'

export function agePage(work: WorkPage, options: PageOptions): Html {
  const body = html`<div class="message">${workHead({ ...work, notice: null })}
<p>${whoMarked(work)}</p>${notice(work)}
<form class="ask" method="post" action="/preferences">${hiddenField('return', options.address)}${hiddenField('marked', 'marked-show')}
<p>Show works that are marked like this?</p>
<p class="answers"><button>I am old enough; show them</button> <a href="/works">No, back to the works</a></p></form>
${KEPT}</div>`
  return page(titleOf(work), body, {
    ...storyOptions(work, options),
    layout: 'plain',
    description: undefined,
    isUnlisted: true,
  })
}

function whoMarked({ site, ratingAsGiven }: WorkPage): Html {
  const rating = ratingAsGiven !== null && html` “<span dir="auto">${ratingAsGiven}</span>”`
  return site === null
    ? html`This work is marked${rating === false ? ' for adults' : rating}. Readers were asked their age before it was shown.`
    : html`This work is marked${rating === false ? ' for adults' : rating} by <a href="${siteAddress(site)}" dir="auto">${site.name}</a>, the archive it came from. It asked readers their age before it showed the work.`
}

const KEPT = raw(
  '<p class="quiet">Your answer is kept in a cookie in this browser. You can take it back under “<a href="/preferences">How pages look</a>”.</p>',
)
