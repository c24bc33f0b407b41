/**
 * The points of a canon file (seasons with their episodes, books, films, years, turning points), in the order of the
 * canon's own time.
 *
 *     seasons: [{ number: 1, episodes: [Landfall, Low Water] }]      s1 · s1e01 · s1e02 · post-series
 *     events:  [{ key: post-series, after: s1e02, … }]
 *
 * Seasons, books, films and years stand in the order of the file. Whatever names an anchor (`after: s1e02`) is moved
 * behind it, or before it, and things with the same anchor stay in the order of the file.
 */

import {
  note,
  readEntries,
  readItems,
  readNumber,
  readText,
  readTexts,
  type YamlEntries,
  type YamlNode,
  type YamlPage,
} from '../yaml-page.ts'
import type { CanonPoint, PointAnchor } from './canon.ts'

const RELATIONS = ['before', 'during', 'after'] as const

/** A point with the place in the file that names it, for problems. */
interface Draft {
  readonly point: CanonPoint
  readonly node: YamlNode
}

export function readPoints(page: YamlPage, file: YamlEntries): readonly CanonPoint[] {
  const drafts: Draft[] = []
  for (const [word, node] of file) {
    if (word === 'seasons') drafts.push(...readSeasons(page, node))
    else if (word === 'books') drafts.push(...readNumbered(page, node, 'book', 'b'))
    else if (word === 'films') drafts.push(...readNumbered(page, node, 'film', 'f'))
    else if (word === 'years') drafts.push(...readNumbered(page, node, 'year', 'y'))
    else if (word === 'events') drafts.push(...readEvents(page, node))
  }
  return inOrder(page, withoutTwins(page, drafts))
}

function readSeasons(page: YamlPage, node: YamlNode): Draft[] {
  return readItems(page, node, 'seasons').flatMap((item) => {
    const entries = readEntries(page, item, 'a season', ['number', 'name', 'aliases', 'episodes'])
    const season = readNumber(page, required(page, entries, 'number', item, 'A season'), 'The number of a season')
    if (season === undefined) return []
    const named = entries.has('name') ? readText(page, entries.get('name'), 'The name of a season') : undefined
    const point: CanonPoint = {
      kind: 'season',
      key: `s${season}`,
      name: named ?? `Season ${season}`,
      season,
      episode: null,
      aliases: readTexts(page, entries.get('aliases'), 'aliases'),
    }
    const episodes = readItems(page, entries.get('episodes'), 'episodes')
    let last = 0
    const drafts: Draft[] = [{ point, node: item }]
    for (const episode of episodes) {
      const draft = readEpisode(page, episode, season, last + 1)
      if (draft === undefined) continue
      last = draft.point.episode ?? last
      drafts.push(draft)
    }
    return drafts
  })
}

function readEpisode(page: YamlPage, node: YamlNode, season: number, next: number): Draft | undefined {
  const isGroup = node !== null && node !== undefined && 'items' in node
  const entries = isGroup ? readEntries(page, node, 'an episode', ['title', 'number', 'aliases']) : new Map()
  const title = isGroup ? required(page, entries, 'title', node, 'An episode') : node
  const name = readText(page, title, 'The title of an episode')
  const written = entries.get('number')
  const episode = written === undefined ? next : readNumber(page, written, 'The number of an episode')
  if (name === undefined || episode === undefined) return undefined
  const key = `s${season}e${String(episode).padStart(2, '0')}`
  const aliases = readTexts(page, entries.get('aliases'), 'aliases')
  return { point: { kind: 'episode', key, name, season, episode, aliases }, node }
}

function readNumbered(page: YamlPage, node: YamlNode, kind: 'book' | 'film' | 'year', letter: string): Draft[] {
  return readItems(page, node, `${kind}s`).flatMap((item) => {
    const entries = readEntries(page, item, `a ${kind}`, ['number', 'title', 'name', 'aliases', 'signs', ...RELATIONS])
    const what = `The number of a ${kind}`
    const number = readNumber(page, required(page, entries, 'number', item, `A ${kind}`), what)
    if (number === undefined) return []
    const title = entries.get('title') ?? entries.get('name')
    const name = title === undefined ? `${KIND_NAME[kind]} ${number}` : readText(page, title, `The title of a ${kind}`)
    if (name === undefined) return []
    return [{ point: { kind, key: `${letter}${number}`, name, ...placed(page, entries) }, node: item }]
  })
}

