/**
 * Reads an address of an old eFiction site: what it asked for, in the old site's own ids.
 *
 *     viewstory.php?sid=3&chapter=2&textsize=0      story 3, chapter 2
 *     browse.php?type=class&type_id=1&classid=7     what stood under class 7
 *     stories/14/208.txt                            the file of chapter 208
 *
 * The software changed over the years and its modules added pages, so what a script is called matters less than the ids it
 * was given: a script that nobody knows with `sid=3` is about story 3. What only said how to show something (`textsize`,
 * `ageconsent`, `warning`, `offset`) is passed over. Pages for members alone (logging in, posting) lead to the front.
 */

export type TermKind = 'category' | 'character' | 'class' | 'rating' | 'genre' | 'warning'

export type OldTarget =
  /** `chapter` is the number it had in the story; null for the whole story. */
  | { readonly kind: 'story'; readonly id: string; readonly chapter: number | null }
  /** A chapter by its own id. */
  | { readonly kind: 'chapter'; readonly id: string }
  | { readonly kind: 'person'; readonly id: string; readonly part: 'profile' | 'series' | 'favourites' | 'reviews' }
  | { readonly kind: 'series'; readonly id: string }
  | { readonly kind: 'reviews'; readonly of: 'story' | 'series'; readonly id: string; readonly chapter: string | null }
  | { readonly kind: 'review'; readonly id: string }
  | { readonly kind: 'term'; readonly term: TermKind; readonly id: string; readonly status: Status }
  | { readonly kind: 'challenge'; readonly id: string }
  | { readonly kind: 'news'; readonly id: string }
  /** A page of the site's own. */
  | { readonly kind: 'page'; readonly id: string }
  | { readonly kind: 'search'; readonly words: string }
  | { readonly kind: 'list'; readonly list: OldList; readonly letter: string | null; readonly status: Status }

export type OldList =
  | 'works'
  | 'works-by-title'
  | 'works-by-length'
  | 'people'
  | 'series'
  | 'challenges'
  | 'news'
  | 'words'
  | 'site'
  | 'front'
  | 'feed'

type Status = 'complete' | 'in-progress' | null

/** `path` begins with a slash and is that within the site: `/viewstory.php`. Undefined for what no such site had. */
export function readOldAddress(path: string, query: URLSearchParams): OldTarget | undefined {
  const file = STORY_FILE.exec(path)
  if (file?.[1] !== undefined) return { kind: 'chapter', id: asId(file[1]) }
  const script = scriptOf(path)
  if (script === undefined) return undefined
  if (script === '') return list('site')
  const asked = readQuery(query)
  return Object.hasOwn(SCRIPTS, script) ? SCRIPTS[script]?.(asked) : byIds(asked)
}

/** `/stories/14/208.txt`: a folder with the author's id, a file with the chapter's. */
const STORY_FILE = /\/\d{1,15}\/(\d{1,15})\.(?:txt|html?)$/i

/** `viewstory` of `/viewstory.php`; empty for the site itself; undefined for a path that is no script's. */
function scriptOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (name === '' && path.length <= 1) return ''
  const end = /\.(?:php[345]?|phtml)$/.exec(name)
  return end === null ? undefined : name.slice(0, end.index)
}

/** The values of a query, by their names in lower case. */
type Asked = ReadonlyMap<string, string>

function readQuery(query: URLSearchParams): Asked {
  const values = new Map<string, string>()
  for (const [name, value] of query) {
    // `amp;chapter=2` is what is left of an address that was escaped once too often.
    const key = name
      .toLowerCase()
      .replace(/^(?:amp;)+/, '')
      .replace(/\[\]$/, '')
    if (!values.has(key)) values.set(key, value.trim())
  }
  return values
}

/** The first of these that says something. */
function textIn(asked: Asked, ...names: readonly string[]): string {
  for (const name of names) {
    const value = asked.get(name)
    if (value !== undefined && value !== '') return value
  }
  return ''
}

