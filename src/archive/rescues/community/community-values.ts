/** Small things that every part of a community's rescue says of rows: names as they may be shown, dates, rows set aside. */
import { readDate } from '../../../intake/values/index.ts'
import { withoutMailAddresses } from '../../../kernel/mail-address.ts'
import { opaqueContent } from '../books/opaque.ts'
import type { OpaqueReason } from '../books/opaque-reasons.ts'
import type { SetAsideRow } from '../books/records-store.ts'
import { bytesOf } from '../cells.ts'
import type { SiteNote } from '../context.ts'
import type { SiteRow } from '../staged-site.ts'

/** The first of these columns that the row has, whatever it holds: names changed over the years. */
export function columnOf(row: SiteRow, ...names: readonly [string, ...string[]]): string {
  return names.find((name) => row.values.has(name)) ?? names[0]
}

/** A name as it may be shown: of an e-mail address only what stands before the @. Null for no name. */
export function shownName(name: string): string | null {
  const shown = withoutMailAddresses(name, (user) => user).trim()
  // What the column holds when nothing was put there.
  return shown === '' || shown === '0' ? null : shown
}

/** When something was posted, and a key to sort it by. */
export function postedOf(
  row: SiteRow,
  column: string,
): { readonly postedAt: string | null; readonly postedKey: string } {
  const postedAt = readDate(bytesOf(row, column))
  return { postedAt, postedKey: postedAt?.replace('Z', '') ?? '' }
}

export function asideFor(row: SiteRow, reason: OpaqueReason): SetAsideRow {
  return { row, reason, content: opaqueContent(row) }
}

/** That a newer dump and somebody here changed the same thing. */
export function conflictNote(row: SiteNote['row'], what: string, name: string): SiteNote {
  return {
    row,
    code: 'changed-here',
    why: `The newer dump changes the ${WORDS[name] ?? name} of the ${what}, which was changed here since. What stands here was kept.`,
  }
}

const WORDS: Readonly<Record<string, string>> = {
  html: 'text',
  entries: 'list',
  creators: 'authors',
  penNameId: 'author',
  challengerName: 'name of who set it',
  authorName: 'name of who wrote it',
  postedAt: 'date',
  postedKey: 'date',
  by: 'name of who wrote it',
  target: 'place',
}
