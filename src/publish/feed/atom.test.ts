import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryText } from '../../document/testing/arbitrary-story.ts'
import { replaceIllegal } from '../../kernel/xml.ts'
import { elementsOf, readXml, textOf } from '../testing/read-xml.ts'
import { type Feed, type FeedEntry, writeAtom } from './index.ts'

const ENTRY: FeedEntry = {
  id: 'urn:ficarium:7k2m9q4x0d',
  title: 'The Lamp in the Window',
  authors: ['Marigold', 'Ada'],
  updated: '2026-11-20T10:00:00+01:00',
  published: null,
  summary: 'Somebody keeps a lamp lit <always> & waits.',
  url: 'https://archive.example/works/7k2m9q4x0d/lamp?a=1&b=2',
  language: 'he',
  categories: [{ kind: 'fandom', name: 'Harbour "Lights"' }],
}

const FEED: Feed = {
  id: 'tag:archive.example,2026:works',
  title: 'New in A Small Archive',
  subtitle: null,
  language: 'en',
  updated: '2026-11-20T09:00:00.000Z',
  selfUrl: 'https://archive.example/feeds/new.atom',
  url: 'https://archive.example/',
  author: 'A Small Archive',
  entries: [ENTRY],
}

describe('writeAtom', () => {
  test('writes a feed with an entry', () => {
    expect(writeAtom(FEED)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>tag:archive.example,2026:works</id>
<title type="text">New in A Small Archive</title>
<updated>2026-11-20T09:00:00.000Z</updated>
<author><name>A Small Archive</name></author>
<link rel="self" type="application/atom+xml" href="https://archive.example/feeds/new.atom"/>
<link rel="alternate" type="text/html" href="https://archive.example/"/>
<generator>Ficarium</generator>
<entry xml:lang="he">
<id>urn:ficarium:7k2m9q4x0d</id>
<title type="text">The Lamp in the Window</title>
<updated>2026-11-20T09:00:00.000Z</updated>
<author><name>Marigold</name></author>
<author><name>Ada</name></author>
<link rel="alternate" type="text/html" href="https://archive.example/works/7k2m9q4x0d/lamp?a=1&#38;b=2"/>
<category term="Harbour &#34;Lights&#34;" scheme="urn:ficarium:tag:fandom" label="Harbour &#34;Lights&#34;"/>
<summary type="text">Somebody keeps a lamp lit &#60;always&#62; &#38; waits.</summary>
</entry>
</feed>
`)
  })

  test('is well-formed and keeps every word, whatever people wrote', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (one, other) => {
        const entry = {
          ...ENTRY,
          title: one,
          authors: [other],
          summary: other,
          categories: [{ kind: one, name: other }],
        }
        const feed = readXml(
          writeAtom({ ...FEED, title: one, subtitle: other, author: other, language: one, entries: [entry] }),
        )
        expect(textOf(elementsOf(feed, 'title')[1])).toBe(one.trim() === '' ? 'Untitled' : replaceIllegal(one))
        expect(textOf(elementsOf(feed, 'summary')[0])).toBe(replaceIllegal(other.trim()))
        expect(elementsOf(feed, 'category')[0]?.attributes['term']).toBe(replaceIllegal(other))
      }),
    )
  })

  test('has what Atom asks of a feed and of an entry, also when both are empty', () => {
    const bare = { ...ENTRY, title: '', authors: [], summary: ' ', language: null, categories: [] }
    const feed = readXml(writeAtom({ ...FEED, title: '', author: '', entries: [bare] }))
    const own = (name: string) => feed.children.filter((each) => typeof each !== 'string' && each.name === name)
    for (const name of ['id', 'title', 'updated', 'author']) expect(own(name)).toHaveLength(1)
    const [entry] = elementsOf(feed, 'entry')
    for (const name of ['id', 'title', 'updated', 'link']) expect(elementsOf(entry as never, name)).toHaveLength(1)
    expect(elementsOf(feed, 'name').map(textOf)).toEqual(['Unknown'])
    expect(elementsOf(feed, 'summary')).toEqual([])
  })

  test('writes times in UTC', () => {
    const feed = readXml(writeAtom({ ...FEED, entries: [{ ...ENTRY, published: '2002-03-05T23:30:00-05:00' }] }))
    expect(textOf(elementsOf(feed, 'published')[0])).toBe('2002-03-06T04:30:00.000Z')
  })
})
