/**
 * Write a book as an EPUB 3 file: title page with the facts, one file for each chapter, navigation old and new.
 *
 * Story HTML is XHTML already, so nothing is parsed and a long novel takes as long as compressing it does. The same
 * book is the same bytes, whenever and wherever it is written. Images do not come along yet; their words do.
 */
import type { Book } from '../book.ts'
import { CONTAINER, navigation, ncx, packageDocument } from './package.ts'
import { pagesOf } from './page.ts'
import { STYLESHEET } from './stylesheet.ts'
import { writeZip, type ZipEntry } from './zip.ts'

export async function writeEpub(book: Book): Promise<Uint8Array> {
  return writeZip(epubEntries(book))
}

/** The files inside, in order. */
export function epubEntries(book: Book): readonly ZipEntry[] {
  const pages = pagesOf(book)
  return [
    { path: 'mimetype', content: 'application/epub+zip', isStored: true },
    { path: 'META-INF/container.xml', content: CONTAINER },
    { path: 'EPUB/package.opf', content: packageDocument(book, pages) },
    { path: 'EPUB/nav.xhtml', content: navigation(book, pages) },
    { path: 'EPUB/toc.ncx', content: ncx(book, pages) },
    { path: 'EPUB/style.css', content: STYLESHEET },
    ...pages.map(({ id, content }) => ({ path: `EPUB/${id}.xhtml`, content })),
  ]
}
