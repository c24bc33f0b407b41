import { describe, expect, test } from 'vitest'
import { html, NOTHING, raw } from './html.ts'

describe('html', () => {
  test('escapes text, in an element and in either kind of quotes', () => {
    const text = `<b>"Fish" & 'chips'</b> &amp;`
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(
      '<p title="&lt;b&gt;&quot;Fish&quot; &amp; &#39;chips&#39;&lt;/b&gt; &amp;amp;">&lt;b&gt;&quot;Fish&quot; &amp; &#39;chips&#39;&lt;/b&gt; &amp;amp;</p>',
    )
  })

  test('leaves markup as it is, however deep in lists', () => {
    const items = ['a & b', 'c'].map((text) => html`<li>${text}</li>`)
    expect(html`<ul>${[items, [raw('<li>—</li>')]]}</ul>`.markup).toBe(
      '<ul><li>a &amp; b</li><li>c</li><li>—</li></ul>',
    )
  })

  test('escapes text in lists too', () => {
    expect(html`${['<', ['>']]}`.markup).toBe('&lt;&gt;')
  })

  test('leaves nothing of what is not there, and zero as zero', () => {
    expect(html`a${null}${undefined}${false}${true}${NOTHING}${''}${[]}b${0}`.markup).toBe('ab0')
  })
})
