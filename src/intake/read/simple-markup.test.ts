import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Markup, parseMarkup, walkTree } from './markup.ts'
import { parseSimpleMarkup } from './simple-markup.ts'

/** All that is read of parsed markup. */
function outline(markup: Markup): unknown {
  const seen: unknown[] = []
  walkTree(markup.document, {
    enter(element) {
      const { tagName, attrs, sourceCodeLocation } = element
      const isImplied = tagName === 'html' || tagName === 'head' || tagName === 'body'
      const at = isImplied ? 0 : sourceCodeLocation?.startOffset
      seen.push(['start', tagName, attrs.map(({ name, value }) => [name, value]), at])
      return true
    },
    leave(element) {
      seen.push(['end', element.tagName])
    },
    text(node) {
      const index = markup.order.get(node)
      seen.push([node.value, index, index === undefined ? null : markup.runs[index]])
    },
  })
  return { seen, runs: markup.runs, styles: markup.styles }
}

const PIECES = [
  '<p>',
  '</p>',
  '<p align="center">',
  '<P CLASS="MsoNormal" style="margin: 0in">',
  '<i>',
  '</i>',
  '<b>',
  '</b>',
  '<em>',
  '</em>',
  '<span lang="fr">',
  '</span>',
  '<font size="3">',
  '</font>',
  '<br>',
  '<br />',
  '<BR>',
  '<hr>',
  '<hr size="1" />',
  '<img src="a.gif" alt="a">',
  '<div>',
  '</div>',
  '<center>',
  '</center>',
  '<blockquote>',
  '</blockquote>',
  '<ul>',
  '</ul>',
  '<li>',
  '</li>',
  '<o:p>',
  '</o:p>',
  '<a href="x">',
  '</a>',
  '<h3>',
  '</h3>',
  '<!-- note -->',
  '\n',
  '\r\n',
  '\r',
  ' ',
  'word',
  'two words',
  'é',
  '🦊',
  '&nbsp;',
  '&amp;',
  '&ldquo;',
  '&rsquo;',
  '&#8212;',
  '&#150;',
  '&#x2014;',
  '& ',
  'R&B',
  '&copy2002',
  '&lang;',
  '&notit;',
  '<',
  '<3',
  '>',
  '"',
]

const WELL_FORMED = [
  '<p>It was <i>late</i>.</p>\r\n<p>&nbsp;</p>\r\n<p>She said &ldquo;no&rdquo; &amp; left.</p>',
  'One.<br /><br />Two <b>and <i>three</i></b>.<br>\n&nbsp;&nbsp;Four.',
  '  \n<p align="center">* * *</p><hr><blockquote><p>A letter<p>of two</blockquote><ul><li>one</li>\n<li><p>two</p></li></ul>',
  '<div>One</div><div>&nbsp;</div><center>THE END</center>',
  '<p class="MsoNormal"><span style="font-size: 12pt"><font face="Times">Text<o:p></o:p></font></span></p>',
  'typed text\r\n\r\nin lines & so on',
  '<P>Old<BR>pages<P>never closed<P>anything',
  '',
  '   ',
]

describe('parseSimpleMarkup', () => {
  test.for(WELL_FORMED)('reads what nobody could misread: %s', (source) => {
    const simple = parseSimpleMarkup(source)
    expect(simple).toBeDefined()
    expect(outline(simple as Markup)).toEqual(outline(parseMarkup(source)))
  })

  test('agrees with the parser, or gives up', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }), (pieces) => {
        const source = pieces.join('')
        const parsed = parseMarkup(source)
        expect(outline(parseSimpleMarkup(source) ?? parsed)).toEqual(outline(parsed))
      }),
      { numRuns: 4000 },
    )
  })

  test.for([
    '<p><i>open</p>',
    '<p>a</div>',
    '<table><tr><td>a</td></tr></table>',
    '<script>alert(1)</script>',
    '<p title=unquoted>a</p>',
    'a &lt b',
    '<!-- a -->b',
    '<i><p>a</p></i>',
    'a\0b',
  ])('gives up on %s', (source) => {
    expect(parseSimpleMarkup(source)).toBeUndefined()
  })
})
