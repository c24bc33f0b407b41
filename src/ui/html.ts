/** Hono's `html` template, which escapes what is put into it, and the type of what it makes. */
import { raw as mark, html as template } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup that is safe to put into a page. */
export type Html = HtmlEscapedString

/** What may stand between `${` and `}`; strings are escaped, `undefined`, `null` and `false` leave nothing. */
export type Piece = Html | string | number | boolean | null | undefined | readonly Piece[]

/** Hono's template also takes promises; pages here wait for their data first, so that the result is always there. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return template(strings, ...values) as Html
}

/** Markup that was made elsewhere and is known to be safe: a stored chapter, a template built before. */
export function raw(markup: string): Html {
  return mark(markup)
}

export const NOTHING: Html = raw('')
