/** The addresses of a list: the same question with something changed. */
import { MAX_QUERY_LENGTH } from '../../search/query/index.ts'
import type { ListPlace } from './ask.ts'
import { readLetter } from './letters.ts'

export interface ListAddress {
  /** Where the list is found; may have a query of its own. */
  readonly base: string
  readonly query: string
  readonly place?: ListPlace
  /** Without the reader's standing rules. */
  readonly isPeeking?: boolean
  /** What somebody called this question. */
  readonly name?: string | undefined
}

export function addressOf({ base, query, place = {}, isPeeking = false, name }: ListAddress): string {
  const [path = '', own = ''] = base.split('?', 2)
  const values = new URLSearchParams(own)
  if (query !== '') values.set('q', query)
  if (name !== undefined && name !== '') values.set('name', name)
  if (isPeeking) values.set('peek', '1')
  if (place.after !== undefined) values.set('after', place.after)
  if (place.before !== undefined) values.set('before', place.before)
  if (place.letter !== undefined) values.set('letter', place.letter.key)
  if (place.isLast === true) values.set('page', 'last')
  return values.size === 0 ? path : `${path}?${values.toString()}`
}

/** The query of an address as it is asked: no longer than a query may be, and one character more to be told so. */
export function queryIn(typed: string | undefined): string {
  return (typed ?? '').slice(0, MAX_QUERY_LENGTH + 1).trim()
}

/** What a feed or a catalogue is asked: programs that follow OPDS 2.0 fill in `query`, everything else says `q`. */
export function feedQueryIn(query: (name: string) => string | undefined): string {
  return queryIn(query('q') ?? query('query'))
}

export function placeIn(query: (name: string) => string | undefined): ListPlace {
  const [after, before] = [query('after'), query('before')]
  if (after !== undefined && ID.test(after)) return { after }
  if (before !== undefined && ID.test(before)) return { before }
  if (query('page') === 'last') return { isLast: true }
  const letter = readLetter(query('letter'))
  return letter === undefined ? {} : { letter }
}

const ID = /^[0-9a-z]{1,20}$/i
