/** Writes e-books for tests, as plain as EPUB 2 allows. */
import { zipOf } from './zip-of.ts'

const CONTAINER =
  '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'

/** A page for each body, in this order; `metadata` is Dublin Core (`dc:`) and `meta`. */
export function bookOf(metadata: string, bodies: readonly string[]): Buffer {
  const items = bodies.map((_, n) => `<item id="p${n}" href="p%20${n}.xhtml" media-type="application/xhtml+xml"/>`)
  const refs = bodies.map((_, n) => `<itemref idref="p${n}"/>`)
  const pages = bodies.map((body, n) => [`OEBPS/p ${n}.xhtml`, pageOf(body)] as const)
  return zipOf(
    {
      mimetype: 'application/epub+zip',
      'META-INF/container.xml': CONTAINER,
      'OEBPS/content.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${refs.join('')}</spine></package>`,
      ...Object.fromEntries(pages),
    },
    { stored: ['mimetype'] },
  )
}

function pageOf(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`
}
