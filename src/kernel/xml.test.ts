import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeAttribute, escapeText, isLegalXmlCharacter, replaceIllegal, trustedXml, xml } from './xml.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' }))

describe('xml', () => {
  test('escapes what stands in its holes, also in attributes', () => {
    const title = '"><script>&'
    expect(xml`<a title="${title}">${title}</a>`.markup).toBe(
      '<a title="&#34;&#62;&#60;script&#62;&#38;">&#34;&#62;&#60;script&#62;&#38;</a>',
    )
  })

  test('passes markup through, joins lists and writes nothing for nothing', () => {
    const items = ['a', 'b'].map((each) => xml`<li>${each}</li>`)
    expect(xml`<ul>${items}${null}${undefined}${false}${0}${trustedXml('<li/>')}</ul>`.markup).toBe(
      '<ul><li>a</li><li>b</li>0<li/></ul>',
    )
  })
})

describe('escapeText', () => {
  test('writes numeric entities only', () => {
    expect(escapeText('a & b < c > "d"\r\n')).toBe('a &#38; b &#60; c &#62; "d"&#13;\n')
  })

  test('leaves nothing that could end the text, and loses nothing that is legal', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeText(text)).not.toMatch(/[<>]|&(?!#\d+;)/)
        const back = escapeText(text).replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        expect(back).toBe(replaceIllegal(text))
      }),
    )
  })
})

describe('escapeAttribute', () => {
  test('leaves nothing that could end the value, and keeps tabs and line feeds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeAttribute(text)).not.toMatch(/[<>"\t\n\r]|&(?!#\d+;)/)
        const back = escapeAttribute(text).replaceAll(/&#(\d+);/g, (_, code: string) =>
          String.fromCodePoint(Number(code)),
        )
        expect(back).toBe(replaceIllegal(text))
      }),
    )
  })
})

describe('replaceIllegal', () => {
  test('replaces every code unit that XML forbids, and no other', () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const expected = isLegalXmlCharacter(unit) ? String.fromCharCode(unit) : '\ufffd'
      expect(replaceIllegal(String.fromCharCode(unit))).toBe(expected)
    }
  })

  test('leaves pairs, and replaces halves', () => {
    expect(replaceIllegal('😀\ud83d \ude00')).toBe('😀\ufffd \ufffd')
  })
})
