import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexLines } from '../position.ts'
import { runOf, sourceSpan } from '../run.ts'
import layouts from './cases/layouts.json' with { type: 'json' }
import type { Manuscript } from './manuscript.ts'
import { readText } from './read-text.ts'

interface Layout {
  readonly name: string
  readonly lines: readonly string[]
  readonly wrapped: boolean
  readonly gap: number
  readonly paragraphs: readonly (readonly number[])[]
  readonly breaks?: readonly number[]
  readonly verse?: readonly number[]
}

function read(text: string): Manuscript {
  return readText(runOf(text))
}

function texts(manuscript: Manuscript): string[] {
  return manuscript.paragraphs.map((paragraph) => paragraph.run.text)
}

function middle(text: string): string {
  return ' '.repeat(Math.floor((72 - text.length) / 2)) + text
}

describe('readText', () => {
  test.for(layouts as readonly Layout[])('reads $name', ({ lines, wrapped, gap, paragraphs, breaks, verse }) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const manuscript = read(lines.join(end))
      expect(manuscript.paragraphs.map((p) => [p.first + 1, p.last + 1])).toEqual(paragraphs)
      expect(manuscript.layout).toMatchObject({ wrapped, gap })
      const broken = manuscript.paragraphs.map((p) => p.lineBreaks.length)
      expect(broken).toEqual(breaks ?? paragraphs.map(() => 0))
      const inVerse = manuscript.paragraphs.filter((p) => manuscript.lines[p.first]?.containers[0]?.kind === 'verse')
      expect(inVerse.map((p) => p.first + 1)).toEqual(verse ?? [])
    }
  })

  test('joins lines by one space, and by none where the script has none', () => {
    const island = 'その島では三日つづけて船が来なかったが、なぜなのかを話そうとする人はひとり'
    expect(texts(read(`${island}\n${island}\n${island}\n${island}\n話す。`))).toEqual([`${island.repeat(4)}話す。`])
    const english = 'The ferry had been late for three days running, and nobody on the\nisland was willing to say why.'
    expect(texts(read(english))).toEqual([english.replace('\n', ' ')])
  })

  test('keeps a hyphen at the end of a line, without a space behind it', () => {
    const text =
      'The ferry had been late for three days running and the old harbour-\nmaster was not willing to say why, neither to two- nor to three-\nor four-legged friends of his.'
    expect(texts(read(text))[0]).toContain('harbour-master')
    expect(texts(read(text))[0]).toContain('three- or four-legged')
  })

  test('takes off mail quoting that most lines carry, and keeps its level', () => {
    const manuscript = read('> The ferry was late.\n>\n>> "Go home," he said.\n> > "No."\n>\n> She stayed.')
    expect(texts(manuscript)).toEqual(['The ferry was late.', '"Go home," he said.', '"No."', 'She stayed.'])
    expect(manuscript.lines.map((line) => line.quote)).toEqual([1, 1, 2, 2, 1, 1])
    expect(manuscript.layout.quoted).toBe(true)
  })

  test('takes off the quoting of a quoted letter among other lines', () => {
    const manuscript = read(
      'She wrote:\n\n> Dear Tom,\n>\n> the ferry is late.\n> Love, M.\n\nHe read it.\n\nTwice.\n\nThen he slept.',
    )
    expect(texts(manuscript)).toContain('Dear Tom,')
    expect(manuscript.layout.quoted).toBe(false)
  })

  test.for(['>I can hear you.<', '> and then he pointed', 'a > b', '| a | table |'])('leaves %s as it is', (line) => {
    const manuscript = read(`The ferry was late.\n\n${line}\n\nShe waited.`)
    expect(texts(manuscript)[1]).toBe(line)
    expect(manuscript.lines[2]?.quote).toBe(0)
  })

  test('counts indents in columns: tabs, no-break spaces, wide spaces', () => {
    const manuscript = read('\tOne.\n\n\u00a0\u00a0\u00a0Two.\n\n\u3000三。\n\n  \tFour.')
    expect(manuscript.lines.filter((line) => line.kind === 'text').map((line) => line.indent)).toEqual([8, 3, 2, 8])
    expect(texts(manuscript)).toEqual(['One.', 'Two.', '三。', 'Four.'])
  })

  test('knows lines set in the middle by spaces from an indented letter', () => {
    const centred = read(
      `${middle('The Late Ferry')}\n${middle('by T. Reed')}\n\nThe ferry was late.\n\n${middle('~*~')}\n\nShe waited.`,
    )
    expect(centred.lines.map((line) => line.align)).toEqual([
      'centre',
      'centre',
      null,
      null,
      null,
      'centre',
      null,
      null,
    ])
    const indent = ' '.repeat(20)
    const letter = read(
      `${indent}Dear Tom,\n\n${indent}The ferry is late again.\n\n${indent}Come and see me.\n\n${indent}Yours, Marra`,
    )
    expect(letter.lines.every((line) => line.align === null)).toBe(true)
  })

  test('reads ends of pages and lines of nothing but joiners as white space', () => {
    const manuscript = read('One.\n\f\n\u200b\nTwo\vand three.')
    expect(manuscript.lines.map((line) => line.kind)).toEqual(['text', 'blank', 'blank', 'text'])
    expect(texts(manuscript)).toEqual(['One.', 'Two and three.'])
  })

  test('counts blank lines before a paragraph', () => {
    expect(read('One.\n\nTwo.\n\n\n\nThree.').paragraphs.map((p) => p.blankBefore)).toEqual([0, 1, 3])
  })

  test.for(['', '\n', '\r\r\n', '\0', '\u{fffd}', '*', ' '.repeat(1000)])('survives %j', (text) => {
    expect(read(text).paragraphs.length).toBeLessThanOrEqual(1)
  })

  test('has the lines of the source, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_/~>|\t\n\r".\u00a0漢'.split('')) }), (text) => {
        const manuscript = read(text)
        const { starts } = indexLines(text)
        const count = starts.at(-1) === text.length ? starts.length - 1 : starts.length
        expect(manuscript.lines.map((line) => line.number)).toEqual(Array.from({ length: count }, (_, i) => i + 1))
      }),
    )
  })

  test('maps every character of a paragraph to the same character of the source', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB *_/~>.-\n\r"漢'.split('')) }), (text) => {
        for (const { run } of read(text).paragraphs) {
          for (let i = 0; i < run.text.length; i++) {
            const [from, to] = sourceSpan(run, i, i + 1)
            // A space of ours stands for nothing in the source.
            expect(from === to ? ' ' : text.slice(from, to)).toBe(run.text.charAt(i))
          }
        }
      }),
    )
  })
})
