/**
 * A statement: words outside the story's own sentences (a label's value, a summary, a note, a heading), which say what
 * they say of the story as a whole. Names in a statement are stated; names in the story only suggest.
 */
import { joinRuns, type Run, sliceRun } from '../../run.ts'
import type { Found } from '../evidence.ts'

export type StatementRole =
  | 'fandom'
  | 'pairing'
  | 'characters'
  | 'setting'
  | 'spoilers'
  | 'pov'
  | 'title'
  | 'heading'
  | 'summary'
  | 'notes'
  | 'disclaimer'
  | 'keywords'

export interface Statement {
  readonly role: StatementRole
  /** The words without their label. */
  readonly run: Run
}

/** A suggestion for a field of the work, before its runs have become lines. */
export interface MaybeField {
  readonly field: 'fandoms' | 'relationships' | 'characters' | 'setting'
  readonly value: string
  readonly confidence: number
  /** One sentence for a person. */
  readonly why: string
  readonly evidence: readonly Run[]
}

/** Longer statements are read up to here: a header that holds a whole chapter is a misreading. */
const STATEMENT_MAX_UNITS = 20_000

/** What the value of a label of the dictionary is as a statement; null for labels that say nothing about a canon. */
export function roleOfLabel(key: string): StatementRole | null {
  return ROLE_OF_LABEL[key] ?? null
}

const ROLE_OF_LABEL: Readonly<Record<string, StatementRole>> = {
  fandom: 'fandom',
  pairing: 'pairing',
  codes: 'pairing',
  characters: 'characters',
  pov: 'pov',
  setting: 'setting',
  season: 'setting',
  spoilers: 'spoilers',
  title: 'title',
  chapterTitle: 'heading',
  summary: 'summary',
  notes: 'notes',
  endNotes: 'notes',
  disclaimer: 'disclaimer',
  warnings: 'keywords',
  category: 'keywords',
  classification: 'keywords',
  keywords: 'keywords',
  genre: 'keywords',
  series: 'keywords',
  sequelTo: 'keywords',
}

/** The statement that a found field makes: its words as written, where they stand in its evidence. */
export function statementOf(role: StatementRole, found: Found<unknown>): Statement {
  const whole = joinRuns(found.evidence, ' ')
  const at = found.asWritten === '' ? -1 : whole.text.indexOf(found.asWritten)
  const run = at < 0 ? whole : sliceRun(whole, at, at + found.asWritten.length)
  return { role, run: sliceRun(run, 0, Math.min(run.text.length, STATEMENT_MAX_UNITS)) }
}

/** A statement for every time that the same words were said: the headers of posted parts repeat them. */
export function statementsOf(role: StatementRole, found: Found<unknown>): Statement[] {
  const whole = joinRuns(found.evidence, ' ')
  const { asWritten } = found
  if (asWritten === '' || asWritten.length > STATEMENT_MAX_UNITS) return [statementOf(role, found)]
  const statements: Statement[] = []
  for (let at = whole.text.indexOf(asWritten); at >= 0 && statements.length < EVIDENCE_MAX; ) {
    statements.push({ role, run: sliceRun(whole, at, at + asWritten.length) })
    at = whole.text.indexOf(asWritten, at + asWritten.length)
  }
  return statements.length === 0 ? [statementOf(role, found)] : statements
}

/** A fact keeps so many pieces of evidence; who is named a thousand times needs no thousand lines. */
const EVIDENCE_MAX = 12

/** Facts with the same value become one, with the evidence of all and the best rule first. */
export function mergeFound<Fact extends Found>(facts: readonly Fact[]): readonly Fact[] {
  const byValue = new Map<string, Fact>()
  for (const fact of facts) {
    const known = byValue.get(fact.value)
    if (known === undefined) byValue.set(fact.value, fact)
    else {
      const [best, other] = fact.confidence > known.confidence ? [fact, known] : [known, fact]
      const evidence = [...best.evidence, ...other.evidence].slice(0, EVIDENCE_MAX)
      byValue.set(fact.value, { ...best, evidence })
    }
  }
  return [...byValue.values()]
}
