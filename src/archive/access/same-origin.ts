/**
 * Whether a form was sent from this site. Browsers say where a request comes from in headers that no page can change:
 * `Sec-Fetch-Site`, and from older ones `Origin`. A request with neither was not sent by a browser, so it carries
 * nobody's cookies by accident.
 */

export interface RequestOrigin {
  readonly site: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
}

export function isFromHere({ site, origin, host }: RequestOrigin): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin === undefined) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase()
}
