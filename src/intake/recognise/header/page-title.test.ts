import { describe, expect, test } from 'vitest'
import { readText } from '../../read/index.ts'
import { runOf } from '../../run.ts'
import { type Header, recogniseHeader } from './index.ts'

const STORY = 'They left at dawn, and nobody had thought to bring the lamp that had been mended for it.'

function recognisePage(title: string, text = STORY): Header {
  return recogniseHeader({ ...readText(runOf(text)), hints: { title: runOf(title), language: null } })
}

describe('recogniseHeader of a page', () => {
  test('takes the title of the page where nothing else says one', () => {
    expect(recognisePage('Counting Backwards').title?.value).toBe('Counting Backwards')
  })

  test('takes title and pen name from "Title by Author - Site"', () => {
    const { title, authors } = recognisePage('Counting Backwards by Perrin Ash - The Watch House')
    expect([title?.value, authors.map(({ value }) => value)]).toEqual(['Counting Backwards', ['Perrin Ash']])
  })

  test('suggests one of several pieces', () => {
    const { title, suggestions } = recognisePage('The Watch House :: Counting Backwards')
    expect([title, suggestions.map(({ field }) => field)]).toEqual([null, ['title']])
  })

  test('states the first line that the title of the page repeats', () => {
    const { title, suggestions } = recognisePage('The Watch House :: Low Tide', `Low Tide\n\n${STORY}`)
    expect([title?.value, suggestions]).toEqual(['Low Tide', []])
  })

  test.for(['Untitled Document', 'New Page 1', 'index.html', 'fic', 'Welcome to my page', ''])('leaves %j', (title) => {
    expect(recognisePage(title).title).toBeNull()
  })

  test('leaves the title of the page where a label says one', () => {
    expect(recognisePage('The Watch House', `Title: Low Tide\nRating: PG\n\n${STORY}`).title?.value).toBe('Low Tide')
  })
})
