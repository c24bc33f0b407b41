/** `GET /sources/<sha256>`: the original, byte for byte, as a file to keep and never as a page of ours. */
import { Readable } from 'node:stream'
import { answerDownload, answerPage, askAge, type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { answerNotFound, frameOf, isOfAge, type Visit } from '../access/index.ts'
import { openSource } from './open.ts'
import { findOpenSource } from './reading-store.ts'

const SHA256 = /^[0-9a-f]{64}$/
/** Pictures in a story are shown by browsers; what else an original may be is not told to them. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export async function downloadSource(visit: Visit): Promise<Response> {
  const sha256 = visit.param('sha256')
  const source = SHA256.test(sha256) ? await findOpenSource(visit.db, visit.viewer, sha256) : undefined
  if (source === undefined) return answerNotFound(visit)
  if (source.asksAge && !isOfAge(visit)) return answerPage(askBeforeOriginal(frameOf(visit)))
  const bytes = openSource(visit.db, sha256)
  return answerDownload({
    body: Readable.toWeb(Readable.from(bytes)) as ReadableStream,
    type: PICTURES.has(source.mediaType) ? source.mediaType : 'application/octet-stream',
    fileName: source.name,
    size: source.size,
    isForeign: true,
  })
}

function askBeforeOriginal(options: PageOptions): Html {
  const title = 'An original of a work for adults'
  const body = html`<div class="message"><h1>${title}</h1><p>The site that the work came from asked readers their age before it showed it.</p>${askAge(options.address)}</div>`
  return page(title, body, { ...options, isUnlisted: true })
}
