/**
 * Tells the languages of those works of a site that are not plainly English.
 *
 * It comes last, when the threads that read values are gone: what knows languages by their letters takes 40 MB. A work
 * whose language nobody can tell is asked again at the next dump, which costs little.
 */
import { chunks } from '../../../platform/db/chunks.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { GroupedWrites } from '../../../platform/db/group-writes.ts'
import { findLanguage } from './find-language.ts'
import { listTextsToTell, listUntoldWorks, saveLanguage } from './languages-store.ts'

/** Texts in memory at once. */
const PORTION = 20
/** So much of a text is enough. */
const SAMPLE = 6000

export async function tellLanguages(db: Db, siteId: number, writes: GroupedWrites, now: string): Promise<void> {
  for (const part of chunks(await listUntoldWorks(db, siteId), PORTION)) {
    for (const work of await listTextsToTell(db, part)) {
      const language = await findLanguage(sampleOf(work.html ?? ''))
      if (language !== null) await writes.add((tx) => saveLanguage(tx, work, language, now), 500)
    }
    await writes.finish()
  }
}

/** The middle of a text, without its tags. */
function sampleOf(html: string): string {
  const from = html.indexOf('>', Math.max(0, (html.length - SAMPLE) >> 1)) + 1
  const piece = html.slice(from, from + SAMPLE)
  return piece.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&#?\w{1,8};|<.*$/g, ' ')
}
