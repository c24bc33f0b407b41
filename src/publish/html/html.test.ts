import * as fc from 'fast-check'
import { parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import * as t from '../../document/builders.ts'
import hostile from '../../document/cases/hostile.json' with { type: 'json' }
import { arbitraryBlocks } from '../../document/testing/arbitrary-story.ts'
import { book, chapter, EVERY_KIND, HOSTILE } from '../testing/books.ts'
import { elementsOf, readXml, textOf, type XmlElement } from '../testing/read-xml.ts'
import { writeHtml } from './index.ts'

describe('writeHtml', () => {
  test('has title, names, facts, notes, contents and chapters, in order', () => {
    const page = read(writeHtml(book()))
    expect(elementsOf(page, 'h1').map(textOf)).toEqual(['The Lamp in the Window'])
    const headings = ['Summary', 'Notes', 'Disclaimer', 'Missing', 'Contents', 'One', 'Chapter 2', 'Closing notes']
    expect(elementsOf(page, 'h2').map(textOf)).toEqual(headings)
    expect(elementsOf(page, 'dt').map(textOf)).toEqual(['Fandom', 'Characters', 'Rating'])
    expect(elementsOf(page, 'dd').map(textOf)).toContain('Tom <the> Boatman')
  })

  test('keeps the ids of two chapters apart', () => {
    const blocks = [t.marked({ id: 'b1' }, t.p('she typed <p id="b1"> and id="b1"')), t.marked({ id: 'b2' }, t.hr)]
    const page = read(writeHtml(book({ chapters: [chapter(null, null, ...blocks), chapter(null, null, ...blocks)] })))
    const ids = everyElement(page).flatMap(({ attributes }) => attributes['id'] ?? [])
    expect(ids).toEqual(['chapter-1', 'c1-b1', 'c1-b2', 'chapter-2', 'c2-b1', 'c2-b2'])
    expect(elementsOf(page, 'p').map(textOf)).toContain('she typed <p id="b1"> and id="b1"')
  })

  test('says which language and direction each text has', () => {
    const page = read(
      writeHtml(book({ language: 'he', direction: 'rtl', chapters: [{ ...chapter('x', 1), language: 'yi' }] })),
    )
    expect(page.attributes).toEqual({ lang: 'en', dir: 'ltr' })
    expect(elementsOf(page, 'h1')[0]?.attributes).toMatchObject({ lang: 'he', dir: 'rtl' })
    expect(elementsOf(page, 'article')[0]?.attributes).toMatchObject({ lang: 'yi', dir: 'rtl' })
  })

  test('asks for nothing from anywhere', () => {
    const html = writeHtml(book({ chapters: [chapter('x', 1, ...EVERY_KIND)] }))
    const page = read(html)
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(everyElement(page).flatMap(({ attributes }) => attributes['src'] ?? [])).toEqual([])
    expect(elementsOf(page, 'link')).toEqual([])
    expect(textOf(elementsOf(page, 'style')[0])).not.toMatch(/url\(|@import/)
  })

  test('is well-formed whatever the story', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        expect(() => read(writeHtml(book({ chapters: [chapter(null, null, ...blocks)] })))).not.toThrow()
      }),
    )
  })

  test('is well-formed and without surprises when every value is hostile', () => {
    const names = new Set(everyElement(read(writeHtml(book(HOSTILE)))).map(({ name }) => name))
    for (const name of ['script', 'iframe', 'svg', 'img']) expect(names).not.toContain(name)
    expect(parse(writeHtml(book(HOSTILE))).childNodes.map(({ nodeName }) => nodeName)).toEqual([
      '#documentType',
      'html',
    ])
  })

  test.for(hostile.text)('shows %j as text', (payload) => {
    const page = read(
      writeHtml(book({ title: payload, summary: payload, facts: [{ label: payload, values: [payload] }] })),
    )
    const plain = read(writeHtml(book({ title: 'x', summary: 'x', facts: [{ label: 'x', values: ['x'] }] })))
    expect(framesOf(page)).toEqual(framesOf(plain))
  })
})

function read(html: string): XmlElement {
  return readXml(html.replace('<!DOCTYPE html>\n', '<?xml version="1.0" encoding="utf-8"?>\n'))
}

/** The elements, without those of which a text may have any number. */
function framesOf(page: XmlElement): readonly string[] {
  const names = everyElement(page).map(({ name }) => name)
  return names.filter((name) => name !== 'br' && name !== 'p')
}

function everyElement(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap((each) => (typeof each === 'string' ? [] : everyElement(each)))]
}
