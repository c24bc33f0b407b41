/**
 * An invented eFiction site of any size, with the traps that old sites hold, row by row and file by file.
 *
 * The same options make the same site. Ordinary stories come first, each made from its number alone, so that a site of
 * 20,000 stories is never held; the traps follow, a story each. What an importer should make of it all is said by
 * `inventedTruth` (`invented-truth.ts`).
 */
import { createHash } from 'node:crypto'
import { type Chapter, inventChapter, inventReview, inventStory, type Review, type Story } from './invented-stories.ts'
import { type Encoding, inventName, paragraphPool, randomFrom, say } from './invented-text.ts'
import { trapStories } from './invented-traps.ts'
import type { Author, Cell, Making, SiteOptions, StoryFileBytes } from './making.ts'
import type { SiteTableName } from './site-schema.ts'

const ORDINARY: SiteOptions = {
  seed: 1,
  stories: 12,
  chaptersPerStory: 2,
  wordsPerChapter: 120,
  reviews: 40,
  authors: 9,
  store: 'mixed',
  hasTraps: true,
  sitekey: 'InventedKey7',
  name: 'The Paper Lighthouse',
  url: 'http://www.paper-lighthouse.example/ef',
  version: '3.5.3',
  tablePrefix: '',
}

export interface InventedSite {
  readonly options: SiteOptions
  readonly authors: readonly Author[]
  /** Ordinary stories, then traps. */
  readonly stories: () => Generator<Story>
  readonly chapters: () => Generator<Chapter>
  readonly reviews: () => Generator<Review>
  readonly rows: (table: SiteTableName) => Iterable<readonly Cell[]>
  readonly files: () => Generator<StoryFileBytes>
  /** How many rows each table has. */
  readonly counts: () => Readonly<Record<string, number>>
}

export const CATEGORIES: readonly (readonly [id: number, parent: number, name: string, encoding: Encoding])[] = [
  [1, -1, 'Paper Boats', 'ascii'],
  [2, -1, 'The Glass Orchard', 'ascii'],
  [3, 1, 'First Voyage', 'ascii'],
  [4, 1, 'Second Voyage', 'ascii'],
  [5, 3, 'Drafts & Ends', 'ascii'],
  [6, -1, 'Été à la lune', 'utf8'],
  [7, -1, 'Closed Cellar', 'ascii'],
  [8, 77, 'Lost Shelf', 'ascii'],
]
export const CHARACTERS: readonly (readonly [id: number, category: number, name: string, encoding: Encoding])[] = [
  [1, 1, 'Captain Orla Penn', 'ascii'],
  [2, 1, 'Tom Wicker', 'ascii'],
  [3, 2, "Mother O'Shea", 'ascii'],
  [4, 2, 'Séverine Doux', 'cp1252'],
  [5, -1, 'Other', 'ascii'],
  [6, 6, 'Анна', 'utf8'],
]
export const CLASS_TYPES = [
  [1, 'genres', 'Genres'],
  [2, 'warnings', 'Warnings'],
] as const
export const CLASSES = [
  [1, 1, 'Adventure'],
  [2, 1, 'Hurt/Comfort'],
  [3, 1, 'Humour'],
  [4, 2, 'Violence'],
  [5, 2, 'Character Death'],
] as const
export const RATINGS = [
  [1, 'G', 0, ''],
  [2, 'PG-13', 1, 'Not for the youngest.'],
  [3, 'R', 2, 'You say that you are grown up.'],
  [4, 'NC-17', 6, 'For members who are grown up.'],
] as const
export const NEWS = [
  [1, 'Keeper', say('The lamp is lit'), say('Welcome, everybody.<br>Read the <b>rules</b>.'), 1201000000],
  [2, 'Keeper', say('“Storm” tonight', 'utf8'), say('We’ll be dark for a day… sorry.', 'cp1252'), 1202000000],
] as const
export const COMMENTS = [
  [1, 1, 3, say('First light!')],
  [2, 1, 0, say('By somebody who left.')],
  [3, 2, 4, say('Courage, mes amis – “à demain”', 'utf8')],
] as const
export const SERIES = [
  [1, 'Tides', say('All the tides.'), 2, 0],
  [2, 'Lanterns', say('Two parts and a <i>smaller</i> series.'), 3, 1],
  [3, 'Small Lanterns', say('Inside Lanterns.'), 3, 2],
] as const
/** Series, story, sub-series, confirmed, place. Story 99999 is not there, and the last two hold each other. */
export const IN_SERIES = [
  [1, 1, 0, 1, 1],
  [1, 3, 0, 1, 2],
  [1, 99999, 0, 1, 3],
  [2, 2, 0, 1, 1],
  [2, 0, 3, 1, 2],
  [3, 4, 0, 0, 1],
  [3, 0, 2, 1, 2],
] as const
export const CHALLENGES = [
  [1, 'Keeper', 1, say('Write a storm'), say('At least <b>500</b> words.')],
  [2, 'Nobody', 0, say('First “line”', 'cp1252'), say('Begin with “The door…”', 'cp1252')],
] as const
export const FAVORITES = [
  [3, 1, 'ST', say('Best one')],
  [3, 2, 'AU', say('')],
  [4, 1, 'SE', say('“Lovely” café', 'utf8')],
  [4, 88888, 'ST', say('gone')],
] as const

