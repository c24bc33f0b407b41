import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { docxBody, docxOf } from '../formats/testing/story-files.ts'
import { intake } from '../intake.ts'
import cases from './cases/site-files.json' with { type: 'json' }
import { type Convention, conventionHash, findConvention, readConvention } from './index.ts'

const FOLDER = new URL('../../../sites/', import.meta.url)

function open(key: string, yaml: string): Convention {
  const read = readConvention(key, yaml)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.convention
}

const HARBOUR = open(
  'harbour',
  `site: Harbour List
hosts: [harbour.example]
lists: [harbour-l]
signs: ["-=- harbour -=-", lamp lighters]
marks:
  "*": bold
  _: underline
  /: italics
  "~": nothing
breaks: [HARBOUR]
blank-lines: 3
capitals: headings
took-out: ["#"]`,
)
const ISLAND = open('island', 'site: Island\nhosts: [island.example]')

const TYPED = 'She was *very* late, and /so/ was he; the ~lamp~ was not.'

function pageOf(address: string): string {
  return `<html><body><div id="pagetitle"><a href="viewstory.php?sid=1">The Lamp</a> by <a href="viewuser.php?uid=2">Wren</a></div><div id="story"><p>${TYPED}</p><p>He came home.</p></div>${address}</body></html>`
}

async function takeIn(content: string | Uint8Array, chosen: string | null, path = 'a.txt') {
  const bytes = Buffer.from(content)
  const file = { path, within: [], bytes, size: bytes.length, sha256: '' }
  return intake({ ...file, conventions: { known: [HARBOUR, ISLAND], chosen } }, [])
}

describe('readConvention', () => {
  test.for(cases.take)('takes $name', (c) => {
    expect(readConvention('x', c.in).ok).toBe(true)
  })
  test.for(cases.refuse)('refuses $name, and says where', (c) => {
    const result = readConvention('x', c.in)
    expect(result.ok ? [] : result.problems.map(({ code, line }) => [code, line])).toEqual(c.problems)
  })
  test('refuses a file name that no command line takes', () => {
    expect(readConvention('My Site', 'site: X').ok).toBe(false)
  })
  test('refuses what is larger than any site file', () => {
    expect(readConvention('x', `site: X\n${'#'.repeat(100_001)}`).ok).toBe(false)
  })
  test.for(readdirSync(FOLDER))('takes %s, which comes with the program', (name) => {
    expect(open(name.replace('.yaml', ''), readFileSync(new URL(name, FOLDER), 'utf8')).name).not.toBe('')
  })
})

describe('conventionHash', () => {
  test('is the same in any order and changes with a meaning', () => {
    const changed = { ...ISLAND, marks: new Map([['*', 'bold'] as const]) }
    expect(conventionHash([HARBOUR, ISLAND])).toBe(conventionHash([ISLAND, HARBOUR]))
    expect(conventionHash([HARBOUR, changed])).not.toBe(conventionHash([HARBOUR, ISLAND]))
  })
})

describe('findConvention', () => {
  test.for(cases.find)('finds $name', (c) => {
    expect(findConvention(c.in, [HARBOUR, ISLAND], null)?.convention.key).toBe(c.key)
  })
  test.for(cases.leave)('leaves $name', (c) => {
    expect(findConvention(c.in, [HARBOUR, ISLAND], null)).toBeNull()
  })
  test('takes the chosen one without evidence', () => {
    expect(findConvention('It was late.', [HARBOUR, ISLAND], 'island')).toMatchObject({ by: 'chosen', evidence: [] })
  })
})

