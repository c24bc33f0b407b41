/**
 * The words of a site: the tree of its categories, its characters, the classes of each type (genres, warnings …) and its
 * ratings; of older versions genres and warnings in tables of their own. They are kept as the site had them; what they
 * mean here is said elsewhere (`mapping/`).
 *
 * Categories may lie in each other, or in one that is gone. A circle is cut at one place and an orphan stands at the top;
 * both are said.
 */
import { readPlainValue } from '../../../intake/values/index.ts'
import { extraOf } from '../books/opaque.ts'
import type { RowRecord } from '../books/records-store.ts'
import { bytesOf, countOf, idOf, wholeOf, wordOf } from '../cells.ts'
import { type KnownSiteRow, portionsOf, type SiteNote, type TermKind } from '../context.ts'
import { cutCircles } from '../cut-circles.ts'
import { type OpenContext, termName } from '../open-context.ts'
import type { SiteRow } from '../staged-site.ts'
import { saveTermParents, saveTerms, type TermFacts } from './terms-store.ts'

/** Where a kind of term stands in the old tables; columns of several versions, the first that is there counts. */
interface TermTable {
  readonly kind: TermKind
  readonly table: string
  readonly id: string
  readonly name: readonly string[]
  readonly description: readonly string[]
  readonly parent: string | null
  readonly position: string | null
}

const TERM_TABLES: readonly TermTable[] = [
  {
    kind: 'category',
    table: 'categories',
    id: 'catid',
    name: ['category'],
    description: ['description'],
    parent: 'parentcatid',
    position: 'displayorder',
  },
  {
    kind: 'character',
    table: 'characters',
    id: 'charid',
    name: ['charname'],
    description: ['bio'],
    parent: 'catid',
    position: null,
  },
  {
    kind: 'class',
    table: 'classes',
    id: 'class_id',
    name: ['class_name'],
    description: [],
    parent: null,
    position: null,
  },
  {
    kind: 'rating',
    table: 'ratings',
    id: 'rid',
    name: ['rating'],
    description: ['warningtext'],
    parent: null,
    position: null,
  },
  { kind: 'genre', table: 'genres', id: 'gid', name: ['genre'], description: [], parent: null, position: null },
  {
    kind: 'warning',
    table: 'warnings',
    id: 'wid',
    name: ['warning'],
    description: [],
    parent: null,
    position: null,
  },
]

export async function rescueTerms(context: OpenContext): Promise<void> {
  const types = await readClassTypes(context)
  for (const table of TERM_TABLES) {
    for await (const portion of portionsOf(context, table.table)) await savePortion(context, table, portion, types)
  }
  await context.writes.finish()
  await linkParents(context)
}

interface ClassType {
  readonly title: string
  readonly row: SiteRow
}

async function readClassTypes(context: OpenContext): Promise<ReadonlyMap<string, ClassType>> {
  const types = new Map<string, ClassType>()
  for await (const row of context.site.rows('classtypes')) {
    const title = plainOf(context, row, ['classtype_title', 'classtype_name'])
    types.set(idOf(row, 'classtype_id'), { title, row })
  }
  const placed = new Set(['classtype_id', 'classtype_title'])
  const records = [...types.values()].map(
    ({ row }): RowRecord => ({ row, kind: 'site_term', targetId: null, extra: extraOf(row, placed) }),
  )
  await context.writes.add((tx) => context.record(tx, records), 0)
  return types
}

function plainOf(context: OpenContext, row: SiteRow, columns: readonly string[]): string {
  for (const column of columns) {
    const bytes = bytesOf(row, column)
    const text = bytes === null ? '' : readPlainValue(bytes, context.evidenceOf(row)).text
    if (text !== '') return text
  }
  return ''
}