export function inventSite(chosen: Partial<SiteOptions> = {}): InventedSite {
  const options = { ...ORDINARY, ...chosen }
  const authors = inventAuthors(options)
  const pools = {
    ascii: paragraphPool(options.seed, 'ascii'),
    western: paragraphPool(options.seed, 'western'),
    wide: paragraphPool(options.seed, 'wide'),
  }
  const making: Making = { options, authors, pools }
  const firstTrap = { sid: options.stories + 1, chapid: options.stories * options.chaptersPerStory + 1 }
  const traps = options.hasTraps ? trapStories(making, firstTrap) : { stories: [], chapters: [], files: [] }

  function* stories(): Generator<Story> {
    for (let sid = 1; sid <= options.stories; sid++) yield inventStory(making, sid)
    yield* traps.stories
  }

  function* chapters(): Generator<Chapter> {
    for (let chapid = 1; chapid < firstTrap.chapid; chapid++) yield inventChapter(making, chapid)
    yield* traps.chapters
  }

  function* reviews(): Generator<Review> {
    for (let id = 1; id <= options.reviews; id++) yield inventReview(making, id)
  }

  function* files(): Generator<StoryFileBytes> {
    for (const { chapid, uid, said, isInFile } of chapters()) if (isInFile) yield { author: uid, chapter: chapid, said }
    yield* traps.files
  }

  const rows = (table: SiteTableName): Iterable<readonly Cell[]> =>
    tableRows(table, { options, authors, stories, chapters, reviews })
  return { options, authors, stories, chapters, reviews, files, rows, counts: () => countRows(rows) }
}

function countRows(rows: InventedSite['rows']): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const table of TABLE_NAMES) {
    let count = 0
    for (const row of rows(table)) count += row.length > 0 ? 1 : 0
    counts[table] = count
  }
  return counts
}

export const TABLE_NAMES: readonly SiteTableName[] = [
  'authorfields',
  'authorinfo',
  'authorprefs',
  'authors',
  'categories',
  'challenges',
  'chapters',
  'characters',
  'classes',
  'classtypes',
  'coauthors',
  'comments',
  'favorites',
  'inseries',
  'log',
  'messages',
  'news',
  'ratings',
  'reviews',
  'series',
  'settings',
  'stats',
  'stories',
]

const NAMES: readonly (readonly [string, Encoding])[] = [
  ['Keeper', 'ascii'],
  ['Wren Harlow', 'ascii'],
  ['Zoé Marchetti', 'utf8'],
  ['Óscar del Río', 'cp1252'],
  ["D'arcy Quill", 'slashes'],
  ['Анна Ветрова', 'utf8'],
  ['moth_at_lamp', 'ascii'],
  ['Moth_At_Lamp', 'ascii'],
]

function inventAuthors({ authors, seed, hasTraps }: SiteOptions): readonly Author[] {
  const members = Array.from({ length: authors }, (_, i): Author => {
    const uid = i + 1
    const [name, encoding] = NAMES[i] ?? [`${inventName(randomFrom(seed, uid, 17))} ${uid}`, 'ascii']
    const joined = 1_100_000_000 + uid * 86_400
    const bio = say(i % 3 === 0 ? '' : `I write about ${i % 2 === 0 ? 'lamps' : '“rain”'}.`, 'utf8')
    const level = uid === 1 ? 1 : uid === 7 ? -1 : 0
    return { uid, penname: say(name, encoding), email: `member${uid}@mail.example`, bio, joined, level, isThere: true }
  })
  if (!hasTraps) return members
  const gone = say('Vanished Wren')
  return [...members, { uid: authors + 1, penname: gone, email: '', bio: say(''), joined: 0, level: 0, isThere: false }]
}

interface Parts {
  readonly options: SiteOptions
  readonly authors: readonly Author[]
  readonly stories: () => Generator<Story>
  readonly chapters: () => Generator<Chapter>
  readonly reviews: () => Generator<Review>
}

