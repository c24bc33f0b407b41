/** A small e-book for tests of imports. */
import { zipOf } from '../../../intake/formats/testing/zip-of.ts'

export interface TestBook {
  readonly title: string
  readonly author: string
  /** `Thaw [2]` */
  readonly series?: string
  readonly subjects?: readonly string[]
  readonly chapters: readonly { readonly title: string; readonly text: string }[]
}

export function epubOf({ title, author, series, subjects = [], chapters }: TestBook): Buffer {
  const [, name, number] = /^(.*) \[(\d+)\]$/.exec(series ?? '') ?? []
  const metas =
    name === undefined
      ? ''
      : `<meta name="calibre:series" content="${name}"/><meta name="calibre:series_index" content="${number}.0"/>`
  const items = chapters.map((_, i) => `<item id="c${i}" href="c${i}.xhtml" media-type="application/xhtml+xml"/>`)
  const spine = chapters.map((_, i) => `<itemref idref="c${i}"/>`)
  const metadata = `<dc:title>${title}</dc:title><dc:creator>${author}</dc:creator><dc:language>en</dc:language>${subjects.map((subject) => `<dc:subject>${subject}</dc:subject>`).join('')}${metas}`
  const pages = chapters.map(({ title: heading, text }, i): [string, string] => [
    `OEBPS/c${i}.xhtml`,
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>${heading}</title></head><body><h2>${heading}</h2>${text
      .split('\n\n')
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join('')}</body></html>`,
  ])
  return zipOf(
    {
      mimetype: 'application/epub+zip',
      'META-INF/container.xml':
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
      'OEBPS/content.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
      ...Object.fromEntries(pages),
    },
    { stored: ['mimetype'] },
  )
}
