/**
 * What a reader never wants to see, kept in a cookie of this browser: up to some lines of the query language, each of
 * which hides the works that fit it.
 *
 *     major character death
 *     fandom:"The Clockwork Kit" -rating:general
 *     by:"Somebody"
 *
 * A bare word is looked for in what is said about a work and not in its text, as everywhere that something is left out.
 * A line that begins with a dash means what stands behind it: whoever writes "-angst" here wants none of it.
 */
import {
  type Clause,
  MAX_QUERY_LENGTH,
  parseQuery,
  partsOf,
  type Query,
  type QueryProblem,
  type TextPlace,
  writeQuery,
} from '../../search/query/index.ts'
import type { Condition } from '../../search/question.ts'
import type { Asking } from './asking.ts'
import { resolveQuery, type UnknownName } from './resolve.ts'

export const RULES_COOKIE = 'ficarium_hide'
/** Code units; a browser keeps 4096 bytes of a cookie. */
export const MAX_RULES = 2000
const MAX_LINES = 60

export interface Rule {
  readonly text: string
  readonly clause: Clause
  readonly problems: readonly QueryProblem[]
}

export function readRules(text: string, today: string): readonly Rule[] {
  return text
    .slice(0, MAX_RULES)
    .toWellFormed()
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/^-+\s*/, ''))
    .filter((line) => line !== '')
    .slice(0, MAX_LINES)
    .map((line) => {
      const { clause, problems } = parseQuery(line, today)
      return { text: line, clause: aboutWorks(clause), problems }
    })
}

/** What the rules hide; undefined where there are none that say something. */
export async function hiddenBy(
  asking: Asking,
  rules: readonly Rule[],
): Promise<{ readonly condition: Condition; readonly unknown: readonly UnknownName[] } | undefined> {
  const of = rules.map(({ clause }) => clause).filter((clause) => clause.kind !== 'all' || clause.of.length > 0)
  if (of.length === 0) return undefined
  return resolveQuery(asking, { clause: { kind: 'any', of } })
}

/**
 * The question with the rules written into it, for programs that have no cookie of this browser; undefined where a query
 * cannot be that long.
 */
export function withRules(query: Pick<Query, 'clause' | 'sorting'>, rules: readonly Rule[]): string | undefined {
  const left = rules
    .filter(({ clause }) => clause.kind !== 'all' || clause.of.length > 0)
    .map(({ clause }): Clause => ({ kind: 'not', of: clause }))
  const asked = partsOf(query).filter((part) => part.kind !== 'all' || part.of.length > 0)
  const text = writeQuery({ clause: { kind: 'all', of: [...asked, ...left] }, sorting: query.sorting })
  return text.length <= MAX_QUERY_LENGTH && parseQuery(text, '2000-01-01').problems.length === 0 ? text : undefined
}

export function rulesFromCookie(cookie: string | undefined): string {
  if (cookie === undefined || !/^[\w-]{1,4000}$/.test(cookie)) return ''
  return Buffer.from(cookie, 'base64url').toString('utf8').slice(0, MAX_RULES)
}

/** Bytes count here, and letters of some scripts are three; what does not fit is cut at a line. */
export function rulesForCookie(text: string): string {
  const lines = text
    .slice(0, MAX_RULES)
    .toWellFormed()
    .split(/\r\n?|\n/)
  while (Buffer.byteLength(lines.join('\n')) > MOST_BYTES) lines.pop()
  return Buffer.from(lines.join('\n')).toString('base64url')
}

const MOST_BYTES = 2700

function aboutWorks(clause: Clause): Clause {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return { ...clause, of: clause.of.map(aboutWorks) }
    case 'not':
      return { ...clause, of: aboutWorks(clause.of) }
    case 'near':
      return { ...clause, where: aboutPlace(clause.where), of: clause.of.map(aboutWords) }
    case 'word':
    case 'phrase':
      return aboutWords(clause)
    case 'field':
      return clause
  }
}

function aboutWords<Words extends { readonly where: TextPlace }>(clause: Words): Words {
  return { ...clause, where: aboutPlace(clause.where) }
}

function aboutPlace(where: TextPlace): TextPlace {
  return where === 'anywhere' ? 'about' : where
}
