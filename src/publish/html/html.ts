/**
 * Write a book as one HTML file that needs nothing else: to keep, to print, to read without a network.
 *
 * A download is opened from a disk, so its style stands in it; it may load nothing and run nothing, and says so to the
 * browser itself. Story HTML goes in unparsed, but for the ids of blocks, which are given once in each chapter and
 * here carry the chapter's number too.
 */
import { trustedXml, type Xml, xml } from '../../kernel/xml.ts'
import { type Book, backMatterOf, bylineOf, chapterLabel, frontMatterOf, titleOf } from '../book.ts'
import { copyMarkup, languageOf, noteMarkup, titleMarkup } from '../front-matter.ts'
import { withoutImages } from '../image-words.ts'
import { STYLESHEET } from './stylesheet.ts'

export function writeHtml(book: Book): string {
  const byline = bylineOf(book)
  return `<!DOCTYPE html>\n${
    xml`<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
${byline !== '' && xml`<meta name="author" content="${byline}"/>\n`}<title>${titleOf(book)}</title>
<style>
${trustedXml(STYLESHEET)}</style>
</head>
<body>
<main>
<header class="titlepage">
${titleMarkup(book)}</header>
${frontMatterOf(book).map((note) => noteMarkup(note, book))}${contents(book)}${book.chapters.map((_, i) => chapterMarkup(book, i))}${backMatterOf(book).map((note) => noteMarkup(note, book))}</main>
<footer>
${copyMarkup(book)}</footer>
</body>
</html>
`.markup
  }`
}

function contents(book: Book): Xml {
  if (book.chapters.length < 2) return xml``
  const items = book.chapters.map(
    (chapter, i) => xml`<li><a href="#chapter-${i + 1}" dir="auto">${chapterLabel(chapter, i)}</a></li>\n`,
  )
  return xml`<nav aria-label="Contents">
<h2>Contents</h2>
<ol>
${items}</ol>
</nav>
`
}

function chapterMarkup(book: Book, index: number): Xml {
  const chapter = book.chapters[index] as Book['chapters'][number]
  const label = chapterLabel(chapter, index)
  const isBare = book.chapters.length === 1 && !chapter.title?.trim()
  const language = languageOf(chapter.language ?? book.language)
  return xml`<article id="chapter-${index + 1}" lang="${language}" dir="${book.direction}" aria-label="${label}">
${!isBare && xml`<h2>${label}</h2>\n`}${trustedXml(withChapterInIds(withoutImages(chapter.html), index + 1))}
</article>
`
}

/** In story HTML the id is the first attribute of its element, and text has its `<` as an entity. */
function withChapterInIds(html: string, number: number): string {
  return html.replaceAll(ELEMENT_WITH_ID, `$1 id="c${number}-`)
}

// <p id="b12">
const ELEMENT_WITH_ID = /(<[a-z0-9]+) id="/g
