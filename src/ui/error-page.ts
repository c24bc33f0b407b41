/** What a person reads when there is no page: what happened, what was kept, what to do next. */
import { type Html, html, raw } from './html.ts'
import { type Frame, page } from './page.ts'

export type ErrorStatus = 400 | 403 | 404 | 410 | 413 | 422 | 500 | 503

interface Words {
  readonly title: string
  readonly what: string
  readonly next: string
}

const WORDS = {
  400: {
    title: 'That request could not be read',
    what: 'The address or the form that was sent is not one this archive knows how to read. Nothing was changed.',
    next: 'Go back and try again, or start from the front page.',
  },
  403: {
    title: 'That form was not sent from here',
    what: 'The request came from another site or another window, so it was not carried out. Nothing was changed.',
    next: 'Open the page here and send the form again.',
  },
  404: {
    title: 'There is no page here',
    what: 'Nothing has this address. It may have been copied with a letter missing, or what was here may not be open to everybody.',
    next: 'Try the search, or start from the list of works.',
  },
  410: {
    title: 'This work was withdrawn',
    what: 'It was here once and has been taken down on purpose.',
    next: 'The list of works shows what is here to read.',
  },
  413: {
    title: 'That was too much at once',
    what: 'What was sent is larger than this form takes. Nothing was changed.',
    next: 'Send less, or ask the archivist.',
  },
  422: {
    title: 'Something in the form needs another look',
    what: 'It could not be accepted as it was. What you typed is kept below.',
    next: 'Correct it and send it again.',
  },
  500: {
    title: 'Something broke here',
    what: 'The fault is on our side. Everything that was stored before is still stored; what you were just sending may not be.',
    next: 'Please try again in a moment. If it happens again, tell the archivist when it happened and what you were doing.',
  },
  503: {
    title: 'The archive is busy',
    what: 'It cannot answer just now; most likely somebody is importing works. Nothing is lost.',
    next: 'Please try again in a few seconds.',
  },
} satisfies Record<ErrorStatus, Words>

/** Who comes here often comes with a link to a site that was moved in. */
const OLD_LINK = raw(
  '<form class="dead-link" action="/old-links"><label for="dead-link">Is it a link to an older site? Paste it whole</label><input id="dead-link" name="url" type="text" inputmode="url" autocomplete="off" spellcheck="false"><button>Where is it now?</button></form>',
)

export function errorPage(status: ErrorStatus, frame: Frame, details?: Html): Html {
  const { title, what, next } = WORDS[status]
  const body = html`<div class="message"><h1>${title}</h1><p>${what}</p>${details}<p>${next}</p>${status === 404 && OLD_LINK}<ul class="actions"><li><a href="/">Front page</a></li><li><a href="/works">Works</a></li><li><a href="/search">Search</a></li></ul></div>`
  return page(title, body, { ...frame, isUnlisted: true })
}