/** The first id of a value that may be a list; empty for none (0, -1). */
function idIn(asked: Asked, ...names: readonly string[]): string {
  for (const name of names) {
    for (const part of textIn(asked, name).split(',', 20)) {
      const id = asId(part)
      if (id !== '') return id
    }
  }
  return ''
}

function statusIn(asked: Asked): Status {
  const complete = textIn(asked, 'complete')
  return complete === '1' ? 'complete' : complete === '0' ? 'in-progress' : null
}

function letterIn(asked: Asked): string | null {
  const letter = textIn(asked, 'let', 'letter').toLowerCase()
  return /^[a-z]$/.test(letter) ? letter : null
}

/** `7`, `007` and `7#top` are one id; 0, -1 and what is too long for one are none. */
function asId(text: string): string {
  const digits = /^\s*0*(\d{1,15})(?!\d)/.exec(text)?.[1] ?? ''
  return /^0*$/.test(digits) ? '' : digits
}

type Read = (asked: Asked) => OldTarget | undefined

const SCRIPTS: Readonly<Record<string, Read>> = {
  viewstory: (asked) => storyOf(asked),
  printstory: (asked) => storyOf(asked),
  story: (asked) => storyOf(asked),
  viewuser: (asked) => personOf(asked),
  authors: (asked) => (idIn(asked, 'uid') === '' ? list('people', asked) : personOf(asked)),
  viewseries: (asked) => seriesOf(asked) ?? list('series'),
  series: (asked) => seriesOf(asked) ?? list('series'),
  reviews: reviewsOf,
  browse: browse,
  categories: (asked) => termOf(asked, 'category', 'catid', 'id', 'parentcatid') ?? list('words'),
  characters: (asked) => termOf(asked, 'character', 'charid', 'id') ?? list('words'),
  titles: (asked) => list('works-by-title', asked),
  challenges: (asked) => challengeOf(asked) ?? list('challenges'),
  news: (asked) => newsOf(asked) ?? list('news'),
  viewpage: (asked) => pageOf(asked),
  search: (asked) => ({ kind: 'search', words: textIn(asked, 'searchterm', 'q', 'title', 'penname').slice(0, 200) }),
  toplists: topList,
  recent: (asked) => list('works', asked),
  rss: () => list('feed'),
  rssfeed: () => list('feed'),
  index: () => list('site'),
  main: () => list('site'),
  home: () => list('site'),
  member: () => list('front'),
  user: () => list('front'),
  login: () => list('front'),
  admin: () => list('front'),
  stories: (asked) => byIds(asked) ?? list('front'),
  contact: () => list('site'),
  tos: () => list('site'),
}

function list(name: OldList, asked?: Asked): OldTarget {
  return {
    kind: 'list',
    list: name,
    letter: asked === undefined ? null : letterIn(asked),
    status: asked === undefined ? null : statusIn(asked),
  }
}

/** What a script that nobody knows was asked about. */
function byIds(asked: Asked): OldTarget | undefined {
  return (
    storyOf(asked) ??
    seriesOf(asked) ??
    (idIn(asked, 'uid') === '' ? undefined : personOf(asked)) ??
    challengeOf(asked) ??
    newsOf(asked) ??
    termOf(asked, 'category', 'catid') ??
    termOf(asked, 'character', 'charid') ??
    termOf(asked, 'class', 'classid')
  )
}

function storyOf(asked: Asked): OldTarget | undefined {
  const id = idIn(asked, 'sid', 'storyid')
  const chapid = idIn(asked, 'chapid')
  if (id === '') return chapid === '' ? undefined : { kind: 'chapter', id: chapid }
  const number = idIn(asked, 'chapter')
  if (number === '' && chapid !== '') return { kind: 'chapter', id: chapid }
  const isWhole = number === '' || textIn(asked, 'index') === '1'
  return { kind: 'story', id, chapter: isWhole ? null : Number(number) }
}

const PARTS: Readonly<Record<string, 'series' | 'favourites' | 'reviews'>> = {
  seriesby: 'series',
  reviewsby: 'reviews',
  favst: 'favourites',
  favse: 'favourites',
  favau: 'favourites',
  favlist: 'favourites',
  manfavs: 'favourites',
}

