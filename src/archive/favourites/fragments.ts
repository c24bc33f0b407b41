/** Favourites in a list, each with what was said of it. */
import { hideInSaid } from '../../intake/private/index.ts'
import { type Html, html, saidHtml } from '../../ui/index.ts'
import { type OldSite, penNameAddress, seriesAddress, withLinksHere, workAddress } from '../addresses/index.ts'
import type { Favourite } from './reading-store.ts'

const KIND_WORDS = { work: 'work', series: 'series', person: 'person' } as const

export function favouriteList(favourites: readonly Favourite[], site: OldSite | null): Html {
  return html`<ul class="entries">${favourites.map((favourite) => html`<li>${favouriteEntry(favourite, site)}</li>\n`)}</ul>`
}

function favouriteEntry({ kind, target, by, comment }: Favourite, site: OldSite | null): Html {
  const links = (markup: string): string => withLinksHere(markup, site)
  return html`<p><a href="${addressOf(kind, target)}" dir="auto">${target.name}</a>${by !== null && html` by <bdi>${by}</bdi>`} <span class="quiet">(${KIND_WORDS[kind]})</span></p>${
    comment !== null &&
    comment !== '' &&
    html`<div class="said" dir="auto">${saidHtml(hideInSaid(comment), { links })}</div>`
  }`
}

function addressOf(kind: Favourite['kind'], target: Favourite['target']): string {
  if (kind === 'work') return workAddress(target.publicId, target.name)
  return kind === 'series' ? seriesAddress(target) : penNameAddress(target)
}
