import { describe, expect, test } from 'vitest'
import { parseMarkup, readMarkup, textRuns } from '../../read/index.ts'
import { type Header, recogniseHeader } from './index.ts'

function recognise(source: string): Header {
  const markup = parseMarkup(source)
  return recogniseHeader(readMarkup(markup, textRuns(markup)))
}

describe('recogniseHeader of markup', () => {
  test('reads bold labels in a soup of line breaks', () => {
    const { title, authors, rating, summary } = recognise(
      '<b>Title:</b> Ember<br><b>Author:</b> wren<br><b>Rating:</b> PG-13<br><b>Summary:</b> It does <i>not</i> go out.<br><br>It was warm.',
    )
    expect([title?.value, authors[0]?.value, rating?.value, summary?.value]).toEqual([
      'Ember',
      'wren',
      'teen',
      'It does not go out.',
    ])
  })

  test('reads labels and values side by side in a table', () => {
    const { title, authors, rating } = recognise(
      '<table><tr><td>Title</td><td>Ember</td></tr><tr><td>Author</td><td>wren</td></tr><tr><td>Rating:</td><td>PG</td></tr></table><p>It was warm.</p>',
    )
    expect([title?.value, authors[0]?.value, rating?.asWritten]).toEqual(['Ember', 'wren', 'PG'])
  })

  test('reads a list of terms', () => {
    const { rating, fandoms } = recognise(
      '<dl><dt>Rating:</dt><dd>Teen</dd><dt>Fandom:</dt><dd>The Long Watch</dd></dl><p>It was warm.</p>',
    )
    expect([rating?.value, fandoms[0]?.value]).toEqual(['teen', 'The Long Watch'])
  })

  test('takes headings for title and byline', () => {
    const { title, authors } = recognise(
      '<h1>Lanterns</h1><h3>by Odette Quill</h3><p>The key was cold, and she put it back.</p>',
    )
    expect([title?.value, authors[0]?.value]).toEqual(['Lanterns', 'Odette Quill'])
  })

  test('leaves a table of the story alone', () => {
    const { title, authors, roles } = recognise(
      '<p>The bill lay there.</p><table><tr><td>Soup</td><td>barley</td></tr><tr><td>Total</td><td>14.50</td></tr></table><p>She paid.</p>',
    )
    expect([title, authors, roles.size]).toEqual([null, [], 0])
  })
})
