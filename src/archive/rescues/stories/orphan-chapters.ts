/**
 * Chapters whose story is not in the dump: the old software deleted stories and left their chapters.
 *
 * They are no works, since nothing says what they were of; but somebody wrote them. The row is set aside, its text is
 * kept as an original that only the archivist may see, and each is said.
 */
import { readPlainValue } from '../../../intake/values/index.ts'
import type { Db } from '../../../platform/db/database.ts'
import { saveSource } from '../../sources/index.ts'
import { bytesOf, idOf } from '../cells.ts'
import { asideFor } from '../community/community-values.ts'
import { portionsOf } from '../context.ts'
import type { OpenContext } from '../open-context.ts'
import type { SiteRow } from '../staged-site.ts'
import { type FoundText, findChapterText, readStoreSetting } from './chapter-text.ts'
import { saveFileUse } from './stray-files-store.ts'

/** Call it when all stories are in. */
export async function keepOrphanChapters(context: OpenContext): Promise<void> {
  const store = await readStoreSetting(context.site)
  for await (const portion of portionsOf(context, 'chapters', 20)) {
    for (const { row, known } of portion) {
      if (known !== undefined || context.works.has(idOf(row, 'sid'))) continue
      const { text, others } = await findChapterText(context.site, row, store)
      await context.writes.add(
        (tx) => keepOrphan(tx, context, row, [...(text === null ? [] : [text]), ...others]),
        20_000,
      )
    }
  }
  await context.writes.finish()
}

async function keepOrphan(tx: Db, context: OpenContext, row: SiteRow, texts: readonly FoundText[]): Promise<void> {
  for (const { bytes, sha256, path, within } of texts) {
    await saveSource(tx, bytes, { mediaType: 'text/html', format: 'html', seenAt: context.now })
    await saveFileUse(tx, { sha256, batchId: context.batchId, path, within, role: 'orphan-chapter' })
  }
  await context.setAside(tx, [asideFor(row, 'points-nowhere')])
  const title = bytesOf(row, 'title')
  const name = title === null ? '' : readPlainValue(title, context.evidenceOf(row)).text
  const what = name === '' ? `Chapter ${row.key}` : `Chapter ${row.key}, “${name}”,`
  const kept = texts[0] === undefined ? 'it has no text' : `its text is kept as ${texts[0].path}`
  const why = `${what} belongs to story ${idOf(row, 'sid') || 'none'}, which is not in the dump; ${kept}.`
  await context.note(tx, [{ row, code: 'no-story-row', why }])
}
