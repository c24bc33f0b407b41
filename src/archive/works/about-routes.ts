/** `GET /works/<id>/<slug>/about`. */
import { HIDDEN_WORDS } from '../../intake/private/index.ts'
import { withoutMailAddresses } from '../../kernel/mail-address.ts'
import type { Db } from '../../platform/db/database.ts'
import { answerPage } from '../../ui/index.ts'
import { type Answer, frameOf, type Visit } from '../access/index.ts'
import { aboutPage, type MendedBlock } from './about-pages.ts'
import {
  type CopyFinding,
  type CopySource,
  listFields,
  listOpenQuestions,
  listRepairs,
  listSourcesOfWork,
  listVersions,
  SITE_WORD,
} from './about-store.ts'
import { nearChanges, stretchesOf, textByBlock } from './repair-context.ts'
import { withWork } from './routes.ts'
import type { WorkPage } from './store.ts'

const REPAIRS_A_PAGE = 100

export async function showAbout(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  return withWork(visit, '/about', async (work) => {
    const from = placeIn(visit.query('repairs'))
    const [sources, found, questions, fields] = await Promise.all([
      listSourcesOfWork(db, viewer, work),
      listRepairs(db, viewer, work, from, REPAIRS_A_PAGE),
      listOpenQuestions(db, viewer, work),
      listFields(db, work),
    ])
    const shown = found.repairs.slice(0, REPAIRS_A_PAGE)
    const isArchivist = viewer.kind === 'archivist'
    const view = {
      work,
      sources: isArchivist ? sources : sources.map(withoutAddresses),
      repairs: {
        total: found.total,
        undone: found.undone,
        from,
        blocks: await mendedBlocks(db, work, shown),
        next: found.repairs[REPAIRS_A_PAGE]?.position,
      },
      questions: isArchivist ? questions : questions.map(withoutOwner),
      fields: fields.filter((field) => field.rule !== SITE_WORD),
      words: fields.filter((field) => field.rule === SITE_WORD),
    }
    return answerPage(aboutPage(view, frameOf(visit)))
  })
}

/** Folders of a mail archive are often called by who sent what is in them. */
function withoutAddresses(source: CopySource): CopySource {
  const within = source.within.map((name) => withoutMailAddresses(name))
  return { ...source, path: withoutMailAddresses(source.path), within }
}

/** Who owned the computer that a file was written on may be the author; only the archivist is asked. */
function withoutOwner(question: CopyFinding): CopyFinding {
  const isOwner = question.code === 'maybe-field' && question.field === 'authors' && question.line === null
  return isOwner ? { ...question, value: HIDDEN_WORDS['real-name'] } : question
}

/** Repairs by the block they were made in, each block with its text before and after. */
async function mendedBlocks(db: Db, work: WorkPage, repairs: readonly CopyFinding[]): Promise<readonly MendedBlock[]> {
  const blocks: MendedBlock[] = []
  const byChapter = Map.groupBy(repairs, (repair) => repair.chapter)
  const versions = await listVersions(
    db,
    work,
    [...byChapter.keys()].filter((chapter) => chapter !== null),
  )
  for (const [chapter, ofChapter] of byChapter) {
    const texts = versions.find((each) => each.position === chapter)
    const before = texts && textByBlock(texts.faithful)
    const after = texts && textByBlock(texts.current)
    for (const [blockId, ofBlock] of Map.groupBy(ofChapter, (repair) => repair.blockId)) {
      const faithful = blockId === null ? undefined : before?.get(blockId)
      const mended = blockId === null ? undefined : after?.get(blockId)
      const changes = ofBlock.map((repair) => ({ before: repair.before ?? '', after: repair.after ?? '' }))
      const isKnown = faithful !== undefined && mended !== undefined && faithful !== mended
      const context = isKnown ? nearChanges(stretchesOf(faithful, mended, changes)) : undefined
      blocks.push({ chapter, blockId, context, repairs: ofBlock })
    }
  }
  return blocks
}

function placeIn(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0
}
