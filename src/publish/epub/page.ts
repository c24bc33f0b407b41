/**
 * The pages of an EPUB: title page, one for each chapter, closing notes.
 *
 * Story HTML goes in unparsed. Our own words are English and say so; what people wrote carries the book's language,
 * and takes its direction from its own letters where it stands among ours.
 */
import { isLanguageTag } from '../../document/attributes.ts'
import { safeHref } from '../../document/safe-href.ts'
import { trustedXml, type Xml, xml } from '../../kernel/xml.ts'
import { type Book, type BookNote, backMatterOf, bylineOf, chapterLabel, frontMatterOf, titleOf } from '../book.ts'
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

/** A language for attributes; `und` where none is known, which every program understands. */
export function languageOf(language: string | null): string {
  return language !== null && isLanguageTag(language) ? language : 'und'
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
  const title = titleOf(book)
  const byline = bylineOf(book)
  const facts = book.facts.filter(({ values }) => values.length > 0)
  return xhtml(
    title,
    'en',
    'ltr',
    xml`<section class="titlepage" epub:type="titlepage">
<h1 ${theirs(book)}>${title}</h1>
${byline !== '' && xml`<p class="byline" dir="auto">${byline}</p>\n`}${
  facts.length > 0 &&
  xml`<dl class="facts">
${facts.map(({ label, values }) => xml`<dt>${label}</dt>\n${values.map((value) => xml`<dd dir="auto">${value}</dd>\n`)}`)}</dl>
`
}</section>
${frontMatterOf(book).map((note) => matter(note, book))}${
  book.url !== null && xml`<p class="byline">This copy: ${linkTo(book.url)}</p>`
}`,
  )
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
${notes.map((note) => matter(note, book))}</section>`
  return xhtml('Closing notes', 'en', 'ltr', body)
}

function matter(note: BookNote, book: Book): Xml {
  const paragraphs = note.paragraphs.map(
    (lines) => xml`<p>${lines.map((line, i) => xml`${i > 0 && trustedXml('<br/>')}${line}`)}</p>\n`,
  )
  return xml`<section class="matter" aria-label="${note.heading}">
<h2>${note.heading}</h2>
<div ${note.heading === 'Missing' ? trustedXml('dir="ltr"') : theirs(book)}>
${paragraphs}</div>
</section>
`
}

function linkTo(url: string): Xml {
  const href = safeHref(url)
  return href === undefined ? xml`${url}` : xml`<a href="${href}">${url}</a>`
}

/** Attributes for words in the book's language on a page in ours. */
function theirs(book: Book): Xml {
  const language = languageOf(book.language)
  return xml`lang="${language}" xml:lang="${language}" dir="${book.direction}"`
}