async function savePortion(
  context: OpenContext,
  table: TermTable,
  portion: readonly KnownSiteRow[],
  types: ReadonlyMap<string, ClassType>,
): Promise<void> {
  const valuesOf = (columns: readonly string[]) =>
    portion.map(({ row }) => ({
      bytes: columns.map((column) => bytesOf(row, column)).find((bytes) => bytes !== null) ?? new Uint8Array(),
      evidence: context.evidenceOf(row),
    }))
  const names = await context.values.read('line', valuesOf(table.name))
  const descriptions = await context.values.read('text', valuesOf(table.description))
  const rows = portion.map(({ row }) => row)
  const terms = rows.map((row, i) => termOf(row, table, names[i] ?? '', descriptions[i] ?? '', types))
  await context.writes.add(async (tx) => {
    const ids = await saveTerms(tx, context.siteId, terms)
    for (const [i, term] of terms.entries()) {
      context.terms.set(termName(term.kind, term.oldId), ids[i] as number)
    }
    const records = rows.map(
      (row, i): RowRecord => ({
        row,
        kind: 'site_term',
        targetId: ids[i] as number,
        extra: extraOf(row, placedOf(table)),
      }),
    )
    await context.record(tx, records)
    await context.note(
      tx,
      rows.flatMap((row) => notesOfClass(row, table, types)),
    )
  }, 200 * rows.length)
}

function placedOf({ id, name, description, parent, position }: TermTable): ReadonlySet<string> {
  return new Set([id, ...name, ...description, parent ?? id, position ?? id, 'class_type', 'ratingwarning'])
}

function termOf(
  row: SiteRow,
  table: TermTable,
  name: string,
  description: string,
  types: ReadonlyMap<string, ClassType>,
): TermFacts {
  const parent = table.parent === null ? '' : wordOf(row, table.parent)
  return {
    kind: table.kind,
    oldId: row.key,
    name: name === '' ? `${table.kind} ${row.key}` : name,
    typeName: table.kind === 'class' ? (types.get(idOf(row, 'class_type'))?.title ?? null) : null,
    description: description === '' ? null : description,
    oldParent: parent === '' ? null : parent,
    bits: table.kind === 'rating' ? bitsOf(row) : null,
    position: table.position === null ? 0 : (countOf(row, table.position) ?? 0),
  }
}

/** Three bits since 3.0; before, `1` in a column of its own meant that a warning is shown. */
function bitsOf(row: SiteRow): number {
  const bits = wholeOf(row, 'ratingwarning')
  return bits === null ? 0 : bits & 7
}

function notesOfClass(row: SiteRow, { kind }: TermTable, types: ReadonlyMap<string, ClassType>): SiteNote[] {
  if (kind !== 'class' || types.has(idOf(row, 'class_type'))) return []
  const type = wordOf(row, 'class_type')
  return [{ row, code: 'dangling-id', why: `This class is of the type ${type}, which the site does not have.` }]
}

interface ParentLink {
  readonly row: SiteRow
  readonly kind: TermKind
  readonly from: string
  readonly to: string
}

/** The category above each category, and that of each character. */
async function linkParents(context: OpenContext): Promise<void> {
  const links: ParentLink[] = []
  const notes: SiteNote[] = []
  for (const { kind, table, parent } of TERM_TABLES) {
    if (parent === null) continue
    for await (const row of context.site.rows(table)) {
      const to = idOf(row, parent)
      if (to === '') continue
      if (context.termOf('category', to) === undefined) notes.push(strayNote(row, kind, to))
      else links.push({ row, kind, from: row.key, to })
    }
  }
  const cut = cutCircles(links.filter(({ kind }) => kind === 'category'))
  notes.push(...[...cut].map(({ row, to }) => circleNote(row, to)))
  const parents = links.flatMap((link) => {
    const id = context.termOf(link.kind, link.from)
    const parentId = cut.has(link) ? null : (context.termOf('category', link.to) ?? null)
    return id === undefined ? [] : [{ id, parentId }]
  })
  for (let at = 0; at < parents.length; at += AT_ONCE) {
    await context.writes.add((tx) => saveTermParents(tx, parents.slice(at, at + AT_ONCE)), AT_ONCE * 100)
  }
  await context.writes.add((tx) => context.note(tx, notes), notes.length * 200)
  await context.writes.finish()
}

const AT_ONCE = 100

function strayNote(row: SiteRow, kind: TermKind, to: string): SiteNote {
  const what = kind === 'category' ? 'This category lies in' : 'This character belongs to'
  return { row, code: 'dangling-id', why: `${what} category ${to}, which the site does not have.` }
}

function circleNote(row: SiteRow, to: string): SiteNote {
  return {
    row,
    code: 'circle',
    why: `This category lies in category ${to}, which lies in this one in turn; here it stands at the top.`,
  }
}
