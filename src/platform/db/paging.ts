/**
 * Lists that are read in pages or portions, each behind the last row of the one before: so page 1000 costs what page 1
 * does, and what is added meanwhile moves nothing.
 *
 * One row more than a page shows is asked for; whether it came says whether there are more.
 */

export interface PageOfRows<Row> {
  /** In the order of the list, also where they were read backwards. */
  readonly shown: readonly Row[]
  /** The rows to page on from, where there are more before the first or behind the last. */
  readonly previous: Row | undefined
  readonly next: Row | undefined
}

export interface PageSide {
  /** Towards the beginning of the list; then the rows come in that order. */
  readonly isBackwards?: boolean
  /** Begun at a row in the midst of the list, so that there are more on the side they were not read towards. */
  readonly isInside?: boolean
}

/** What a page shows of up to `size` + 1 rows. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  size: number,
  { isBackwards = false, isInside = false }: PageSide = {},
): PageOfRows<Row> {
  const hasMore = rows.length > size
  const shown = isBackwards ? rows.slice(0, size).toReversed() : rows.slice(0, size)
  return {
    shown,
    previous: (isBackwards ? hasMore : isInside) ? shown[0] : undefined,
    next: (isBackwards ? isInside : hasMore) ? shown.at(-1) : undefined,
  }
}

/** All rows of a list; `read` gives up to `size` of those behind a row, or the first. */
export async function* readPortions<Row>(
  size: number,
  read: (last: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let last: Row | undefined; ; ) {
    const rows = await read(last)
    if (rows.length > 0) yield rows
    last = rows.at(-1)
    if (rows.length < size) return
  }
}
