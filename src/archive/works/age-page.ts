/** The plain page before a work for which the site it came from asked a reader's age. Nothing of its text is on it. */
import { askAge, type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { siteAddress } from '../addresses/index.ts'
import { notice, storyOptions, titleOf, workHead } from './pages.ts'
import type { WorkPage } from './store.ts'

export function agePage(work: WorkPage, options: PageOptions): Html {
  const body = html`<div class="message">${workHead({ ...work, notice: null })}
<p>${whoMarked(work)}</p>${notice(work)}
${askAge(options.address)}</div>`
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
