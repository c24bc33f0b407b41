/** The list of challenges, and one with the works and series that answer it. */
import { hideInSaid } from '../../intake/private/index.ts'
import { counted, type Html, html, type PageOptions, page, raw, saidHtml } from '../../ui/index.ts'
import { challengeAddress, withLinksHere } from '../addresses/index.ts'
import { type SeriesLine, seriesLine, signedBy } from '../series/index.ts'
import { type Blurb, blurb, originLine } from '../works/index.ts'
import type { ChallengeLine, ChallengeList, ChallengePage } from './reading-store.ts'

export function challengeListPage({ challenges, next }: ChallengeList, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>Challenges</h1><p class="lead">What somebody dared others to write, and what was written.</p></div>
${challenges.length === 0 ? html`<p>There are none here yet.</p>` : html`<ul class="blurbs">${challenges.map((each) => html`<li>${challengeLine(each)}</li>\n`)}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="/challenges?after=${next}">More challenges →</a></nav>`}`
  return page('Challenges', body, options)
}

function challengeLine(challenge: ChallengeLine): Html {
  return html`<article class="blurb"><h2><a href="${challengeAddress(challenge)}" dir="auto">${challenge.name}</a>${challenge.challenger !== null && html` <span class="by">${signedBy([challenge.challenger])}</span>`}</h2>${
    challenge.summary !== null &&
    html`<div class="summary said" dir="auto">${saidHtml(hideInSaid(challenge.summary))}</div>`
  }<ul class="line numbers"><li>${counted(challenge.answers, 'answer')}</li></ul></article>`
}

/** A work or a series, whichever answers. */
export type ShownAnswer = { readonly work: Blurb } | { readonly series: SeriesLine }

export interface ChallengeView {
  readonly challenge: ChallengePage
  readonly answers: readonly ShownAnswer[]
  readonly next: number | undefined
}

export function challengePage({ challenge, answers, next }: ChallengeView, options: PageOptions): Html {
  const { site } = challenge
  const address = challengeAddress(challenge)
  const links = (markup: string): string => withLinksHere(markup, site)
  const body = html`<div class="page-head"><p class="kind">Challenge</p><h1 dir="auto">${challenge.name}</h1>${challenge.challenger !== null && html`<p class="quiet">${signedBy([challenge.challenger])}</p>`}</div>
${challenge.summary !== null && html`<div class="said lead-said" dir="auto">${saidHtml(hideInSaid(challenge.summary), { links })}</div>`}
${site !== null && html`<dl class="facts"><div><dt>From</dt><dd>${originLine(site)}</dd></div></dl>`}
<section class="part" aria-labelledby="answers"><h2 id="answers">${counted(challenge.answers, 'answer')}</h2>
${answers.length === 0 ? NONE : html`<ul class="blurbs">${answers.map((answer) => html`<li>${'work' in answer ? blurb(answer.work, 3) : seriesLine(answer.series, 3)}</li>\n`)}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="${address}?after=${next}">More answers →</a></nav>`}</section>`
  return page(challenge.name, body, options)
}

const NONE = raw('<p>Nobody has answered it with anything that can be read here.</p>')
