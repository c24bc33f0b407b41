/**
 * Chooses the rescued sites that an old address may be of, by the host and the path it was asked at.
 *
 *     shelf.example  /fic/viewstory.php     the site that stood at shelf.example/fic
 *     archive.here   /fic/viewstory.php     the same, by its path
 *     archive.here   /viewstory.php         the only site there is, or all of them
 *
 * The host is only ever compared. Where several sites fit equally well nobody can tell which is meant, and all are given.
 */

export interface OldPlace {
  readonly key: number
  readonly publicId: string
  readonly name: string
  /** Host and path, lower case, without `www.` and closing slash; null when nothing says where it stood. */
  readonly oldPlace: string | null
}

/** A site, and the path within it. */
export interface PlacedPath {
  readonly site: OldPlace
  /** Begins with a slash. */
  readonly path: string
}

export function findPlaces(
  sites: readonly OldPlace[],
  host: string | undefined,
  path: string,
  isScript: (path: string) => boolean,
): readonly PlacedPath[] {
  const fits = sites.flatMap((site) => fitOf(site, host, path))
  const scripts = fits.filter((fit) => isScript(fit.path))
  const best = Math.max(...scripts.map((fit) => fit.rank))
  return scripts.filter((fit) => fit.rank === best).map(({ site, path: within }) => ({ site, path: within }))
}

interface Fit extends PlacedPath {
  readonly rank: number
}

/** Ways in which a site may be meant; the longer a path that fits, the better. */
function fitOf(site: OldPlace, host: string | undefined, path: string): readonly Fit[] {
  const slash = site.oldPlace?.indexOf('/') ?? -1
  const place = site.oldPlace ?? ''
  const siteHost = slash < 0 ? place : place.slice(0, slash)
  const sitePath = slash < 0 ? '' : place.slice(slash)
  const isHost = host !== undefined && siteHost !== '' && isSameHost(siteHost, host)
  const exactly = host !== undefined && bareHost(siteHost) === bareHost(host) ? EXACTLY : 0
  const within = pathWithin(path, sitePath)
  const fits: Fit[] = []
  if (within !== undefined && isHost)
    fits.push({ site, path: within, rank: BY_HOST_AND_PATH + exactly + sitePath.length })
  else if (within !== undefined && sitePath !== '') fits.push({ site, path: within, rank: BY_PATH + sitePath.length })
  else if (isHost) fits.push({ site, path: lastOf(path), rank: BY_HOST + exactly })
  // At the root, or wherever it may have stood when nothing says where.
  if (lastOf(path) === path || site.oldPlace === null) fits.push({ site, path: lastOf(path), rank: 0 })
  return fits
}

const BY_HOST_AND_PATH = 3_000_000
const BY_PATH = 2_000_000
const BY_HOST = 1_000_000
/** With its port. */
const EXACTLY = 500_000

/** What is behind the path of a site; undefined when the path is not in it. */
function pathWithin(path: string, sitePath: string): string | undefined {
  const start = path.slice(0, sitePath.length).toLowerCase()
  if (start !== sitePath) return undefined
  const rest = path.slice(sitePath.length)
  return rest === '' ? '/' : rest.startsWith('/') ? rest : undefined
}

/** A script by its name, a story's file with its two folders. */
function lastOf(path: string): string {
  const parts = path.split('/')
  const last = parts.at(-1) ?? ''
  if (last === '') return path
  return /^\d+\.\w+$/.test(last) ? `/${parts.slice(-3).join('/')}` : `/${last}`
}

export function isSameHost(a: string, b: string): boolean {
  const [first, second] = [bareHost(a), bareHost(b)]
  return first === second || withoutPort(first) === withoutPort(second)
}

function bareHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}

/** Old dumps name ports of proxies and tests that no visitor ever saw. */
function withoutPort(host: string): string {
  return host.replace(/:\d{1,5}$/, '')
}
