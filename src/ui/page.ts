/**
 * The frame of every page: head, masthead, main column, colophon. A page without scripts and without a cookie is the
 * whole page; scripts only add keys and the remembered place.
 */
import { assetUrl } from './assets.ts'
import { type Html, html, NOTHING, raw } from './html.ts'
import { type Preferences, preferenceClasses } from './preferences.ts'

/** What the frame shows around a page; the same for all pages of one request. */
export interface Frame {
  readonly archiveName: string
  readonly preferences: Preferences
  readonly isArchivist: boolean
  /** Path and query of this page, where the preferences form returns to. */
  readonly address: string
}

export interface PageOptions extends Frame {
  /** `reading` is one column set as the reader likes it, `wide` has room for filters beside a list. */
  readonly layout?: 'plain' | 'wide' | 'reading'
  /** One sentence for search engines and link previews. */
  readonly description?: string | undefined
  /** The address under which this text should be found, when the same text has several. */
  readonly canonical?: string | undefined
  readonly feed?: { readonly title: string; readonly href: string } | undefined
  /** More of what programs read: catalogues of e-books, the feed of a list. */
  readonly feeds?: readonly { readonly title: string; readonly href: string; readonly type: string }[] | undefined
  /** Whether it has fields for names, which a script completes. */
  readonly completes?: boolean
  readonly previous?: string | undefined
  readonly next?: string | undefined
  /** Not for search engines. */
  readonly isUnlisted?: boolean
}

export function page(title: string, body: Html, options: PageOptions): Html {
  const full = title === options.archiveName ? title : `${title} · ${options.archiveName}`
  const layout = options.layout ?? 'plain'
  return html`${HEAD_START}${preferenceClasses(options.preferences)}${HEAD_MIDDLE}
<title>${full}</title>${links(options)}
</head>
<body>
${SKIP}${masthead(options)}
<main id="main" tabindex="-1" class="${layout}">
${layout === 'reading' ? html`<div class="column">${body}</div>` : body}
</main>
${colophon(options)}
</body>
</html>
`
}

const HEAD_START = raw('<!doctype html>\n<html lang="en" class="')
const HEAD_MIDDLE = raw(`">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${assetUrl('site.css')}">
<link rel="icon" href="${assetUrl('mark.svg')}" type="image/svg+xml">
<script type="module" src="${assetUrl('keys.js')}"></script>
<script type="module" src="${assetUrl('place.js')}"></script>`)
const SKIP = raw('<a class="skip" href="#main">Skip to the page itself</a>\n')

function links(options: PageOptions): Html {
  return html`${
    options.description &&
    html`
<meta name="description" content="${options.description}">`
  }${
    options.canonical &&
    html`
<link rel="canonical" href="${options.canonical}">`
  }${
    options.feed &&
    html`
<link rel="alternate" type="application/atom+xml" title="${options.feed.title}" href="${options.feed.href}">`
  }${(options.feeds ?? []).map(
    ({ title, href, type }) => html`
<link rel="alternate" type="${type}" title="${title}" href="${href}">`,
  )}${
    options.previous &&
    html`
<link rel="prev" href="${options.previous}">`
  }${
    options.next &&
    html`
<link rel="next" href="${options.next}">`
  }${options.completes === true && COMPLETE}${options.isUnlisted && raw('\n<meta name="robots" content="noindex">')}`
}

const COMPLETE = raw(`\n<script type="module" src="${assetUrl('complete.js')}"></script>`)

const NAVIGATION = [
  ['/works', 'Works'],
  ['/series', 'Series'],
  ['/tags', 'Tags'],
  ['/people', 'People'],
] as const

function masthead(frame: Frame): Html {
  const here = frame.address.split('?', 1)[0]
  return html`<header class="masthead">
<a class="archive-name" href="/"${here === '/' && CURRENT}>${frame.archiveName}</a>
<nav aria-label="Archive"><ul>${NAVIGATION.map(
    ([href, name]) => html`<li><a href="${href}"${here === href && CURRENT}>${name}</a></li>`,
  )}</ul></nav>
${here?.startsWith('/search') ? NOTHING : SEARCH_BOX}
</header>`
}

const CURRENT = raw(' aria-current="page"')
const SEARCH_BOX = raw(
  '<form role="search" action="/search"><label class="unseen" for="find">Search titles, names, tags and stories</label><input id="find" name="q" type="search" autocomplete="off" maxlength="4096" placeholder="Search"><button>Search</button></form>',
)

function colophon(frame: Frame): Html {
  const back = frame.address.startsWith('/preferences') ? '/' : frame.address
  return html`<footer class="colophon">
<p>${frame.archiveName}, kept with Ficarium.${frame.isArchivist && ' You are its archivist here.'}</p>
<ul><li><a href="/preferences?return=${encodeURIComponent(back)}">How pages look</a></li><li><a href="/sites">Rescued sites</a></li><li><a href="/feeds/works.atom">Feed of new works</a></li><li><a href="/opds/2.0">Catalogue for e-book readers</a></li></ul>
</footer>`
}