function personOf(asked: Asked): OldTarget | undefined {
  const id = idIn(asked, 'uid', 'id', 'user', 'author')
  if (id === '') return list('people')
  const action = textIn(asked, 'action').toLowerCase()
  return { kind: 'person', id, part: (Object.hasOwn(PARTS, action) ? PARTS[action] : undefined) ?? 'profile' }
}

function seriesOf(asked: Asked): OldTarget | undefined {
  const id = idIn(asked, 'seriesid')
  return id === '' ? undefined : { kind: 'series', id }
}

function challengeOf(asked: Asked): OldTarget | undefined {
  const id = idIn(asked, 'chalid')
  return id === '' ? undefined : { kind: 'challenge', id }
}

function newsOf(asked: Asked): OldTarget | undefined {
  const id = idIn(asked, 'nid', 'newsid')
  return id === '' ? undefined : { kind: 'news', id }
}

function pageOf(asked: Asked): OldTarget {
  const id = textIn(asked, 'page', 'id').slice(0, 200)
  return id === '' ? list('site') : { kind: 'page', id }
}

function reviewsOf(asked: Asked): OldTarget | undefined {
  const type = textIn(asked, 'type').toUpperCase()
  const review = idIn(asked, 'reviewid', 'review')
  const item = idIn(asked, 'item')
  if (item === '') {
    if (review !== '') return { kind: 'review', id: review }
    const story = idIn(asked, 'sid')
    if (story !== '') return { kind: 'reviews', of: 'story', id: story, chapter: idIn(asked, 'chapid') || null }
    const series = idIn(asked, 'seriesid')
    return series === '' ? undefined : { kind: 'reviews', of: 'series', id: series, chapter: null }
  }
  if (type === 'SE') return { kind: 'reviews', of: 'series', id: item, chapter: null }
  if (type !== '' && type !== 'ST') return undefined
  return { kind: 'reviews', of: 'story', id: item, chapter: idIn(asked, 'chapid') || null }
}

function termOf(asked: Asked, term: TermKind, ...names: readonly string[]): OldTarget | undefined {
  const id = idIn(asked, ...names)
  return id === '' ? undefined : { kind: 'term', term, id, status: statusIn(asked) }
}

/** Lists of `browse.php`, narrowed by what says most. */
function browse(asked: Asked): OldTarget | undefined {
  const type = textIn(asked, 'type').toLowerCase()
  if (type === 'series') return list('series')
  if (type === 'challenges') return challengeOf(asked) ?? list('challenges')
  if (type === 'authors' || type === 'members') return list('people', asked)
  const narrowed =
    (type === 'categories' ? termOf(asked, 'category', 'catid', 'id') : undefined) ??
    (type === 'characters' ? termOf(asked, 'character', 'charid', 'charlist1', 'id') : undefined) ??
    (type === 'ratings' ? termOf(asked, 'rating', 'rid', 'rating', 'ratingid', 'id') : undefined) ??
    (type === 'genres' ? termOf(asked, 'genre', 'gid', 'id') : undefined) ??
    (type === 'warnings' ? termOf(asked, 'warning', 'wid', 'id') : undefined) ??
    termOf(asked, 'class', 'classid', 'classin') ??
    termOf(asked, 'character', 'charid', 'charlist1', 'charlist2') ??
    termOf(asked, 'category', 'catid') ??
    termOf(asked, 'rating', 'rid', 'rating')
  if (narrowed !== undefined) return narrowed
  if (type === 'titles') return list('works-by-title', asked)
  if (['categories', 'characters', 'class', 'ratings', 'genres', 'warnings', ''].includes(type)) return list('words')
  return list('works', asked)
}

/** "10 Longest Stories", "10 Most Prolific Authors". */
function topList(asked: Asked): OldTarget {
  const name = textIn(asked, 'list', 'type').toLowerCase()
  if (name.includes('author') || name.includes('reviewers')) return list('people')
  if (name.includes('series')) return list('series')
  if (name.includes('challenge')) return list('challenges')
  return list(name.startsWith('long') ? 'works-by-length' : 'works')
}