const KIND_NAME = { book: 'Book', film: 'Film', year: 'Year' } as const

function readEvents(page: YamlPage, node: YamlNode): Draft[] {
  return readItems(page, node, 'events').flatMap((item) => {
    const entries = readEntries(page, item, 'an event', ['key', 'name', 'aliases', 'signs', ...RELATIONS])
    const key = readText(page, required(page, entries, 'key', item, 'An event'), 'The key of an event')
    const name = readText(page, required(page, entries, 'name', item, 'An event'), 'The name of an event')
    if (key === undefined || name === undefined) return []
    if (!EVENT_KEY.test(key)) {
      note(
        page,
        'bad-key',
        entries.get('key'),
        `“${key.slice(0, 40)}” is no key: small letters, digits and hyphens only.`,
      )
      return []
    }
    return [{ point: { kind: 'event', key, name, ...placed(page, entries) }, node: item }]
  })
}

/** "post-series"; keys of seasons and episodes ("s6e07") cannot be taken, as no event may end in digits only. */
const EVENT_KEY = /^[a-z]{2,}[a-z0-9-]{0,60}$/

type Placed = Pick<CanonPoint, 'season' | 'episode' | 'aliases' | 'anchor' | 'signs'>

function placed(page: YamlPage, entries: YamlEntries): Placed {
  const relation = RELATIONS.find((word) => entries.has(word))
  const key = relation === undefined ? undefined : readText(page, entries.get(relation), `“${relation}”`)
  return {
    season: null,
    episode: null,
    aliases: readTexts(page, entries.get('aliases'), 'aliases'),
    anchor: relation === undefined || key === undefined ? null : { relation, key },
    signs: readTexts(page, entries.get('signs'), 'signs'),
  }
}

function required(page: YamlPage, entries: YamlEntries, word: string, node: YamlNode, what: string): YamlNode {
  const value = entries.get(word)
  if (value === undefined) note(page, 'missing', node, `${what} needs “${word}”.`)
  return value ?? null
}

function withoutTwins(page: YamlPage, drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>()
  return drafts.filter(({ point, node }) => {
    if (!seen.has(point.key)) return seen.add(point.key)
    note(page, 'twice', node, `“${point.key}” is there twice.`)
    return false
  })
}

function inOrder(page: YamlPage, drafts: readonly Draft[]): readonly CanonPoint[] {
  const keys = new Set(drafts.map((draft) => draft.point.key))
  const order: CanonPoint[] = []
  const waiting: Draft[] = []
  for (const draft of drafts) {
    const anchor = draft.point.anchor ?? null
    if (anchor === null) order.push(draft.point)
    else if (keys.has(anchor.key) && anchor.key !== draft.point.key) waiting.push(draft)
    else
      note(page, 'unknown-point', draft.node, `“${anchor.key}” is no season, episode, book, film, year or event here.`)
  }
  for (let round = waiting.length; waiting.length > 0 && round > 0; round--) {
    for (const draft of waiting.splice(0)) {
      const anchor = draft.point.anchor as PointAnchor
      const at = placeFor(order, anchor)
      if (at < 0) waiting.push(draft)
      else order.splice(at, 0, draft.point)
    }
  }
  for (const { node, point } of waiting) note(page, 'unknown-point', node, `“${point.key}” hangs on itself.`)
  return order
}

/** Index at which a point with this anchor belongs, or -1 while its anchor has no place yet. */
function placeFor(order: readonly CanonPoint[], anchor: PointAnchor): number {
  const at = order.findIndex((point) => point.key === anchor.key)
  if (at < 0 || anchor.relation === 'before') return at
  const { kind, season } = order[at] as CanonPoint
  const belongs = (point: CanonPoint): boolean =>
    (kind === 'season' && point.season === season && season !== null) || hangsBehind(point, order[at] as CanonPoint)
  let end = at + 1
  while (end < order.length && belongs(order[end] as CanonPoint)) end++
  return end
}

/** Is this point placed behind that one, so that a later one of the same anchor goes behind both? */
function hangsBehind(point: CanonPoint, anchor: CanonPoint): boolean {
  return point.anchor?.key === anchor.key && point.anchor.relation !== 'before'
}
