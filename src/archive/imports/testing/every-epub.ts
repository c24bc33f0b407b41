/** Writes two e-books of invented stories: one of no known maker, one as an archive made its downloads. */
import { zipOf } from '../../../intake/formats/testing/zip-of.ts'
import { prose } from './shelf.ts'

export function plainEpub(): Buffer {
  const metadata = '<dc:title>The Plain Book</dc:title><dc:creator>Tove</dc:creator><dc:language>en</dc:language>'
  return epub(metadata, [chapterOf('Chapter One', 300), chapterOf('Chapter Two', 310)])
}

const TAGS = [
  ['Rating', 'Teen And Up Audiences'],
  ['Archive Warning', 'No Archive Warnings Apply'],
  ['Category', 'Gen'],
  ['Fandom', 'Night Ferry'],
  ['Relationship', 'Ada Finch &amp; Tom Boatman'],
  ['Character', 'Ada Finch'],
  ['Additional Tags', 'Lighthouses'],
  ['Language', 'English'],
] as const

/** Tags by kind, a series, and two chapters. */
export function downloadedEpub(): Buffer {
  const tags = TAGS.map(
    ([kind, name]) => `<dt>${kind}:</dt><dd><a href="http://archiveofourown.org/tags/x">${name}</a></dd>`,
  )
  const preface = `<div id="preface"><p class="message"><b>Posted originally on the <a href="http://archiveofourown.org/">Archive of Our Own</a> at <a href="http://archiveofourown.org/works/77">http://archiveofourown.org/works/77</a>.</b></p><div class="meta"><dl class="tags">${tags.join('')}<dt>Series:</dt><dd>Part 2 of <a href="http://archiveofourown.org/series/9">The Ferry Lights</a></dd><dt>Stats:</dt><dd>Published: 2012-03-05 Completed: 2012-03-07 Words: 320 Chapters: 2/2</dd></dl><h1>The Lamp Keeper</h1><div class="byline">by <a rel="author" href="http://archiveofourown.org/users/wren">Wren</a></div><p>Summary</p><blockquote class="userstuff"><p>Somebody keeps a lamp lit.</p></blockquote></div></div>`
  const metadata =
    '<dc:title>The Lamp Keeper</dc:title><dc:creator>Wren</dc:creator><dc:publisher>Archive of Our Own</dc:publisher><dc:language>en</dc:language>'
  return epub(metadata, [
    preface,
    downloadedChapter('Chapter 1: The Oil', 320),
    downloadedChapter('Chapter 2: The Wick', 330),
  ])
}

function downloadedChapter(title: string, seed: number): string {
  return `<div class="meta group"><h2 class="heading">${title}</h2></div><div class="userstuff"><p>${prose(seed)}</p></div>`
}

function chapterOf(title: string, seed: number): string {
  return `<h2>${title}</h2><p>${prose(seed)}</p><p>It was <i>hers</i> now.</p>`
}

function epub(metadata: string, bodies: readonly string[]): Buffer {
  const items = bodies.map((_, i) => `<item id="p${i}" href="p${i}.xhtml" media-type="application/xhtml+xml"/>`)
  const refs = bodies.map((_, i) => `<itemref idref="p${i}"/>`)
  const pages = bodies.map(
    (body, i) =>
      [
        `OEBPS/p${i}.xhtml`,
        `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${body}</body></html>`,
      ] as const,
  )
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OEBPS/content.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${refs.join('')}</spine></package>`,
    ...Object.fromEntries(pages),
  })
}
