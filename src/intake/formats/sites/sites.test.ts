import { describe, expect, test } from 'vitest'
import { intake } from '../../intake.ts'
import type { Reading } from '../../reading.ts'
import { bookOf } from '../testing/book-of.ts'

const PREFACE = `<div id="preface"><p class="message"><b>Posted originally at <a href="http://archive.example/works/123">http://archive.example/works/123</a>.</b></p>
<div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a>Teen And Up Audiences</a></dd><dt>Archive Warning:</dt><dd><a>No Archive Warnings Apply</a></dd><dt>Category:</dt><dd><a>F/M</a></dd><dt>Fandom:</dt><dd><a>The Lamp, the Quay and Other Stories (TV)</a></dd><dt>Relationships:</dt><dd><a>Ada Lind/Tom Hale</a></dd><dt>Characters:</dt><dd><a>Ada Lind</a>, <a>Tom Hale</a></dd><dt>Additional Tags:</dt><dd><a>Slow Burn, but quick</a>, <a>Rain</a></dd><dt>Language:</dt><dd>English</dd><dt>Series:</dt><dd>Part 2 of <a>Harbour Lights</a></dd><dt>Stats:</dt><dd>Published: 2019-03-02 Completed: 2019-05-01 Words: 1,234 Chapters: 2/2</dd></dl>
<h1>Under the Lamp</h1><div class="byline">by <a rel="author">Wren</a></div><p>Summary</p><blockquote class="userstuff"><p>Ada waits.</p></blockquote><p>Notes</p><blockquote class="userstuff"><p>For the rain.</p></blockquote></div></div>`
const FIRST = `<div class="meta group"><h2 class="heading">Chapter 1: The Lamp</h2><p>Chapter Notes</p><blockquote class="userstuff"><p>Thanks to Tern.</p></blockquote></div><div class="userstuff"><p>She <em>walked</em> down to the quay in the rain and waited.</p><p>He did not come.</p></div>`
const SECOND = `<div class="meta group"><h2 class="heading">Chapter 2</h2></div><div class="userstuff"><p>Morning came grey.</p><hr/><p>So she left.</p></div><div id="endnotes2" class="meta"><p>Chapter End Notes</p><blockquote class="userstuff"><p>Sorry.</p></blockquote></div>`
const AFTERWORD = `<div id="afterword"><h2 class="toc-heading">Afterword</h2><div id="endnotes"><p>End Notes</p><blockquote class="userstuff"><p>There will be more.</p></blockquote></div><p class="message">Please drop by and comment!</p></div>`

const METADATA = `<dc:title>Under the Lamp</dc:title><dc:creator>Wren</dc:creator><dc:language>en</dc:language><dc:description>&lt;p&gt;Ada waits.&lt;/p&gt;</dc:description><dc:subject>Rain</dc:subject><meta name="calibre:series" content="Harbour Lights"/><meta name="calibre:series_index" content="2.0"/>`

function values(list: readonly { readonly value: string }[] = []): string[] {
  return list.map(({ value }) => value)
}

function epubOf(bodies: readonly string[]): Buffer {
  return bookOf(METADATA, bodies)
}

function read(path: string, bytes: Uint8Array): Promise<Reading> {
  return intake({ path, within: [], bytes, size: bytes.length, sha256: 'a' }, [])
}

const HTML = Buffer.from(
  `<!DOCTYPE html><html><head><title>x</title></head><body>${PREFACE}<div id="chapters" class="userstuff">${FIRST}${SECOND}</div>${AFTERWORD}</body></html>`,
)

describe('a download of the Archive of Our Own', () => {
  test('gives its chapters and everything it states, as a page and as an e-book alike', async () => {
    const page = await read('a.html', HTML)
    const book = await read('a.epub', epubOf([PREFACE, FIRST, SECOND, AFTERWORD]))
    expect(book.chapters).toEqual(page.chapters)
    expect(page.chapters.map(({ title }) => title)).toEqual(['Chapter 1: The Lamp', 'Chapter 2'])
    for (const { inspection } of [page, book]) {
      const { work } = inspection
      expect(work?.title?.value).toBe('Under the Lamp')
      expect(values(work?.authors)).toEqual(['Wren'])
      expect(work?.rating?.value).toBe('teen')
      expect(values(work?.warnings)).toEqual(['No Archive Warnings Apply'])
      expect(values(work?.fandoms)).toEqual(['The Lamp, the Quay and Other Stories (TV)'])
      expect(values(work?.relationships)).toEqual(['Ada Lind/Tom Hale'])
      expect(values(work?.characters)).toEqual(['Ada Lind', 'Tom Hale'])
      expect(work?.status?.value).toBe('complete')
      expect(values(work?.notesBefore)).toEqual(['For the rain.', 'Chapter 1: The Lamp\n\nThanks to Tern.'])
      expect(values(work?.notesAfter)).toEqual(['There will be more.', 'Chapter 2\n\nSorry.'])
      expect(work?.dates.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
        'posted 2019-03-02',
        'updated 2019-05-01',
      ])
      const other = work?.other.map(({ key, value }) => `${key}: ${value}`) ?? []
      expect(other).toEqual(
        expect.arrayContaining([
          'category: F/M',
          'keywords: Slow Burn, but quick',
          'series: Harbour Lights',
          'seriesIndex: 2',
          'url: http://archive.example/works/123',
        ]),
      )
    }
  })
})

describe('an e-book of any other maker', () => {
  test('has a chapter a page, without its title page and contents', async () => {
    const { chapters, inspection } = await read(
      'b.epub',
      epubOf([
        '<h1>Under the Lamp</h1><p>by Wren</p>',
        '<ul><li><a href="p%202.xhtml">The Lamp</a></li><li><a href="p%203.xhtml">The Quay</a></li></ul>',
        '<h2>The Lamp</h2><p>She <i>walked</i> down to the quay.</p>',
        '<h2>The Quay</h2><p>Morning came grey.</p><p>So she left.</p>',
      ]),
    )
    expect(chapters.map(({ title }) => title)).toEqual(['The Lamp', 'The Quay'])
    expect(inspection.work?.title?.value).toBe('Under the Lamp')
    expect(inspection.work?.summary?.value).toBe('Ada waits.')
    expect(inspection.work?.other.map(({ key, value }) => `${key}: ${value}`)).toEqual(
      expect.arrayContaining(['series: Harbour Lights', 'seriesIndex: 2']),
    )
  })

  test('gives what can be read when it is cut off anywhere, and says so', { timeout: 120_000 }, async () => {
    const whole = epubOf(['<h2>The Lamp</h2><p>She walked down to the quay.</p>'])
    for (let length = 1; length < whole.length; length++) {
      const { inspection } = await read('c.epub', whole.subarray(0, length))
      const isSaid = inspection.refusal !== null || inspection.suggestions.some(({ code }) => code === 'cut-off')
      expect(isSaid || !inspection.source.format.includes('epub'), `cut at ${length}`).toBe(true)
    }
  })

  test('reads nothing outside itself', async () => {
    const { chapters, inspection } = await read(
      'd.epub',
      epubOf([
        '<p>Hello there, all of you.<img src="file:///etc/passwd"/><iframe src="http://127.0.0.1/"></iframe></p>',
      ]),
    )
    expect(JSON.stringify(chapters)).not.toMatch(/file:|127\.0/)
    expect(inspection.suggestions.map(({ code }) => code)).toContain('left-out')
  })
})
