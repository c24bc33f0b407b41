/**
 * Takes a table of an old site in portions: reads the values of each in threads, a few portions ahead, and writes what
 * they became in the order of the dump, each portion in one transaction with its entries in the books.
 *
 * Rows that came before, just as they are, are passed over. A value that breaks its reading is left out and named; the
 * dump among the originals has it.
 */
import type { ValueEvidence } from '../../intake/values/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { bytesOf } from './cells.ts'
import { type KnownSiteRow, portionsOf, type RescueContext, type SiteNote } from './context.ts'
import type { SiteRow } from './staged-site.ts'
import { ValueFault } from './values/value-pool.ts'
import type { SingleValue } from './values/value-task.ts'

/** Hands out what a value will be once those of its portion are read. */
export interface ValueBatch {
  /** A column in one line, without markup; '' when it holds nothing. */
  readonly line: (row: SiteRow, column: string) => () => string
  /** Story HTML; null when there is no word in it. */
  readonly html: (row: SiteRow, column: string) => () => string | null
  readonly htmlOf: (row: SiteRow, bytes: Uint8Array | null) => () => string | null
}

export interface TableRescue<Draft> {
  readonly table: string
  readonly rowsAPortion?: number
  /** Asks for values; what it gives is called when they are there. */
  readonly prepare: (batch: ValueBatch, each: KnownSiteRow) => () => Draft
  readonly write: (tx: Db, drafts: readonly Draft[]) => Promise<void>
}

/** A portion is a task for each thread; more of them would only be held. */
const PORTIONS_AHEAD = 6

/** Bytes that a TEXT column holds; MySQL cut what was longer. */
const TEXT_COLUMN = 65_535

export async function rescueTable<Draft>(context: RescueContext, rescue: TableRescue<Draft>): Promise<void> {
  const { table, rowsAPortion = 100, prepare, write } = rescue
  const ahead: Promise<ReadPortion<Draft>>[] = []
  async function writeNext(): Promise<void> {
    const { drafts, notes, weight } = await (ahead.shift() as Promise<ReadPortion<Draft>>)
    await context.writes.add(async (tx) => {
      await write(tx, drafts)
      await context.note(tx, notes)
    }, weight)
  }
  for await (const portion of portionsOf(context, table, rowsAPortion)) {
    const changed = portion.filter(({ row, known }) => known?.rowSha256 !== row.sha256)
    if (changed.length === 0) continue
    const read = readPortion(context, changed, prepare)
    // It is waited for in its turn; a failure before that is not unhandled.
    read.catch(() => {})
    ahead.push(read)
    if (ahead.length > PORTIONS_AHEAD) await writeNext()
  }
  while (ahead.length > 0) await writeNext()
  await context.writes.finish()
}

interface ReadPortion<Draft> {
  readonly drafts: readonly Draft[]
  readonly notes: readonly SiteNote[]
  /** About how many bytes a write of it is. */
  readonly weight: number
}

async function readPortion<Draft>(
  context: RescueContext,
  rows: readonly KnownSiteRow[],
  prepare: TableRescue<Draft>['prepare'],
): Promise<ReadPortion<Draft>> {
  const evidence = evidenceByRow(context)
  const lines = collect(evidence)
  const texts = collect(evidence)
  const batch: ValueBatch = {
    line: (row, column) => {
      const bytes = bytesOf(row, column)
      const simple = bytes === null ? '' : simpleText(bytes)
      if (simple !== undefined) return () => simple
      const at = lines.add(row, bytes)
      return () => lineValues[at] ?? ''
    },
    html: (row, column) => batch.htmlOf(row, bytesOf(row, column)),
    htmlOf: (row, bytes) => {
      const at = texts.add(row, bytes)
      return () => textValues[at] || null
    },
  }
  const makers = rows.map((each) => prepare(batch, each))
  const [lineValues, textValues] = await Promise.all([
    readAll((values) => context.values.read('line', values), lines.values),
    readAll((values) => context.values.read('html', values), texts.values),
  ])
  return {
    drafts: makers.map((make) => make()),
    notes: [...lines.notes(lineValues), ...texts.notes(textValues)],
    weight: [...lines.values, ...texts.values].reduce((sum, { bytes }) => sum + bytes.length, 1000),
  }
}

/** The quotes of a row's values are counted once for all of them; rows of which the same is known share one object. */
function evidenceByRow(context: RescueContext): (row: SiteRow) => ValueEvidence {
  const byRow = new Map<SiteRow, ValueEvidence>()
  const limited = new Map<ValueEvidence, ValueEvidence>()
  return (row) => {
    const known = byRow.get(row)
    if (known !== undefined) return known
    const evidence = context.evidenceOf(row)
    const withLimit = limited.get(evidence) ?? { ...evidence, columnLimit: TEXT_COLUMN }
    limited.set(evidence, withLimit)
    byRow.set(row, withLimit)
    return withLimit
  }
}

/** Most names are of letters, digits and blanks, and need no reading; undefined for others. */
function simpleText(bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST_SIMPLE) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return /^[\w .,!-]*$/.test(text) ? text.replaceAll(/ +/g, ' ').trim() : undefined
}

const LONGEST_SIMPLE = 100

function collect(evidenceOf: (row: SiteRow) => ValueEvidence) {
  const values: SingleValue[] = []
  const rows: SiteRow[] = []
  return {
    values,
    /** Gives the value's place; none for nothing. */
    add(row: SiteRow, bytes: Uint8Array | null): number {
      if (bytes === null || bytes.length === 0) return -1
      rows.push(row)
      return values.push({ bytes, evidence: evidenceOf(row) }) - 1
    },
    notes: (read: readonly (string | undefined)[]): SiteNote[] =>
      rows.flatMap((row, at): SiteNote[] => {
        const place = `${row.table}/${row.key}`
        if (read[at] === undefined) return [{ row, code: 'odd-value', why: `A value of ${place} could not be read.` }]
        if (values[at]?.bytes.length !== TEXT_COLUMN) return []
        return [
          { row, code: 'lost-end', why: `A text of ${place} was cut where the old database had no room for more.` },
        ]
      }),
  }
}

/** Undefined for values whose reading breaks. */
async function readAll(
  read: (values: readonly SingleValue[]) => Promise<readonly string[]>,
  values: readonly SingleValue[],
): Promise<readonly (string | undefined)[]> {
  if (values.length === 0) return []
  try {
    return await read(values)
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error
    // One of them breaks the reading: it is found by halves, and the others come in.
    if (values.length === 1) return [undefined]
    const half = values.length >> 1
    return [...(await readAll(read, values.slice(0, half))), ...(await readAll(read, values.slice(half)))]
  }
}
