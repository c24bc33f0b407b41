/** Writes two e-books of invented stories: one of no known maker, one as an archive made its downloads. */
import { bookOf } from '../../../intake/formats/testing/book-of.ts'
import { prose } from './shelf.ts'

export function plainEpub(): Buffer {
  const metadata = '<dc:title>The Plain Book</dc:title><dc:creator>Tove</dc:creator><dc:language>en</dc:language>'
  return bookOf(metadata, [chapterOf('Chapter One', 300), chapterOf('Chapter Two', 310)])
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
  return bookOf(metadata, [
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
