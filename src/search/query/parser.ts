/** Where the reading of a query stands: what was cut, how far it is, and what has been noted. */
import type { Place, QueryProblem, Sorting } from './query.ts'
import { problem, type Token } from './tokens.ts'

export interface Parser {
  readonly text: string
  readonly tokens: readonly Token[]
  at: number
  clauses: number
  readonly today: string
  sorting: Sorting | null
  readonly problems: QueryProblem[]
}

export function note(
  parser: Parser,
  code: QueryProblem['code'],
  place: Place,
  more: { readonly correction?: string | null; readonly choices?: readonly string[] } = {},
): void {
  if (code.startsWith('too-') && parser.problems.some((each) => each.code === code)) return
  parser.problems.push(problem(code, parser.text, place, more))
}
