/**
 * The names of fields, values and orders in queries, with those that people bring from other archives.
 *
 * Sources: the search tips of the largest archive (`words>1000`, `sort:>words`, `creators:`, `otp:true`), the search
 * forms of eFiction and of fanfiction.net, and the words of mailing lists.
 */
import type {
  CountField,
  DateField,
  Flag,
  NameField,
  Person,
  QueryRating,
  QuerySort,
  QueryStatus,
  TextPlace,
} from './query.ts'

type TextField = Exclude<TextPlace, 'anywhere'>

export type FieldKind =
  | { readonly kind: 'words'; readonly where: TextField }
  | { readonly kind: 'name'; readonly field: NameField }
  | { readonly kind: 'count'; readonly field: CountField }
  | { readonly kind: 'date'; readonly field: DateField }
  | { readonly kind: 'rating' | 'status' | 'language' | 'person' | 'is' | 'sort' }
  | { readonly kind: 'setting' }
  /** `complete:yes`, `crossover:false` */
  | { readonly kind: 'yes-no'; readonly flag: Flag | 'complete' }

/** By every spelling, folded, without hyphens and underscores. The first of each is the one that we write. */
export const FIELDS: ReadonlyMap<string, FieldKind> = new Map<string, FieldKind>([
  ...spellings({ kind: 'words', where: 'title' }, 'title'),
  ...spellings({ kind: 'words', where: 'summary' }, 'summary description'),
  ...spellings({ kind: 'words', where: 'notes' }, 'notes note'),
  ...spellings({ kind: 'words', where: 'text' }, 'text body story content'),
  ...spellings({ kind: 'words', where: 'about' }, 'about'),
  ...spellings({ kind: 'words', where: 'first' }, 'begins start starts beginning opens'),
  ...spellings({ kind: 'words', where: 'last' }, 'ends end ending closes'),
  ...spellings({ kind: 'name', field: 'by' }, 'by author authors creator creators writer penname pseud'),
  ...spellings({ kind: 'name', field: 'fandom' }, 'fandom fandoms universe show'),
  ...spellings(
    { kind: 'name', field: 'relationship' },
    'relationship relationships pairing pairings ship ships couple',
  ),
  ...spellings({ kind: 'name', field: 'character' }, 'character characters char chars with'),
  ...spellings({ kind: 'name', field: 'warning' }, 'warning warnings archivewarning archivewarnings'),
  ...spellings({ kind: 'name', field: 'category' }, 'category categories'),
  ...spellings({ kind: 'name', field: 'additional' }, 'additional freeform freeforms additionaltag genre genres'),
  ...spellings({ kind: 'name', field: 'tag' }, 'tag tags'),
  ...spellings({ kind: 'name', field: 'series' }, 'series series.title'),
  ...spellings({ kind: 'name', field: 'site' }, 'site archive from source'),
  ...spellings({ kind: 'name', field: 'pov' }, 'pov narrator'),
  ...spellings({ kind: 'count', field: 'words' }, 'words word wordcount length'),
  ...spellings({ kind: 'count', field: 'chapters' }, 'chapters chapter'),
  ...spellings({ kind: 'count', field: 'reviews' }, 'reviews review comments comment'),
  ...spellings({ kind: 'count', field: 'hits' }, 'hits reads'),
  ...spellings({ kind: 'date', field: 'updated' }, 'updated update date revised revisedat dateupdated'),
  ...spellings({ kind: 'date', field: 'posted' }, 'posted published createdat dateposted'),
  ...spellings({ kind: 'rating' }, 'rating rated'),
  ...spellings({ kind: 'status' }, 'status'),
  ...spellings({ kind: 'language' }, 'language lang languageid'),
  ...spellings({ kind: 'setting' }, 'set setting season timeline'),
  ...spellings({ kind: 'person' }, 'told person'),
  ...spellings({ kind: 'is' }, 'is'),
  ...spellings({ kind: 'sort' }, 'sort sorted sortby order orderby'),
  ...spellings({ kind: 'yes-no', flag: 'complete' }, 'complete completed finished'),
  ...spellings({ kind: 'yes-no', flag: 'crossover' }, 'crossover crossovers'),
  ...spellings({ kind: 'yes-no', flag: 'single-pairing' }, 'otp singlepairing'),
  ...spellings({ kind: 'yes-no', flag: 'one-chapter' }, 'oneshot onechapter singlechapter'),
  ...spellings({ kind: 'yes-no', flag: 'round-robin' }, 'roundrobin'),
])

