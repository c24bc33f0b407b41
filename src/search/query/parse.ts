/**
 * Reads a query. Whatever was typed gives a query: what cannot be understood is left out and named, with its place and,
 * where there is a good guess, with what may be meant.
 *
 * Words beside each other must all be there; OR binds weaker than that, a dash in front leaves out.
 */
import { note, type Parser } from './parser.ts'
import type { Clause, Query } from './query.ts'
import { readField } from './read-field.ts'
import { readNear, readWords } from './read-words.ts'
import { type Token, tokenise } from './tokens.ts'

/** Code units of what is typed; the rest is not read. */
export const MAX_QUERY_LENGTH = 4096
export const MAX_CLAUSES = 400
const MAX_DEPTH = 20

/** `today` is the day that "7 days ago" counts from, ISO 8601. */
export function parseQuery(typed: string, today: string): Query {
  const text = typed.slice(0, MAX_QUERY_LENGTH).toWellFormed()
  const { tokens, problems } = tokenise(text)
  const parser: Parser = { text, tokens, at: 0, clauses: 0, today, sorting: null, problems: [...problems] }
  if (typed.length > MAX_QUERY_LENGTH) note(parser, 'too-long', { start: MAX_QUERY_LENGTH, end: MAX_QUERY_LENGTH })
  const found: Clause[] = []
  while (parser.at < tokens.length) {
    found.push(readAny(parser, 0, false))
    const token = tokens[parser.at]
    if (token === undefined) break
    // Only a bracket that nothing opened ends it early.
    note(parser, 'stray-bracket', token.place, { correction: '' })
    parser.at++
  }
  const clause = all(found)
  return {
    clause,
    sorting: parser.sorting,
    problems: parser.problems.toSorted((a, b) => a.place.start - b.place.start),
  }
}

function readAny(parser: Parser, depth: number, isLeftOut: boolean): Clause {
  const of = [readAll(parser, depth, isLeftOut)]
  while (parser.tokens[parser.at]?.kind === 'or') {
    parser.at++
    of.push(readAll(parser, depth, isLeftOut))
  }
  const said = of.filter((each) => !isNothing(each))
  return said.length === 1 && said[0] !== undefined ? said[0] : said.length === 0 ? all([]) : { kind: 'any', of: said }
}

function readAll(parser: Parser, depth: number, isLeftOut: boolean): Clause {
  const of: Clause[] = []
  for (let token = parser.tokens[parser.at]; token !== undefined; token = parser.tokens[parser.at]) {
    if (token.kind === 'or' || token.kind === 'close') break
    const clause = readOne(parser, token, depth, isLeftOut)
    if (clause !== undefined) of.push(clause)
  }
  return all(of)
}

function readOne(parser: Parser, token: Token, depth: number, isLeftOut: boolean): Clause | undefined {
  parser.at++
  if (token.kind === 'not') {
    const after = parser.tokens[parser.at]
    if (after === undefined || after.kind === 'close' || after.kind === 'or') {
      note(parser, 'nothing-after', token.place, { correction: '' })
      return undefined
    }
    const clause = readOne(parser, after, depth, true)
    return clause === undefined || isNothing(clause) ? undefined : { kind: 'not', of: clause }
  }
  if (token.kind === 'open') return readGroup(parser, token, depth, isLeftOut)
  if (++parser.clauses > MAX_CLAUSES) {
    note(parser, 'too-many', token.place)
    return undefined
  }
  const where = isLeftOut ? 'about' : 'anywhere'
  if (token.kind === 'words') return readWords(parser, token.value, where, token.distance)
  if (token.kind === 'near') return readNear(parser, token, where)
  return token.kind === 'field' ? readField(parser, token) : undefined
}

function readGroup(parser: Parser, token: Token, depth: number, isLeftOut: boolean): Clause | undefined {
  if (depth >= MAX_DEPTH) {
    note(parser, 'too-deep', token.place)
    return undefined
  }
  const inside = readAny(parser, depth + 1, isLeftOut)
  const end = parser.tokens[parser.at]
  if (end?.kind === 'close') parser.at++
  else note(parser, 'open-bracket', token.place, { correction: '' })
  return inside
}

function all(of: readonly Clause[]): Clause {
  const said = of.filter((each) => !isNothing(each)).flatMap((each) => (each.kind === 'all' ? each.of : [each]))
  return said.length === 1 && said[0] !== undefined ? said[0] : { kind: 'all', of: said }
}

function isNothing(clause: Clause): boolean {
  return clause.kind === 'all' && clause.of.length === 0
}
