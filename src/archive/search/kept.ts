/** Questions that a reader keeps under a name, in a cookie of this browser; the link to each can be given to others. */
import { answerSeeOther } from '../../ui/index.ts'
import type { Visit } from '../access/index.ts'
import { addressOf, queryIn } from './list-address.ts'
import { nameIn } from './show-list.ts'

const KEPT_COOKIE = 'ficarium_kept'
const MOST_BYTES = 2700
const MOST = 50
const YEAR = 365 * 24 * 60 * 60

export interface KeptQuestion {
  readonly name: string
  readonly query: string
}

export function readKept({ cookie }: Pick<Visit, 'cookie'>): readonly KeptQuestion[] {
  const value = cookie(KEPT_COOKIE)
  if (value === undefined || !/^[\w-]{1,4000}$/.test(value)) return []
  const lines = Buffer.from(value, 'base64url').toString('utf8').split('\n')
  return lines.slice(0, MOST).flatMap((line) => {
    const tab = line.indexOf('\t')
    const name = nameIn(line.slice(0, Math.max(tab, 0)))
    const query = queryIn(line.slice(tab + 1))
    return name === undefined || query === '' ? [] : [{ name, query }]
  })
}

/** `POST /search/kept`: keeps one under its name, in place of another of that name; or forgets one. */
export async function saveKept(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const removed = nameIn(form.get('remove'))
  const name = nameIn(form.get('name'))
  const query = queryIn(form.get('q')).toWellFormed().replaceAll(/\s+/g, ' ')
  const others = readKept(visit).filter((kept) => kept.name !== (removed ?? name))
  const isKept = removed === undefined && name !== undefined && query !== ''
  const all = isKept ? [{ name, query }, ...others] : others
  const address = isKept ? addressOf({ base: '/search', query, name }) : '/search'
  return answerSeeOther(address, browserCookie(visit, KEPT_COOKIE, written(all)))
}

/** The newest that fit: a browser keeps 4096 bytes of a cookie. */
function written(kept: readonly KeptQuestion[]): string {
  const lines = kept.slice(0, MOST).map(({ name, query }) => `${name}\t${query}`)
  while (Buffer.byteLength(lines.join('\n')) > MOST_BYTES) lines.pop()
  return Buffer.from(lines.join('\n')).toString('base64url')
}

/** A cookie that no script reads, kept for a year; an empty one is taken away. */
export function browserCookie({ archive }: Pick<Visit, 'archive'>, name: string, value: string): string {
  const secure = archive.url.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${value === '' ? 0 : YEAR}; SameSite=Lax; HttpOnly${secure}`
}
