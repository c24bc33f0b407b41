/**
 * Links to the old address of a rescued site lead to where its things are here.
 *
 *     <a href="http://www.shelf.example/fic/viewstory.php?sid=3">
 *     <a href="/sites/7k3q0xv9bt/old/viewstory.php?sid=3">          of the site that stood at shelf.example/fic
 *
 * Only the beginning of an address is changed; what it leads to is decided when somebody follows it. The text keeps the
 * address as its author wrote it.
 */

export interface OldSite {
  readonly publicId: string
  /** Host and path, lower case, without `www.` and closing slash. */
  readonly oldPlace: string | null
}

export function oldSiteAddress({ publicId }: Pick<OldSite, 'publicId'>): string {
  return `/sites/${publicId}/old`
}

/** `base` stands before the addresses in a text that leaves the site. */
export function withLinksHere(markup: string, site: OldSite | null, base = ''): string {
  if (site === null || site.oldPlace === null || site.oldPlace === '') return markup
  let result = ''
  let kept = 0
  for (let at = markup.indexOf(LINK); at !== -1; at = markup.indexOf(LINK, at + LINK.length)) {
    const end = endOfPlace(markup, at + LINK.length, site.oldPlace)
    if (end === undefined) continue
    const isBare = markup[end] !== '/'
    result += `${markup.slice(kept, at)}href="${base}${oldSiteAddress(site)}${isBare ? '/' : ''}`
    kept = end
  }
  return kept === 0 ? markup : result + markup.slice(kept)
}

const LINK = 'href="http'
/** What may stand behind the place: the rest of an address, or its end. */
const BEHIND = new Set(['/', '"', '?', '#'])

/** Where the place of the site ends in an address whose `http` ends at `from`. */
function endOfPlace(markup: string, from: number, place: string): number | undefined {
  let at = from
  if (markup[at] === 's') at++
  if (!markup.startsWith('://', at)) return undefined
  at += 3
  if (markup.slice(at, at + 4).toLowerCase() === 'www.') at += 4
  const end = at + place.length
  const isHere = markup.slice(at, end).toLowerCase() === place && BEHIND.has(markup[end] ?? '')
  return isHere ? end : undefined
}
