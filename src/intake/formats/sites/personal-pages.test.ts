import { describe, expect, test } from 'vitest'
import { plainText } from '../../../document/plain-text.ts'
import { intake } from '../../intake.ts'
import type { Reading } from '../../reading.ts'
import cases from './cases/personal.json' with { type: 'json' }

const STORY =
  '<p>Ada <i>waited</i> by the lamp, and the rain came in from the sea. She had been there since noon.</p><p>He did not come.</p>'
const END = '<p>In the morning the tide had gone out. She went home, and the lamp burned on without her.</p>'

function read(html: string): Promise<Reading> {
  const bytes = Buffer.from(html)
  return intake({ path: 'harbour/lan2.html', within: [], bytes, size: bytes.length, sha256: 'a' }, [])
}

function pageOf({
  before = '',
  inside = '',
  after = '',
}: {
  before?: string
  inside?: string
  after?: string
}): string {
  return `<html><head><title>Harbour Lights</title></head><body bgcolor=black>${before}<center><font size=6>Harbour Lights</font><br>by Wren</center>${STORY}${inside}${END}${after}</body></html>`
}

function trees({ chapters }: Reading): unknown {
  return chapters.map(({ blocks }) =>
    JSON.parse(JSON.stringify(blocks, (key, value: unknown) => (key === 'id' ? undefined : value))),
  )
}

function leftOut({ inspection }: Reading): readonly string[] {
  return inspection.suggestions.filter(({ code }) => code === 'left-out').map(({ why }) => why)
}

/** Everything that a reading shows somewhere: its chapters, and the words of its facts. */
function shown({ inspection, chapters }: Reading): string {
  const headings = chapters.map(({ title }) => title ?? '')
  return [...headings, ...chapters.map(({ blocks }) => plainText(blocks)), JSON.stringify(inspection)].join('\n')
}

describe('a personal page', () => {
  test.for(cases.mend)('loses $name, and says so', async (page) => {
    const bare = await read(pageOf({}))
    const reading = await read(pageOf(page))
    expect(trees(reading)).toEqual(trees(bare))
    expect(reading.inspection.work?.title?.value).toBe('Harbour Lights')
    expect(reading.inspection.work?.authors.map(({ value }) => value)).toEqual(['Wren'])
    expect(leftOut(reading).join(' ')).toMatch(/of the site around the story (?:is|are) left out: “/)
  })

  test.for(cases.leave)('keeps $name', async (page) => {
    const reading = await read(pageOf(page))
    expect(leftOut(reading)).toEqual([])
    const words =
      [page.before, page.inside, page.after]
        .join(' ')
        .replaceAll(/<[^>]*>/g, ' ')
        .match(/\p{L}+/gu) ?? []
    expect(words.filter((word) => !shown(reading).includes(word))).toEqual([])
  })

  test('of frames names the pages that it shows', async () => {
    const frames =
      '<frameset cols="20%,*"><frame src="menu.html"><frame src="lan1.html"><noframes>No frames here.</noframes></frameset>'
    const { inspection } = await read(`<html><head><title>Lights</title></head>${frames}</html>`)
    expect(inspection.refusal).toEqual({
      code: 'no-story',
      why: 'This page only shows other pages in frames: “menu.html”, “lan1.html”. Import those.',
    })
  })

  test.for([
    ['a menu', '<a href="main.html">Home</a><br><a href="lamp/index.html">The Stair</a>', true],
    ['a menu under a title', '<h1>My stories</h1><a href="stair.html">The Stair</a>', true],
    ['a link and a sentence', '<a href="main.html">Home</a> She lit the lamp.', false],
    [
      'a story in a link that was never closed',
      `<a href="main.html">Home<p>${'She lit the lamp. '.repeat(9)}</p>`,
      false,
    ],
    ['a story set as a heading', `<h3>${'She lit the lamp. '.repeat(9)}</h3><a href="main.html">Home</a>`, false],
    ['a heading without links', '<h1>The Stair</h1>', false],
  ] as const)('is told from one that only leads to others: %s', async ([, body, isMenu]) => {
    const { inspection } = await read(`<html><head><title>Lights</title></head><body>${body}</body></html>`)
    expect(inspection.refusal?.why.startsWith('This page only leads to others: “') ?? false).toBe(isMenu)
  })

  test('of frames gives the story that it holds for browsers without them', async () => {
    const story = `${STORY}${END}`.repeat(6)
    const reading = await read(
      `<html><frameset rows="*"><frame src="a.html"><noframes><body>${story}</body></noframes></frameset></html>`,
    )
    expect(trees(reading)).toEqual(trees(await read(`<html><body>${story}</body></html>`)))
  })
})
