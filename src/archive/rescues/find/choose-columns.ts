/**
 * Chooses the names of columns for rows that come without: by how many values they have, and by what those look like.
 *
 *     ("3", "The Lamp", "It burns.", "", "1,4", …)  21 values of stories    sid, title, summary, storynotes, catid …
 *
 * A wrong name would put a password where a pen name should be, so an order is taken only when the values look like
 * what it says they are. Otherwise columns are called `column1` and so on, and nothing is lost but their meaning.
 */
import { type ColumnOrder, TABLE_ORDERS } from './table-orders.ts'

/** The beginning of a value; null is NULL. */
export type Sample = readonly (string | null)[]

export interface ChosenColumns {
  readonly columns: readonly string[]
  /** Why, in a sentence; or why not. */
  readonly why: string
  /** False when some columns have no name of their own. */
  readonly isKnown: boolean
}

export function chooseColumns(table: string, size: number, samples: readonly Sample[]): ChosenColumns {
  const orders = TABLE_ORDERS[table] ?? []
  const fitting = bestOf(
    orders.filter(({ columns }) => columns.length === size),
    samples,
  )
  if (fitting !== undefined) {
    const why = `Rows of ${table} have no column names; their ${size} values fit the columns of eFiction ${fitting.version}.`
    return { columns: fitting.columns, why, isKnown: true }
  }
  const shorter = bestOf(
    orders.filter(({ columns }) => columns.length < size && columns.length >= LEAST_FOR_MORE),
    samples,
  )
  if (shorter !== undefined) {
    const columns = Array.from({ length: size }, (_, i) => shorter.columns[i] ?? `column${i + 1}`)
    const why = `Rows of ${table} have no column names; the first ${shorter.columns.length} of their ${size} values fit eFiction ${shorter.version}, what the others are is not known.`
    return { columns, why, isKnown: false }
  }
  return unknownColumns(table, size)
}

export function unknownColumns(table: string, size: number): ChosenColumns {
  const columns = Array.from({ length: size }, (_, i) => `column${i + 1}`)
  return { columns, why: `What the ${size} columns of ${table} are is not known.`, isKnown: false }
}

/** A short table with one column more may be any. */
const LEAST_FOR_MORE = 6

/** Share of values that look like what their column holds. */
const GOOD_FIT = 0.9

function bestOf(orders: readonly ColumnOrder[], samples: readonly Sample[]): ColumnOrder | undefined {
  return orders
    .map((order) => ({ order, fit: fitOf(order.columns, samples) }))
    .filter(({ fit }) => fit >= GOOD_FIT)
    .toSorted((a, b) => b.fit - a.fit || b.order.columns.length - a.order.columns.length)[0]?.order
}

function fitOf(columns: readonly string[], samples: readonly Sample[]): number {
  let looked = 0
  let fitting = 0
  for (const sample of samples) {
    for (const [i, column] of columns.entries()) {
      const shape = SHAPES[column]
      const value = sample[i]
      // An empty value fits a text, and a number that a backup wrote for NULL.
      if (shape === undefined || value === undefined || value === null || value === '') continue
      looked++
      if (shape.test(value)) fitting++
    }
  }
  return looked === 0 ? 1 : fitting / looked
}

const NUMBER = /^-?\d+$/
const FLAG = /^-?\d{1,2}$/
/** A Unix time or `2004-03-05 12:00:00`. */
const TIME = /^(?:\d{1,11}|\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?)$/
/** `1,4,17`, also with blanks and a comma at the end; before 3.0 names stood there. */
const IDS = /^[\s\d,]*$|^[^<>\n]{0,250}$/
const HASH = /^(?:[0-9a-f]{32,40}|0|[^\s<>]{0,40})$/i
const WORD = /^[\w.-]{1,60}$/

const SHAPES: Readonly<Record<string, RegExp>> = {
  ...shaped(
    NUMBER,
    'sid chapid uid parentcatid class_id class_type classtype_id field field_id chalid cid nid favuid seriesid subseriesid inseriesid log_id log_uid message_id id link_id panel_id poll_id reviewid item psid wordcount count counter reviews numreviews numstories numitems displayorder inorder responses block_id code_id stories chapters series authors members reviewers newestmember maxwords minwords imageheight imagewidth',
  ),
  ...shaped(
    FLAG,
    'featured validated completed rr confirmed isopen respond newreviews newrespond ageconsent alertson tinyMCE sortby storyindex level contact admincreated field_type field_on locked leveldown ratingwarning block_status panel_level panel_order panel_hidden link_target link_access submissionsoff autovalidate coauthallowed favorites',
  ),
  ...shaped(TIME, 'date updated time log_timestamp poll_start'),
  // One category of a character, several of a story.
  ...shaped(/^-?[\d,\s]*$/, 'catid'),
  ...shaped(IDS, 'classes challenges characters charid gid wid'),
  ...shaped(/^(?:[A-Z]{2})?$/, 'type log_type'),
  ...shaped(/^(?:files|mysql)?$/, 'store'),
  ...shaped(/^[^\s@]+@[^\s@]+$|^\s*$|^[^@\s]{0,60}$/, 'email siteemail'),
  ...shaped(HASH, 'password'),
  ...shaped(WORD, 'sitekey message_name language panel_type storiespath'),
}

function shaped(shape: RegExp, columns: string): Record<string, RegExp> {
  return Object.fromEntries(columns.split(' ').map((column) => [column, shape]))
}
