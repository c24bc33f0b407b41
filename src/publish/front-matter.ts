/**
 * Write what stands around a story as markup that is good in a page and in an EPUB: title, names, facts, notes.
 *
 * Our own words are English and the page says so; what people wrote carries the book's language, and single values
 * take their direction from their own letters.
 */
import { isLanguageTag } from '../document/attributes.ts'
import { safeHref } from '../document/safe-href.ts'
import { trustedXml, type Xml, xml } from '../kernel/xml.ts'
import { type Book, type BookNote, bylineOf, titleOf } from './book.ts'

/** A language for attributes; `und` where none is known, which every program understands. */
export function languageOf(language: string | null): string {
  return language !== null && isLanguageTag(language) ? language : 'und'
}

/** Title, names, and the table of facts. */
export function titleMarkup(book: Book): Xml {
  const byline = bylineOf(book)
  const facts = book.facts.filter(({ values }) => values.length > 0)
  const names = xml`<p class="byline" dir="auto">${byline}</p>\n`
  return xml`<h1 ${theirs(book)}>${titleOf(book)}</h1>
${byline !== '' && names}${facts.length > 0 && xml`<dl class="facts">\n${facts.map(factMarkup)}</dl>\n`}`
}

/** A note under its heading. */
export function noteMarkup(note: BookNote, book: Book): Xml {
  const paragraphs = note.paragraphs.map(
    (lines) => xml`<p>${lines.map((line, i) => xml`${i > 0 && trustedXml('<br/>')}${line}`)}</p>\n`,
  )
  return xml`<section class="matter" aria-label="${note.heading}">
<h2>${note.heading}</h2>
<div ${note.isOurs ? trustedXml('lang="en" dir="ltr"') : theirs(book)}>
${paragraphs}</div>
</section>
`
}

/** Where the work stands in the archive, as a line. */
export function copyMarkup(book: Book): Xml {
  if (book.url === null) return xml``
  const href = safeHref(book.url)
  return xml`<p class="copy">This copy: ${href === undefined ? book.url : xml`<a href="${href}">${book.url}</a>`}</p>\n`
}

function factMarkup({ label, values }: Book['facts'][number]): Xml {
  return xml`<dt>${label}</dt>\n${values.map((value) => xml`<dd dir="auto">${value}</dd>\n`)}`
}

/** Attributes for words in the book's language on a page in ours. */
function theirs(book: Book): Xml {
  return xml`lang="${languageOf(book.language)}" dir="${book.direction}"`
}
