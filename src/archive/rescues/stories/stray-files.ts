/**
 * Keeps what else stands in the story folders of a site: pictures that stories show, and files that no chapter names.
 *
 * They are originals like any other; nothing is made of them. A picture has the role `image`, anything else `stray`. Until
 * a work shows them they are the archivist's alone.
 */
import { detectFormat } from '../../../intake/detect/index.ts'
import { saveSource } from '../../sources/index.ts'
import type { RescueContext } from '../context.ts'
import { type FileUse, saveFileUse } from './stray-files-store.ts'

/** Files in the story folders that no chapter names. */
export interface StrayFileCounts {
  readonly images: number
  readonly others: number
}

/** A file is in memory while it is written; what is larger is no picture of a story. */
const LARGEST = 64 * 2 ** 20

/** Gives how many there are. */
export async function keepStrayFiles(context: RescueContext): Promise<StrayFileCounts> {
  const counts = { images: 0, others: 0 }
  const { site, now, batchId } = context
  for await (const file of site.strayFiles()) {
    const { path, within, size } = file
    const note = { row: { table: 'files', key: path }, code: 'odd-value' }
    if (size > LARGEST) {
      const why = `The file ${path} is larger than ${LARGEST / 2 ** 20} MB and was not kept.`
      await context.writes.add((tx) => context.note(tx, [{ ...note, why }]), 500)
      continue
    }
    const bytes = await site.readFile(file)
    const { format } = detectFormat(bytes, path)
    const mediaType = PICTURES.get(format)
    const role: FileUse['role'] = mediaType === undefined ? 'stray' : 'image'
    counts[mediaType === undefined ? 'others' : 'images']++
    await context.writes.add(async (tx) => {
      const meta = { mediaType: mediaType ?? 'application/octet-stream', format, seenAt: now }
      const { sha256 } = await saveSource(tx, bytes, meta)
      await saveFileUse(tx, { sha256, batchId, path, within, role })
    }, bytes.length + 1000)
  }
  await context.writes.finish()
  return counts
}

const PICTURES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['bmp', 'image/bmp'],
])