function tableRows(table: SiteTableName, parts: Parts): Iterable<readonly Cell[]> {
  return isFixed(table) ? FIXED_ROWS[table] : MADE_ROWS[table](parts)
}

function isFixed(table: SiteTableName): table is keyof typeof FIXED_ROWS {
  return Object.hasOwn(FIXED_ROWS, table)
}

type RowMaker = (parts: Parts) => Iterable<readonly Cell[]>

const MADE_ROWS: Readonly<Record<MadeTable, RowMaker>> = {
  authors: ({ authors }) =>
    membersOf(authors).map(({ uid, penname, email, bio, joined }) => [
      uid,
      penname,
      '',
      email,
      bio,
      '',
      joined,
      '0',
      createHash('md5').update(`pass${uid}`).digest('hex'),
    ]),
  authorprefs: ({ authors }) =>
    membersOf(authors).map(({ uid, level }) => [uid, 1, 1, 0, 0, 0, 0, 0, 0, 'default', level, '0', 0, 1]),
  stories: ({ stories }) => map(stories(), ({ cells }) => cells),
  chapters: ({ chapters }) => map(chapters(), ({ cells }) => cells),
  reviews: ({ reviews }) => map(reviews(), ({ cells }) => cells),
  coauthors: ({ stories }) => flatMap(stories(), ({ sid, coauthors }) => coauthors.map((uid) => [sid, uid])),
  settings: ({ options }) => [settingsRow(options)],
}

function membersOf(authors: readonly Author[]): readonly Author[] {
  return authors.filter(({ isThere }) => isThere)
}

const FIXED_ROWS: Readonly<Record<Exclude<SiteTableName, MadeTable>, readonly (readonly Cell[])[]>> = {
  authorfields: [[1, 4, 'lj', 'LiveJournal', 'http://{info}.livejournal.example', '', '', 1]],
  authorinfo: [[2, 1, 'wren_h']],
  categories: CATEGORIES.map(([id, parent, name, encoding]) => [
    id,
    parent,
    say(name, encoding),
    say(''),
    '',
    id === 7 ? '1' : '0',
    parent === -1 ? 0 : 1,
    id,
    0,
  ]),
  challenges: CHALLENGES.map(([id, challenger, uid, title, summary]) => [
    id,
    challenger,
    uid,
    title,
    '',
    '',
    summary,
    0,
  ]),
  characters: CHARACTERS.map(([id, category, name, encoding]) => [id, category, say(name, encoding), '', '']),
  classes: CLASSES,
  classtypes: CLASS_TYPES,
  comments: COMMENTS.map(([id, nid, uid, comment]) => [id, nid, uid, comment, 1_202_000_000 + id]),
  favorites: FAVORITES,
  inseries: IN_SERIES,
  log: [[1, 'Wren Harlow added a story', 2, say('\u007f\0\0\u0001'), 1_202_000_000, 'ED']],
  messages: [
    [1, 'welcome', 'Welcome', say('Come in, it’s “warm”.', 'cp1252')],
    [2, 'rules', 'Rules', say('No running.\r\nNo shouting.')],
  ],
  news: NEWS.map((row) => [...row, 2]),
  ratings: RATINGS.map(([id, rating, bits, warning]) => [id, rating, String(bits), warning]),
  series: SERIES.map(([id, title, summary, uid, isOpen]) => [
    id,
    title,
    summary,
    uid,
    isOpen,
    '1',
    0,
    '',
    '',
    0,
    2,
    '',
  ]),
  stats: [['InventedKey7', 1, 2, 3, 4, 5, 6, 7, 8, 9]],
}

type MadeTable = 'authors' | 'authorprefs' | 'stories' | 'chapters' | 'reviews' | 'coauthors' | 'settings'

function settingsRow({ sitekey, name, url, tablePrefix, store, version }: SiteOptions): readonly Cell[] {
  const head = [sitekey, name, 'It shines', url, 'keeper@mail.example', tablePrefix, 'default', '', 'en', 0, 'stories']
  const tail = [0, 1, 0, 0, 0, 200, 200, 1, 2, 0, '<b><i>', 1, 1, 1, 1, 0, 0, 0, 'd/m/y', '- h:i a', 7, 2, 25]
  const flags = [0, 0, 0, 0, 0, 5, 1, 1, 1, 0, 0, 1, 0, 0, 0]
  return [...head, store === 'mysql' ? 'mysql' : 'files', ...tail, ...flags, null, version, null, null, null, 0]
}

function* map<From, To>(items: Iterable<From>, change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item)
}

function* flatMap<From, To>(items: Iterable<From>, change: (item: From) => readonly To[]): Generator<To> {
  for (const item of items) yield* change(item)
}
