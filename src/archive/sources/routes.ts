/** `GET /sources/<sha256>`: the original, byte for byte, as a file to keep and never as a page of ours. */
import { Readable } from 'node:stream'
import { answerDownload } from '../../ui/index.ts'
import { answerNotFound, type Visit } from '../access/index.ts'
import { openSource } from './open.ts'
import { findOpenSource } from './reading-store.ts'

const SHA256 = /^[0-9a-f]{64}$/
/** Pictures in a story are shown by browsers; what else an original may be is not told to them. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export async function downloadSource(visit: Visit): Promise<Response> {
  const sha256 = visit.param('sha256')
  const source = SHA256.test(sha256) ? await findOpenSource(visit.db, visit.viewer, sha256) : undefined
  if (source === undefined) return answerNotFound(visit)
  const bytes = openSource(visit.db, sha256)
  return answerDownload({
    body: Readable.toWeb(Readable.from(bytes)) as ReadableStream,
    type: PICTURES.has(source.mediaType) ? source.mediaType : 'application/octet-stream',
    fileName: source.name,
    size: source.size,
    isForeign: true,
  })
}
