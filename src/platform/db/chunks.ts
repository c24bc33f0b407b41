/** Rows in portions that fit one statement, whatever the engine allows for parameters. */
const ROWS_A_STATEMENT = 100

export function chunks<Row>(rows: readonly Row[], size = ROWS_A_STATEMENT): Row[][] {
  const result: Row[][] = []
  for (let at = 0; at < rows.length; at += size) result.push(rows.slice(at, at + size))
  return result
}