describe('a source read by a convention', () => {
  const STORY = [
    'She was *very* late, _again_, and /so/ was he; the ~lamp~ was not.',
    '',
    'HARBOUR',
    '',
    'He came home when the lamp was out and said nothing.',
    '',
    '',
    '',
    'She was *gone* by then, and *nobody had asked him.',
  ].join('\n')

  test('has each mark as the site meant it, its breaks, and nothing else changed', async () => {
    const { chapters, inspection } = await takeIn(STORY, 'harbour')
    const kinds = chapters.flatMap(({ blocks }) => blocks.map(({ kind }) => kind))
    expect(kinds).toEqual(['p', 'hr', 'p', 'hr', 'p'])
    expect(chapters[0]?.blocks[0]).toMatchObject({
      children: [
        'She was ',
        { kind: 'strong', children: ['very'] },
        ' late, ',
        { kind: 'u', children: ['again'] },
        ', and ',
        { kind: 'em', children: ['so'] },
        ' was he; the ~lamp~ was not.',
      ],
    })
    expect(inspection.counts).toMatchObject({ emphasis: 4, breaks: 2 })
  })

  test('says which, why, and how the marks count', async () => {
    const { inspection } = await takeIn(STORY, 'harbour')
    expect(inspection.convention).toEqual({
      key: 'harbour',
      name: 'Harbour List',
      by: 'chosen',
      evidence: [],
      marks: [
        { mark: '*', meaning: 'bold', pairs: 2, unpaired: 1 },
        { mark: '_', meaning: 'underline', pairs: 1, unpaired: 0 },
        { mark: '/', meaning: 'italics', pairs: 1, unpaired: 0 },
        { mark: '~', meaning: 'nothing', pairs: 1, unpaired: 0 },
      ],
    })
    const whys = inspection.suggestions.map(({ why }) => why)
    expect(whys).toContain(
      'At Harbour List “*” is bold; 2 of 3 pairs close inside a paragraph, the others stay as they are.',
    )
    expect(whys).toContain('Harbour List took “#” out of stories; breaks and stress may be missing.')
  })

  test('took nothing out where the signs are still there', async () => {
    const { inspection } = await takeIn(`${STORY} #`, 'harbour')
    expect(inspection.suggestions.filter(({ why }) => why.includes('took'))).toEqual([])
  })

  test('is read so where the source itself says where it is from', async () => {
    const { inspection } = await takeIn(`http://www.harbour.example/a.txt\n\n${STORY}`, null)
    expect(inspection.convention).toMatchObject({ key: 'harbour', by: 'found', evidence: ['harbour.example'] })
  })

  test('is read as ever where nothing says so', async () => {
    const { inspection, chapters } = await takeIn(STORY, null)
    expect(inspection.convention).toBeUndefined()
    expect(chapters[0]?.blocks[0]).toMatchObject({
      children: ['She was ', { kind: 'em' }, ' late, ', { kind: 'em' }, {}],
    })
  })

  test('has headings where lines in capitals are headings', async () => {
    const text = `THE FIRST NIGHT\n\n${STORY}\n\nTHE SECOND NIGHT\n\nIt was *late* again.`
    const { chapters, inspection } = await takeIn(text, 'harbour')
    expect(inspection.work?.title).toMatchObject({ value: 'THE FIRST NIGHT', rule: 'heading' })
    expect(chapters.flatMap(({ blocks }) => blocks)).toContainEqual(
      expect.objectContaining({ kind: 'h4', children: ['THE SECOND NIGHT'] }),
    )
  })

  const BOLD = { kind: 'strong', children: ['very'] }

  test('is read so in a word processor file, too', async () => {
    const { chapters, inspection } = await takeIn(
      docxOf(docxBody([{ kind: 'text', spans: [TYPED] }])),
      'harbour',
      'a.docx',
    )
    expect(inspection.convention).toMatchObject({ key: 'harbour', by: 'chosen' })
    expect(chapters[0]?.blocks[0]).toMatchObject({ children: ['She was ', BOLD, ' late, and ', {}, expect.anything()] })
  })

  test('is read so in a page of a site, by the address that it names or was saved from', async () => {
    const named = await takeIn(pageOf('Archived at http://www.harbour.example/'), null, 'a.html')
    expect(named.inspection.convention).toMatchObject({ key: 'harbour', by: 'found' })
    expect(named.chapters[0]?.blocks[0]).toMatchObject({ children: ['She was ', BOLD, {}, {}, {}] })
    const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${pageOf('')}`
    const record = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://harbour.example/viewstory.php?sid=1\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`
    const saved = await takeIn(record, null, 'a.warc')
    expect(saved.inspection.convention).toMatchObject({ key: 'harbour', by: 'found' })
  })

  test('lost nothing where it has markup of its own', async () => {
    const { inspection } = await takeIn(
      '<html><body><p>She was <i>late</i>.</p><p>He was not.</p></body></html>',
      'harbour',
    )
    expect(inspection.suggestions.filter(({ why }) => why.includes('took'))).toEqual([])
  })
})