/** The spelling of each field that corrections and help use. */
export const FIELD_NAMES: readonly string[] =
  'title summary notes about text begins ends by fandom relationship character warning category additional tag series site pov words chapters reviews hits updated posted rating status language set told is sort'.split(
    ' ',
  )

export const RATING_NAMES: ReadonlyMap<string, QueryRating> = new Map<string, QueryRating>([
  ...values('general', 'general g k u ga all generalaudiences everyone gen'),
  ...values('teen', 'teen t pg pg13 k+ 12 13 teenandup teenandupaudiences'),
  ...values('mature', 'mature m r 15 16'),
  ...values('explicit', 'explicit e nc17 ma x xxx 18 adult'),
  ...values('unrated', 'unrated notrated none nr unknown'),
])

export const STATUS_NAMES: ReadonlyMap<string, QueryStatus> = new Map<string, QueryStatus>([
  ...values('complete', 'complete completed finished done'),
  ...values('in-progress', 'inprogress wip progress ongoing unfinished incomplete workinprogress'),
  ...values('abandoned', 'abandoned dead hiatus discontinued'),
])

export const PERSON_NAMES: ReadonlyMap<string, Person> = new Map<string, Person>([
  ...values('first', 'first 1st i firstperson'),
  ...values('second', 'second 2nd you secondperson'),
  ...values('third', 'third 3rd he she they thirdperson'),
])

export const FLAG_NAMES: ReadonlyMap<string, Flag | QueryStatus> = new Map<string, Flag | QueryStatus>([
  ...values('crossover', 'crossover'),
  ...values('single-pairing', 'singlepairing otp'),
  ...values('one-chapter', 'onechapter oneshot'),
  ...values('round-robin', 'roundrobin'),
  ...values('series-part', 'seriespart inseries'),
  ...STATUS_NAMES,
])

export const SORT_NAMES: ReadonlyMap<string, QuerySort> = new Map<string, QuerySort>([
  ...values('best', 'best bestmatch match relevance score'),
  ...values('updated', 'updated update date revised revisedat newest recent'),
  ...values('posted', 'posted published created createdat dateposted'),
  ...values('title', 'title alphabetical alpha'),
  ...values('by', 'by author creator authors creators penname'),
  ...values('words', 'words wordcount length longest'),
  ...values('reviews', 'reviews comments'),
  ...values('hits', 'hits reads views popular kudos'),
])

export const YES_NO: ReadonlyMap<string, boolean> = new Map<string, boolean>([
  ...values(true, 'yes true y t 1 only on'),
  ...values(false, 'no false n f 0 off'),
])

/** Languages by their code, their English name and their own: `de`, `german`, `deutsch`. */
export const LANGUAGE_NAMES: ReadonlyMap<string, string> = nameLanguages(
  'ar bg ca cs cy da de el en eo es et eu fa fi fr ga gl he hi hr hu id is it ja ko la lt lv mk ms nb nl nn no pl pt ro ru sk sl sq sr sv th tl tr uk vi zh',
)

/** How a name is looked up: lower case, without what people leave out or put in. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[\s_-]+/g, '')
}

function spellings(kind: FieldKind, names: string): readonly (readonly [string, FieldKind])[] {
  return values(kind, names)
}

function values<const Value>(value: Value, names: string): readonly (readonly [string, Value])[] {
  return names.split(' ').map((name) => [name, value] as const)
}

function nameLanguages(codes: string): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames(['en'], { type: 'language' })
  return new Map(
    codes.split(' ').flatMap((code) => {
      const own = new Intl.DisplayNames([code], { type: 'language' }).of(code)
      return [code, english.of(code), own].flatMap((name) =>
        name === undefined ? [] : [[nameKey(name), code] as const],
      )
    }),
  )
}
