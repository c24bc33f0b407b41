/**
 * Which work each chapter is of and who may find it, in memory: a question may find a hundred thousand chapters, and
 * looking each up in a table would take longer than finding them.
 *
 * Arrays by key, five bytes a chapter and one a work. They are read once and then follow what other connections write,
 * by the number of the last batch.
 */
import { VISIBILITIES, type Viewer, type Visibility } from '../../platform/db/visibility.ts'
import { type IndexFile, readFact } from './schema.ts'

export interface Visible {
  /** Takes what was written since. Cheap when it was nothing. */
  readonly update: () => void
  /** Larger than every key of a work. */
  readonly works: () => number
  readonly chapters: () => number
  readonly lastChapter: () => number
  /** Gives the work of a chapter that this viewer may find, else 0. */
  readonly chapterFinder: (viewer: Viewer) => (chapter: number) => number
  readonly workFinder: (viewer: Viewer) => (work: number) => boolean
}

export function visibleRows(file: IndexFile): Visible {
  let workOf = new Uint32Array(1024)
  let isHidden = new Uint8Array(1024)
  let visibilityOf = new Uint8Array(1024)
  let lastChapter = 0
  let lastWork = 0
  let chapters = 0
  let batch = -1
  let version = -1
  const { database } = file
  const dataVersion = database.prepare('pragma data_version')
  const changedChapters = database.prepare('select id, work_id, is_hidden from chapter where batch > ? order by id')
  const changedWorks = database.prepare('select id, visibility from work where batch > ? order by id')
  const gone = database.prepare('select id, kind from gone where batch > ?')
  for (const statement of [changedChapters, changedWorks, gone]) statement.setReturnArrays(true)

  function update(): void {
    const now = Number(dataVersion.get()?.['data_version'])
    if (now === version) return
    version = now
    // All three lists are of one moment, or a row could be missed.
    database.exec('begin')
    try {
      take(Number(readFact(file, 'batch') ?? 0))
    } finally {
      database.exec('commit')
    }
  }

  function take(current: number): void {
    if (current === batch) return
    // What is gone may have come again.
    for (const [id, kind] of rows<[number, string]>(gone.iterate(batch))) {
      if (kind === 'work') visibilityOf[id] = 0
      else if ((workOf[id] ?? 0) !== 0) {
        workOf[id] = 0
        chapters--
      }
    }
    for (const [id, work, hidden] of rows<[number, number, number]>(changedChapters.iterate(batch))) {
      if (id >= workOf.length) {
        workOf = grown(workOf, id)
        isHidden = grown(isHidden, id)
      }
      if (workOf[id] === 0) chapters++
      workOf[id] = work
      isHidden[id] = hidden
      lastChapter = Math.max(lastChapter, id)
    }
    for (const [id, visibility] of rows<[number, string]>(changedWorks.iterate(batch))) {
      if (id >= visibilityOf.length) visibilityOf = grown(visibilityOf, id)
      visibilityOf[id] = VISIBILITIES.indexOf(visibility as Visibility) + 1
      lastWork = Math.max(lastWork, id)
    }
    batch = current
  }

  function workFinder(viewer: Viewer): (work: number) => boolean {
    const listed = Uint8Array.from(['', ...VISIBILITIES], (each) => Number(LISTED[viewer.kind].includes(each)))
    const own = viewer.kind === 'author-of' ? worksOf(viewer.penNameIds) : NONE
    const ownListed = Uint8Array.from(['', ...VISIBILITIES], (each) => Number(OWN.includes(each)))
    return (work) => {
      const visibility = visibilityOf[work] ?? 0
      return listed[visibility] === 1 || (own.size > 0 && ownListed[visibility] === 1 && own.has(work))
    }
  }

  function worksOf(penNames: readonly number[]): ReadonlySet<number> {
    const find = database.prepare('select work_id from pen_name where pen_name_id = ?')
    return new Set(penNames.flatMap((penName) => find.all(penName).map((row) => Number(row['work_id']))))
  }

  return {
    update,
    works: () => lastWork + 1,
    chapters: () => chapters,
    lastChapter: () => lastChapter,
    workFinder,
    chapterFinder(viewer) {
      const isFound = workFinder(viewer)
      const mayReadHidden = viewer.kind === 'archivist'
      return (chapter) => {
        const work = workOf[chapter] ?? 0
        return work !== 0 && (mayReadHidden || isHidden[chapter] === 0) && isFound(work) ? work : 0
      }
    },
  }
}

/** What `visibleTo` lists; the tests compare the two. */
const LISTED: Readonly<Record<Viewer['kind'], readonly string[]>> = {
  guest: ['public'],
  member: ['public', 'members'],
  'author-of': ['public', 'members'],
  archivist: ['public', 'members', 'unlisted', 'hidden', 'dark'],
}
/** Of one's own works besides. */
const OWN: readonly string[] = ['unlisted', 'hidden']
const NONE: ReadonlySet<number> = new Set()

function grown<Keys extends Uint32Array | Uint8Array>(keys: Keys, key: number): Keys {
  const larger = new (keys.constructor as new (length: number) => Keys)(Math.max(keys.length * 2, key + 1))
  larger.set(keys)
  return larger
}

/** Rows as arrays, which the types of SQLite do not know of. */
function rows<Row>(iterator: Iterable<unknown>): Iterable<Row> {
  return iterator as Iterable<Row>
}
