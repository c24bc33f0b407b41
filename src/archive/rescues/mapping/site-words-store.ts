/** The words that a site itself had for a work, as its pages show them beside the tags that they became. */
import type { Db } from '../../../platform/db/database.ts'
import { preparedByShape } from '../../../platform/db/prepared.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../../platform/db/visibility.ts'
import { cut, TERM_KINDS, type TermKind } from './term.ts'

/** Words of one kind, in the site's order: the classes of one type, the categories. */
export interface SiteWords {
  readonly kind: TermKind
  /** Of classes: "Warnings". */
  readonly typeName: string | null
  readonly words: readonly SiteWord[]
}

export interface SiteWord {
  readonly name: string
  /** From the top down: "Lantern Harbour" above "Season One". */
  readonly above: readonly string[]
}

/** @param workId the work's key. Empty for works of no site, and for works that this viewer may not see. */
export async function listSiteWords(db: Db, viewer: Viewer, workId: number): Promise<readonly SiteWords[]> {
  const rows = await wordsOfWork(db, viewer, { workId })
  const groups = new Map<string, { kind: TermKind; typeName: string | null; words: SiteWord[] }>()
  for (const { kind, typeName, name, parent, grandparent } of rows) {
    const key = `${kind} ${typeName ?? ''}`
    const group = groups.get(key) ?? { kind: kind as TermKind, typeName, words: [] }
    groups.set(key, group)
    const above = kind === 'category' ? [grandparent, parent].filter((each) => each !== null) : []
    group.words.push({ name: cut(name, LONGEST), above: above.map((each) => cut(each, LONGEST)) })
  }
  return [...groups.values()].toSorted((a, b) => TERM_KINDS.indexOf(a.kind) - TERM_KINDS.indexOf(b.kind))
}

/** On a page. */
const LONGEST = 300

interface WordRow {
  readonly kind: string
  readonly name: string
  readonly typeName: string | null
  readonly parent: string | null
  readonly grandparent: string | null
}

const wordsOfWork = preparedByShape<Viewer, { workId: number }, WordRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('work')
    .innerJoin('term_use', 'term_use.target_id', 'work.id')
    .innerJoin('site_term', 'site_term.id', 'term_use.site_term_id')
    .leftJoin('site_term as parent', 'parent.id', 'site_term.parent_id')
    .leftJoin('site_term as grandparent', 'grandparent.id', 'parent.parent_id')
    .where('work.id', '=', given.workId)
    .where('term_use.kind', '=', 'work')
    .where(visibleTo(viewer, 'addressed'))
    .orderBy('term_use.position')
    .orderBy('site_term.id')
    .select([
      'site_term.kind',
      'site_term.name',
      'site_term.type_name as typeName',
      'parent.name as parent',
      'grandparent.name as grandparent',
    ]),
)
