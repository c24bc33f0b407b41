/**
 * Markup that is safe to put into a page, and the template that makes it.
 *
 *     html`<h1>${title}</h1>${isNew && mark}`
 *
 * Text between `${` and `}` is escaped, markup stands as it is, lists stand one after the other. Only strings are joined
 * here: a page is made of some hundred small templates, and what each of them costs is what a page costs.
 */

/** Markup that is safe to put into a page; only `html` and `raw` make it. */
export interface Html {
  readonly markup: string
}

/** What may stand between `${` and `}`; strings are escaped, booleans, `undefined` and `null` leave nothing. */
export type Piece = Html | string | number | boolean | null | undefined | readonly Piece[]

export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let markup = strings[0] as string
  for (let i = 0; i < pieces.length; i++) markup += markupOf(pieces[i]) + (strings[i + 1] as string)
  return { markup }
}

/** Markup that was made elsewhere and is known to be safe. */
export function raw(markup: string): Html {
  return { markup }
}

export const NOTHING: Html = raw('')

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escapeText(piece)
  if (typeof piece === 'number') return String(piece)
  if (typeof piece === 'boolean' || piece === null || piece === undefined) return ''
  if ('markup' in piece) return piece.markup
  let markup = ''
  for (const each of piece) markup += markupOf(each)
  return markup
}

const SPECIAL = /[&<>"']/
const ALL_SPECIAL = /[&<>"']/g
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and for values of attributes in either quotes. Most text has nothing to escape. */
function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replaceAll(ALL_SPECIAL, (sign) => ESCAPED[sign] as string) : text
}
