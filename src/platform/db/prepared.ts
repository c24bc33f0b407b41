/**
 * Queries that are built and compiled once, for pages.
 *
 *     const findTitle = prepared((db, given: Given<{ publicId: string }>) =>
 *       db.selectFrom('work').select('title').where('public_id', '=', given.publicId))
 *
 *     const [work] = await findTitle(db, { publicId })
 *
 * Building a query and turning it into SQL takes Kysely longer than SQLite takes to answer. So a query that a page
 * needs says once what it is given; afterwards only values are bound. Outside a transaction on SQLite it runs at once
 * on the reading connection, past Kysely's queues; elsewhere it goes the ordinary way, compiled already.
 *
 * The values are one each: for lists of varying length, or conditions that come and go, there is `preparedByShape`.
 */
import { type Compilable, type CompiledQuery, type Expression, type Kysely, sql } from 'kysely'
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
  const plans = new WeakMap<SqliteHandle, Plan>()
  const queries = new WeakMap<object, CompiledQuery<Row>>()
  return async (db, values) => {
    const reader = readers.get(db)
    if (reader !== undefined) {
      let plan = plans.get(reader)
      if (plan === undefined) {
        plan = planOf(reader, build(db, givenValues<Values>()).compile())
        plans.set(reader, plan)
      }
      return plan.statement.all(boundValues(plan.parameters, values)) as Row[]
    }
    const { adapter } = db.getExecutor()
    let query = queries.get(adapter)
    if (query === undefined) {
      query = build(db, givenValues<Values>()).compile()
      queries.set(adapter, query)
    }
    const parameters = query.parameters.map((parameter) => fill(parameter, values))
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
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

/** The reading connection behind each open SQLite database; a transaction is another object and is not in here. */
const readers = new WeakMap<object, SqliteHandle>()

export function rememberReader(db: Kysely<Tables>, reader: SqliteHandle): void {
  readers.set(db, reader)
}

interface Plan {
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

function planOf(reader: SqliteHandle, query: CompiledQuery): Plan {
  return {
    statement: reader.statement(query.sql),
    parameters: query.parameters.map((parameter, i) =>
      parameter instanceof Place ? parameter : sqliteValue(parameter, i),
    ),
  }
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
