/**
 * Queries that are built and compiled once, for pages and for what an import does with every work.
 *
 *     const findTitle = prepared((db, given: Given<{ publicId: string }>) =>
 *       db.selectFrom('work').select('title').where('public_id', '=', given.publicId))
 *
 *     const [work] = await findTitle(db, { publicId })
 *
 * Building a query and turning it into SQL takes Kysely longer than SQLite takes to answer. So a query that is asked
 * often says once what it is given; afterwards only values are bound. On SQLite it runs at once, past Kysely's queues, in
 * a transaction or when it only reads; elsewhere it goes the ordinary way, compiled already.
 *
 * The values are one each: for lists of varying length, or conditions that come and go, there is `preparedByShape`.
 */
import { type Compilable, type CompiledQuery, type Expression, type Kysely, sql } from 'kysely'
import { handleOf } from './handles.ts'
import { onlyReads } from './sqlite-dialect.ts'
import { type SqliteHandle, type Statement, sqliteValue } from './sqlite-handle.ts'
import type { Tables } from './tables.ts'
import type { Value } from './values.ts'

export type Given<Values> = { readonly [Name in keyof Values]: Expression<Values[Name]> }

export type Prepared<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<Row[]>

export type PreparedByShape<Shape, Values, Row> = (db: Kysely<Tables>, shape: Shape, values: Values) => Promise<Row[]>

/** Shapes kept for one `preparedByShape`; people combine filters in more ways than are worth keeping. */
const SHAPES_KEPT = 500

export function prepared<Values extends object, Row>(
  build: (db: Kysely<Tables>, given: Given<Values>) => Compilable<Row>,
): Prepared<Values, Row> {
  const run = preparedQuery(build)
  return async (db, values) => (await run(db, values)).rows
}

/** A prepared change, which gives the number of rows that it made, changed or removed. */
export function preparedChange<Values extends object>(
  build: (db: Kysely<Tables>, given: Given<Values>) => Compilable,
): (db: Kysely<Tables>, values: Values) => Promise<number> {
  const run = preparedQuery(build)
  return async (db, values) => (await run(db, values)).changes
}

interface Answer<Row> {
  readonly rows: Row[]
  readonly changes: number
}

function preparedQuery<Values extends object, Row>(
  build: (db: Kysely<Tables>, given: Given<Values>) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Answer<Row>> {
  const plans = new WeakMap<SqliteHandle, Plan>()
  const queries = new WeakMap<object, CompiledQuery<Row>>()
  return async (db, values) => {
    const handle = handleOf(db)
    if (handle !== undefined) {
      let plan = plans.get(handle)
      if (plan === undefined) {
        plan = planOf(handle, build(db, givenValues<Values>()).compile(), db.isTransaction)
        plans.set(handle, plan)
      }
      if (plan.runsHere) return runPlan(plan, values) as Answer<Row>
    }
    const { adapter } = db.getExecutor()
    let query = queries.get(adapter)
    if (query === undefined) {
      query = build(db, givenValues<Values>()).compile()
      queries.set(adapter, query)
    }
    const parameters = query.parameters.map((parameter) => fill(parameter, values))
    const { rows, numAffectedRows } = await db.executeQuery<Row>({ ...query, parameters })
    return { rows, changes: Number(numAffectedRows ?? 0n) }
  }
}

/** A prepared query for each shape that the question may have, for instance which filters are set. */
export function preparedByShape<Shape, Values extends object, Row>(
  nameOf: (shape: Shape) => string,
  build: (db: Kysely<Tables>, given: Given<Values>, shape: Shape) => Compilable<Row>,
): PreparedByShape<Shape, Values, Row> {
  const byName = new Map<string, Prepared<Values, Row>>()
  return (db, shape, values) => {
    const name = nameOf(shape)
    let query = byName.get(name)
    if (query === undefined) {
      if (byName.size >= SHAPES_KEPT) byName.delete(byName.keys().next().value as string)
      query = prepared((builder, given) => build(builder, given, shape))
      byName.set(name, query)
    }
    return query(db, values)
  }
}

interface Plan {
  /** The connection outside a transaction only reads. */
  readonly runsHere: boolean
  readonly statement: Statement
  readonly parameters: readonly (Place | Value)[]
}

/** Stands in a compiled query where a value will be. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

function givenValues<Values extends object>(): Given<Values> {
  return new Proxy({} as Given<Values>, {
    get: (_, name) => sql`${new Place(String(name))}`,
  })
}

function planOf(handle: SqliteHandle, query: CompiledQuery, mayWrite: boolean): Plan {
  return {
    runsHere: mayWrite || onlyReads(query),
    statement: handle.statement(query.sql),
    parameters: query.parameters.map((parameter, i) =>
      parameter instanceof Place ? parameter : sqliteValue(parameter, i),
    ),
  }
}

function runPlan({ statement, parameters }: Plan, values: object): Answer<unknown> {
  const bound = boundValues(parameters, values)
  if (!statement.returnsRows) return { rows: [], changes: statement.run(bound).changes }
  const rows = statement.all(bound)
  return { rows, changes: rows.length }
}

function boundValues(parameters: readonly (Place | Value)[], values: object): Value[] {
  const bound: Value[] = []
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i] as Place | Value
    bound.push(parameter instanceof Place ? sqliteValue(fill(parameter, values), i) : parameter)
  }
  return bound
}

function fill(parameter: unknown, values: object): unknown {
  return parameter instanceof Place ? (values as Record<string, unknown>)[parameter.name] : parameter
}
