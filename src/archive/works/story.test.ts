import { describe, expect, test } from 'vitest'
import { storyBytes } from './story.ts'

const PLACE = { notes: [], about: '/works/x/y/about', idPrefix: '' }
const NOTE = 'A line may be missing here.'

function shown(story: string, place: Partial<Parameters<typeof storyBytes>[1]> = {}): string {
  return Buffer.from(storyBytes(Buffer.from(story), { ...PLACE, ...place })).toString()
}

function noteAt(blockId: string) {
  return { notes: [{ blockId, note: NOTE }] }
}

describe('storyBytes', () => {
  test('leaves a chapter as it is stored', () => {
    const story = '<p id="b1">“Ünd,” — said <em>I</em>.</p>\n<p id="b2">日本</p>'
    expect(shown(story)).toBe(story)
  })

  test('names every scene break for the ear', () => {
    expect(shown('<p id="b1">a</p>\n<hr id="b2"/>\n<hr/>')).toBe(
      '<p id="b1">a</p>\n<hr aria-label="scene break" id="b2"/>\n<hr aria-label="scene break"/>',
    )
  })

  test.for([
    ['a paragraph', '<p id="b1">a</p><p id="b2">b</p>', 'b1', '<p id="b1">a</p>@<p id="b2">b</p>'],
    ['a heading', '<h3 id="b1">a</h3>', 'b1', '<h3 id="b1">a</h3>@'],
    ['a break', '<hr id="b1"/><p id="b2">b</p>', 'b1', '<hr aria-label="scene break" id="b1"/>@<p id="b2">b</p>'],
    [
      'a letter',
      '<p id="b1">a</p><div id="b2" class="letter"><p id="b3">c</p></div>',
      'b2',
      '<p id="b1">a</p>@<div id="b2" class="letter"><p id="b3">c</p></div>',
    ],
    [
      'a paragraph in a letter',
      '<div id="b1" class="letter"><p id="b2">a</p></div>',
      'b2',
      '<div id="b1" class="letter"><p id="b2">a</p>@</div>',
    ],
  ] as const)('says what is doubtful beside %s', ([, story, blockId, pattern]) => {
    const [before = '', after = ''] = pattern.split('@')
    const text = shown(story, noteAt(blockId))
    expect(text.startsWith(before)).toBe(true)
    expect(text.endsWith(after)).toBe(true)
    expect(text.slice(before.length, text.length - after.length)).toMatch(
      /^<p class="doubt"[^>]*>A line may be missing here\. <a href="\/works\/x\/y\/about">/,
    )
  })

  test.for([
    ['a cell, where no paragraph may stand beside', '<table><tr><td id="b1">a</td></tr></table>', 'b1'],
    ['a block that is not there', '<p id="b1">a</p>', 'b2'],
    ['the same letters in somebody’s prose', '<p id="b9">type &#60;p id="b1"&#62; and wait</p>', 'b1'],
    ['an id that another begins with', '<p id="b10">a</p>', 'b1'],
  ] as const)('says nothing beside %s', ([, story, blockId]) => {
    expect(shown(story, noteAt(blockId))).toBe(story)
  })

  test('finds the block behind prose that looks like it', () => {
    const story = '<p id="b9">type &#60;p id="b1"&#62;</p><p id="b1">here</p>'
    expect(shown(story, noteAt('b1'))).toContain('<p id="b1">here</p><p class="doubt"')
  })

  test('says the same once at one place', () => {
    const notes = [
      { blockId: 'b1', note: NOTE },
      { blockId: 'b1', note: NOTE },
    ]
    expect(shown('<p id="b1">a</p>', { notes }).match(/missing/g)).toHaveLength(1)
  })

  test('gives ids a chapter in front of them, in tags and nowhere else', () => {
    expect(shown('<p id="b1">an id="b7" in prose</p>\n<hr id="b2"/>', { idPrefix: 'c3-' })).toBe(
      '<p id="c3-b1">an id="b7" in prose</p>\n<hr aria-label="scene break" id="c3-b2"/>',
    )
  })

  test('finds its place in a chapter of a million words', () => {
    const story = Array.from({ length: 50_000 }, (_, i) => `<p id="b${i + 1}">${'word '.repeat(20)}</p>`).join('\n')
    expect(shown(story, { ...noteAt('b49999'), idPrefix: 'c1-' }).indexOf('A line may be missing')).toBeGreaterThan(
      1_000_000,
    )
  })
})
