/** Names of elements, by what they do to text. */
import type { InlineName } from '../../document/tree.ts'

/** Elements that begin and end on lines of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup option p pre listing ' +
    'plaintext xmp section summary table tbody td tfoot th thead title tr ul marquee'
  ).split(' '),
)

/** Elements that become marks. */
export const MARKS: Readonly<Record<string, InlineName>> = {
  em: 'em',
  strong: 'strong',
  i: 'i',
  dfn: 'i',
  var: 'i',
  b: 'b',
  u: 'u',
  s: 's',
  strike: 's',
  del: 's',
  small: 'small',
  sub: 'sub',
  sup: 'sup',
  code: 'code',
  tt: 'code',
  kbd: 'code',
  samp: 'code',
  a: 'a',
  q: 'q',
  cite: 'cite',
  abbr: 'abbr',
  acronym: 'abbr',
  ruby: 'ruby',
  rt: 'rt',
  rp: 'rp',
}

export const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** Elements that keep the text's own line ends. */
export const PRESERVED: ReadonlySet<string> = new Set(['pre', 'listing', 'xmp', 'plaintext'])

/** Elements that a manuscript keeps as containers. */
export const CONTAINERS = ['blockquote', 'pre', 'ul', 'ol', 'li', 'table', 'tr', 'td', 'th'] as const
