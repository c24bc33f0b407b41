/**
 * Pairs folders of story files with sites.
 *
 * A file is named by the author and the number of a chapter, so a folder belongs to the site whose chapters have those
 * authors. Sites number from 1 on and two of one size look alike; where the numbers do not tell, the nearer dump does.
 * A site may have several folders: old ones stay when a site moves.
 */
import type { StoryRoot } from './folder-facts.ts'
import { type SitePlan, tablesNamed } from './plan-sites.ts'

export interface Pairing {
  readonly root: StoryRoot
  /** Key of the site; null when it is of none. */
  readonly key: string | null
  readonly why: string
}

/** A site at all the times it is known from. */
interface Candidate {
  readonly key: string
  /** Of a version whose folders are called by names: then any author's folder will do. */
  readonly isOld: boolean
  readonly chapters: ReadonlyMap<string, string>
  readonly authors: ReadonlySet<string>
  readonly plans: readonly SitePlan[]
}

interface Match {
  readonly candidate: Candidate
  /** Files whose author and chapter are one of its chapters, and those whose chapter is, whoever wrote it. */
  readonly exact: number
  readonly some: number
  readonly found: number
  readonly knownAuthors: number
  readonly nearness: number
  readonly isNamed: boolean
}

export function pairFolders(roots: readonly StoryRoot[], plans: readonly SitePlan[]): readonly Pairing[] {
  const candidates = [...Map.groupBy(plans, ({ key }) => key)].map(([key, group]) => candidateOf(key, group))
  const pairings: Pairing[] = []
  const taken = new Set<string>()
  const ordered = roots
    .map((root) => ({ root, matches: candidates.map((candidate) => matchOf(root, candidate)) }))
    .toSorted((a, b) => margin(b.root, b.matches) - margin(a.root, a.matches))
  for (const { root, matches } of ordered) {
    const fitting = matches.filter((match) => fits(root, match, candidates.length))
    const best = fitting.toSorted((a, b) => better(root, a, b, taken))[0]
    if (best === undefined) continue
    taken.add(best.candidate.key)
    pairings.push({ root, key: best.candidate.key, why: whyOf(root, best) })
  }
  return pairings
}

function candidateOf(key: string, plans: readonly SitePlan[]): Candidate {
  const ids = (bare: string): [string, string][] =>
    plans.flatMap((plan) => tablesNamed(plan, bare).flatMap(({ table }) => [...table.ids]))
  const chapters = new Map(ids('chapters'))
  // Before 2.0 a chapter was a story with a parent, in a folder called by its author's name.
  const isOld = chapters.size === 0 && plans.some(({ version }) => version?.startsWith('1') === true)
  const authors = new Set([...ids('authors').map(([uid, penname]) => (isOld ? penname : uid)), ...chapters.values()])
  return { key, isOld, chapters: isOld ? new Map(ids('stories')) : chapters, authors, plans }
}

function matchOf(root: StoryRoot, candidate: Candidate): Match {
  let exact = 0
  let some = 0
  let knownAuthors = 0
  const found = new Set<string>()
  for (const { author, chapter } of root.files) {
    const of = candidate.chapters.get(chapter)
    if (candidate.authors.has(author)) knownAuthors++
    if (of === undefined) continue
    some++
    found.add(chapter)
    if (of === author || (candidate.isOld && candidate.authors.has(author))) exact++
  }
  const places = candidate.plans.flatMap(({ pieces }) =>
    pieces.map(({ dump }) => [...dump.within, dump.path].join('/')),
  )
  const where = [...root.within, root.path].join('/')
  const nearness = Math.max(0, ...places.map((place) => sharedStart(place.split('/'), where.split('/'))))
  const name = root.path.slice(root.path.lastIndexOf('/') + 1).toLowerCase()
  const isNamed = candidate.plans.some(({ storiesPath }) => storiesPath?.toLowerCase().replace(/^.*\//, '') === name)
  return { candidate, exact, some, found: found.size, knownAuthors, nearness, isNamed }
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++
  return shared
}

const ENOUGH = 0.3

function fits(root: StoryRoot, match: Match, sites: number): boolean {
  const files = root.files.length
  if (match.exact >= files * ENOUGH) return true
  const hasAuthors = match.knownAuthors >= files * ENOUGH
  if (hasAuthors && (match.some >= files * 0.5 || match.found >= match.candidate.chapters.size * 0.5))
    return match.some > 0
  // The dump lost its chapters, or the files are of chapters that it no longer has.
  return sites === 1 && root.isStrict && (match.isNamed || match.candidate.chapters.size === 0)
}

/** Shares that differ by less than this say nothing. */
const MARGIN = 0.05

function better(root: StoryRoot, a: Match, b: Match, taken: ReadonlySet<string>): number {
  const difference = (b.exact - a.exact) / root.files.length
  if (Math.abs(difference) > MARGIN) return difference
  const free = Number(taken.has(a.candidate.key)) - Number(taken.has(b.candidate.key))
  return b.nearness - a.nearness || free || difference || b.some - a.some
}

/** How much better the best site is than the next: the clear cases are decided first. */
function margin(root: StoryRoot, matches: readonly Match[]): number {
  const [first = 0, second = 0] = matches.map(({ exact }) => exact / root.files.length).toSorted((a, b) => b - a)
  return first - second
}

function whyOf(root: StoryRoot, { candidate, exact, found, isNamed }: Match): string {
  const where = [...root.within, root.path === '' ? 'its top folder' : root.path].join(' in ')
  const named = isNamed ? ', and its settings name such a folder' : ''
  return `Its story files are in ${where}: ${exact} of ${root.files.length} are where its chapters say, and ${found} of its ${candidate.chapters.size} chapters have one${named}.`
}
