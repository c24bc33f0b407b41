/**
 * `GET /sources/<sha256>`: the original, byte for byte, as a file to keep and never as a page of ours; for readers with
 * its private stretches blanked.
 */
import { Readable } from 'node:stream'
import { blankPrivate } from '../../intake/private/index.ts'
import { answerDownload, answerPage, askAge, type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { answerNotFound, frameOf, isOfAge, type Visit } from '../access/index.ts'
import { openSource } from './open.ts'
import { findOpenSource, type OpenSource } from './reading-store.ts'

const SHA256 = /^[0-9a-f]{64}$/
/** Pictures in a story are shown by browsers; what else an original may be is not told to them. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export async function downloadSource(visit: Visit): Promise<Response> {
  const sha256 = visit.param('sha256')
  const source = SHA256.test(sha256) ? await findOpenSource(visit.db, visit.viewer, sha256) : undefined
  if (source === undefined) return answerNotFound(visit)
  if (source.asksAge && !isOfAge(visit)) return answerPage(askBeforeOriginal(frameOf(visit)))
  if (source.blanks.length > 0) return downloadBlanked(visit, source)
  const bytes = openSource(visit.db, sha256)
  return answerDownload({
    body: Readable.toWeb(Readable.from(bytes)) as ReadableStream,
    type: PICTURES.has(source.mediaType) ? source.mediaType : 'application/octet-stream',
    fileName: source.name,
    size: source.size,
    isForeign: true,
  })
}

/** Where the private stretches cannot be blanked to the byte there is no copy, and the page says why. */
async function downloadBlanked(visit: Visit, { sha256, format, blanks, name }: OpenSource): Promise<Response> {
  const bytes = Buffer.concat(await Array.fromAsync(openSource(visit.db, sha256)))
  const copy = blankPrivate(bytes, format, blanks)
  if (copy === null) return answerPage(noCopy(frameOf(visit)), 404)
  return answerDownload({
    body: copy,
    type: 'application/octet-stream',
    fileName: name,
    size: copy.length,
    isForeign: true,
  })
}

function noCopy(options: PageOptions): Html {
  const title = 'The original is not open to readers'
  const body = html`<div class="message"><h1>${title}</h1><p>Something private stands in it, such as an address, that cannot be blanked in this file. The original is kept, and the downloads of the work are without it.</p></div>`
  return page(title, body, { ...options, isUnlisted: true })
}

function askBeforeOriginal(options: PageOptions): Html {
  const title = 'An original of a work for adults'
  const body = html`<div class="message"><h1>${title}</h1><p>The site that the work came from asked readers their age before it showed it.</p>${askAge(options.address)}</div>`
  return page(title, body, { ...options, isUnlisted: true })
}
