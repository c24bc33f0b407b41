import { describe, expect, test } from 'vitest'
import { openStory } from './open-story.ts'

const STORY = {
  title: 'Hollow Ground',
  summary: '<p>A lamp.</p>',
  authors: [{ name: 'Tamsin', email: 't@example.com' }, { name: 'x@example.com' }],
  categories: 'Gen',
  fandoms: 'Harbour Lights, Night Ferry',
  date: '0000-00-00 00:00:00',
  updated: '2003-05-02 10:00:00',
  chapters: [
    { position: '2', title: 'Two & more', text: 'second\nline' },
    { position: '1', title: '', notes: 'To Sue', text: '<p>first</p>' },
  ],
}
const open = (story: unknown): ReturnType<typeof openStory> => openStory(Buffer.from(JSON.stringify(story)))

describe('openStory', () => {
  test('gives chapters in their order, with where they begin', () => {
    const opened = open(STORY)
    if ('code' in opened) throw new Error(opened.why)
    expect(opened.html).toBe(
      '<h2>Chapter 1</h2>\n<blockquote>To Sue</blockquote>\n<p>first</p>\n<h2>Two &#38; more</h2>\n<p>second</p>\n<p>line</p>\n',
    )
    expect(opened.chapters?.map(({ at, number }) => [opened.html.slice(at, at + 6), number])).toEqual([
      ['<h2>Ch', 1],
      ['<h2>Tw', 2],
    ])
  })

  test('states what the fields say, and neither addresses nor days that nobody knew', () => {
    const opened = open(STORY)
    if ('code' in opened) throw new Error(opened.why)
    expect(opened.stated.map(({ field, value }) => `${field}: ${value}`)).toEqual([
      'title: Hollow Ground',
      'summary: A lamp.',
      'updated: 2003-05-02',
      'fandom: Harbour Lights',
      'fandom: Night Ferry',
      'category: Gen',
      'author: Tamsin',
    ])
  })

  test('reads the prose of a field without its markup', () => {
    const opened = open({ ...STORY, summary: '<p>It&#8217;s late &amp; <b>dark</b>.</p><p>&quot;Ada?&quot;</p>' })
    expect(opened).toMatchObject({
      stated: expect.arrayContaining([
        expect.objectContaining({ field: 'summary', value: 'It’s late & dark.\n"Ada?"' }),
      ]),
    })
  })

  test('holds back what its rescuers noted as not to be imported', () => {
    expect(open({ ...STORY, do_not_import: '1' })).toHaveProperty('notPublic')
    expect(open({ ...STORY, do_not_import: '0' })).not.toHaveProperty('notPublic')
  })

  test('refuses a story without its text', () => {
    expect(open({ ...STORY, chapters: [] })).toMatchObject({ code: 'no-story' })
  })

  test('survives being cut off at every byte', () => {
    const bytes = Buffer.from(JSON.stringify(STORY))
    for (let length = 0; length < bytes.length; length++)
      expect(openStory(bytes.subarray(0, length))).toBeTypeOf('object')
  })
})
