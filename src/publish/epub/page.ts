/**
 * The pages of an EPUB: title page, one for each chapter, closing notes.
 *
 * Story HTML goes in unparsed.
 */
import { trustedXml, type Xml, xml } from '../../kernel/xml.ts'
import { type Book, type BookNote, backMatterOf, chapterLabel, frontMatterOf, titleOf } from '../book.ts'
import { copyMarkup, languageOf, noteMarkup, titleMarkup } from '../front-matter.ts'
import { withoutImages } from '../image-words.ts'

/** A page with its place in the package. */
export interface Page {
  /** Unique in the package, and the file's name without ending. */
  readonly id: string
  /** What the list of contents calls it; null keeps it out. */
  readonly label: string | null
  readonly content: string
}

/** Every page in reading order. */
export function pagesOf(book: Book): readonly Page[] {
  const digits = Math.max(4, String(book.chapters.length).length)
  const chapters = book.chapters.map((chapter, i) => ({
    id: `chapter-${String(i + 1).padStart(digits, '0')}`,
    label: chapterLabel(chapter, i),
    content: chapterPage(book, i),
  }))
  const back = backMatterOf(book)
  const closing = back.length === 0 ? [] : [{ id: 'notes', label: 'Closing notes', content: closingPage(book, back) }]
  return [{ id: 'title', label: titleOf(book), content: titlePage(book) }, ...chapters, ...closing]
}

/** A whole XHTML file. The body's language is the given one. */
export function xhtml(title: string, language: string, direction: 'ltr' | 'rtl', body: Xml): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}" dir="${direction}">
<head>
<title>${title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
${body}
</body>
</html>
`.markup
}

function titlePage(book: Book): string {
  const notes = frontMatterOf(book).map((note) => noteMarkup(note, book))
  const body = xml`<section class="titlepage" epub:type="titlepage">
${titleMarkup(book)}</section>
${notes}${copyMarkup(book)}`
  return xhtml(titleOf(book), 'en', 'ltr', body)
}

function chapterPage(book: Book, index: number): string {
  const chapter = book.chapters[index] as Book['chapters'][number]
  const label = chapterLabel(chapter, index)
  // The only chapter of a work without chapters has no heading of its own; its name is then for those who listen.
  const isBare = book.chapters.length === 1 && !chapter.title?.trim()
  return xhtml(
    label,
    languageOf(chapter.language ?? book.language),
    book.direction,
    xml`<section epub:type="chapter" role="doc-chapter" aria-label="${label}">
${!isBare && xml`<h2>${label}</h2>\n`}${trustedXml(withoutImages(chapter.html))}
</section>`,
  )
}

function closingPage(book: Book, notes: readonly BookNote[]): string {
  const body = xml`<section epub:type="afterword" role="doc-afterword" aria-label="Closing notes">
${notes.map((note) => noteMarkup(note, book))}</section>`
  return xhtml('Closing notes', 'en', 'ltr', body)
}
