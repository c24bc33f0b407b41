/**
 * Say which addresses a story may link to: http, https and mailto, whole ones, written as a URI.
 *
 *     http://example.org/a b      http://example.org/a%20b
 *     javascript:alert(1)         undefined
 *
 * An allow-list on the address as written, so that nothing that a browser skips over (leading controls, line feeds
 * inside the scheme) can hide another scheme. `https:page` without slashes is relative in a page of ours, so it is
 * refused too. Characters that no URI may hold are percent-encoded; everything else stays as the author wrote it.
 */

/** The address as it may be written into an `href`, undefined when it must not be. Idempotent. */
export function safeHref(address: string): string | undefined {
  const trimmed = address.trim().toWellFormed()
  if (!WEB.test(trimmed) && !MAIL.test(trimmed)) return undefined
  const href = trimmed.replaceAll(NOT_IN_A_URI, percentEncode).replaceAll(LONE_PERCENT, '%25')
  if (!URL.canParse(href)) return undefined
  return SECOND_FRAGMENT.test(href) ? encodeLaterHashes(href) : href
}

// "http://host": at least one character of a host or user name after the slashes.
const WEB = /^https?:\/\/[^\s/?#\\]/i
const MAIL = /^mailto:[^\s@/?#\\]+@[^\s@/?#\\]+/i
// Spaces, quotes, brackets and whatever is not ASCII: https://www.rfc-editor.org/rfc/rfc3986#section-2
const NOT_IN_A_URI = /[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+/g
const LONE_PERCENT = /%(?![0-9A-Fa-f]{2})/g
const SECOND_FRAGMENT = /#.*#/s

function percentEncode(characters: string): string {
  return encodeURIComponent(characters)
}

function encodeLaterHashes(href: string): string {
  const first = href.indexOf('#') + 1
  return href.slice(0, first) + href.slice(first).replaceAll('#', '%23')
}
