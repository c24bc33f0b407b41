/** Pages of sites and exporters: those that their tests read, and some as short as they can be. */
import { readdirSync, readFileSync } from 'node:fs'
import { MESSAGE_PAGES } from './wrapped.ts'

const SAVED = new URL('../formats/sites/cases/', import.meta.url)
const STORY = '<p>She <i>walked</i> down to the quay.</p><hr><p>"Nobody," she said.</p>'

export const PAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(SAVED)
      .filter((name) => name.endsWith('.html'))
      .map((name) => [name, readFileSync(new URL(name, SAVED), 'utf8').replace('<!--STORY-->', STORY)]),
  ),
  ...MESSAGE_PAGES,
  'ao3.html': `<html><body><div id="preface"><p class="message"><b>Posted originally at <a href="http://archive.example/works/1">here</a>.</b></p><div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a>General Audiences</a></dd><dt>Fandom:</dt><dd><a>The Quay</a></dd><dt>Stats:</dt><dd>Published: 2019-03-02 Words: 9 Chapters: 1/2</dd></dl><h1>The Lamp</h1><div class="byline">by <a rel="author">Wren</a></div><p>Summary</p><blockquote class="userstuff"><p>She waits.</p></blockquote></div></div><div id="chapters" class="userstuff"><h2 class="heading">Chapter 1</h2><div class="userstuff"><p>She <em>walked</em> down.</p><hr/><p>Nobody came.</p></div></div><div id="afterword"><div id="endnotes"><p>End Notes</p><blockquote class="userstuff"><p>More soon.</p></blockquote></div></div></body></html>`,
  'old.html': `<HTML><HEAD><TITLE>The Lamp by Wren</TITLE></HEAD><BODY BGCOLOR=#000000><CENTER><FONT SIZE=+2>The Lamp</FONT><BR>by Wren</CENTER><TABLE><TR><TD>Rating: PG<BR><BR>She <I>walked down<P>to the quay.</I><BR>&nbsp;&nbsp;&nbsp;Nobody&#146;s there.<HR><P>* * *<P><PRE>\n  a letter\n</PRE></TABLE><A HREF=index.html>Back</A></BODY>`,
}
