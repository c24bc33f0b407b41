import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinRuns, type Run, sliceRun, sourceSpan } from '../run.ts'
import cases from './cases/markup.json' with { type: 'json' }
import type { Line, Manuscript } from './manuscript.ts'
import { parseMarkup, textRuns } from './markup.ts'
import { readMarkup } from './read-html.ts'

function read(source: string): Manuscript {
  const markup = parseMarkup(source)
  return readMarkup(markup, textRuns(markup))
}

/** What the manuscript says, a string for each paragraph, heading, rule and blank line. */
function shown({ lines, paragraphs }: Manuscript): string[] {
  const starts = new Map(paragraphs.map((paragraph) => [paragraph.first, paragraph]))
  return lines.flatMap((line, i) => {
    if (line.kind === 'blank') return ['']
    if (line.kind === 'rule') return ['rule']
    if (line.kind === 'heading') return [`heading: ${tagged(line.run, line.marks, [])}`]
    const paragraph = starts.get(i)
    return paragraph === undefined ? [] : [about(line) + tagged(paragraph.run, paragraph.marks, paragraph.lineBreaks)]
  })
}

function about({ containers, align, dir, lang }: Line): string {
  const path = containers.map(({ kind }) => `${kind}>`).join('')
  const said = [dir, lang, align].filter((word) => word !== undefined && word !== null).join(' ')
  return (path === '' ? '' : `${path} `) + (said === '' ? '' : `${said}: `)
}

function tagged(run: Run, marks: Line['marks'], lineBreaks: readonly number[]): string {
  const tags = marks.flatMap(({ from, to, kind }, order) => [
    { at: from, order, tag: `<${kind}>` },
    { at: to, order: -1 - order, tag: `</${kind}>` },
  ])
  tags.sort((a, b) => b.at - a.at || b.order - a.order)
  let written = run.text
  for (const at of lineBreaks) written = `${written.slice(0, at - 1)}⏎${written.slice(at)}`
  for (const { at, tag } of tags) written = written.slice(0, at) + tag + written.slice(at)
  return written
}

describe('readMarkup', () => {
  test.for(cases)('reads $name', (c) => {
    expect(shown(read(c.in))).toEqual(c.out)
  })

  test('says what the page says of itself', () => {
    const source =
      '<html lang="de-AT"><head><title>\n Die Fähre &amp; mehr </title></head><body><p>Spät.<img src=a><img src=b>'
    const { hints } = read(source)
    expect(hints.title?.text).toBe('Die Fähre & mehr')
    expect(hints.language?.text).toBe('de-AT')
    expect(source.slice(...sourceSpan(hints.language as Run))).toBe('de-AT')
    expect(hints.images).toBe(2)
  })

  test('drops looks that hold for the whole page, such as a <center> that was never closed', () => {
    const story = '<p>The ferry was late again, and *she* waited on the quay.</p>'.repeat(40)
    const manuscript = read(`<center><h1>The Late Ferry</h1><b><font size=2>${story}<p>* * *</p>`)
    expect(manuscript.lines[0]?.align).toBe('centre')
    expect(manuscript.lines[1]?.align).toBe(null)
    expect(manuscript.lines[1]?.marks.map((mark) => mark.kind)).toEqual(['em'])
    expect(manuscript.lines.at(-1)?.align).toBe('centre')
  })

  test('keeps a long text that is hidden', () => {
    expect(read(`<div style="display:none"><p>${'A spoiler for all. '.repeat(30)}</div>`).paragraphs).toHaveLength(1)
  })

  test('reads 50,000 paragraphs on one line of markup', () => {
    expect(read('<p>It was <i>late</i>.'.repeat(50_000)).paragraphs).toHaveLength(50_000)
  })

  test('numbers lines as the markup stands', () => {
    const manuscript = read('<p>One\r\ntwo\rthree.</p>\n<p>\n\nFour.<br>\nFive.</p>')
    expect(manuscript.lines.map((line) => [line.number, line.endNumber ?? line.number])).toEqual([
      [1, 3],
      [6, 6],
      [7, 7],
    ])
  })

  test('gives repairs the text of each node with its place in the markup', () => {
    const source =
      '<title>A&amp;B</title><style>x</style><p>It&#146;s\r\n<b>late</b></x>r&hellip;<textarea>no</textarea>'
    const runs = textRuns(parseMarkup(source))
    expect(runs.map((run) => run.text)).toEqual(['A&B', 'It’s\n', 'late', 'r…'])
    expect(runs.map((run) => source.slice(...sourceSpan(run)))).toEqual([
      'A&amp;B',
      'It&#146;s\r\n',
      'late',
      'r&hellip;',
    ])
    expect(source.slice(...sourceSpan(runs[1] as Run, 2, 3))).toBe('&#146;')
  })

  test('has the same lines with and without repairs', () => {
    const pieces = [
      '<p>',
      '<br>',
      '&nbsp;',
      'a',
      ' ',
      '\n',
      '<i>',
      '</i>',
      '<td>',
      '<table>',
      '</p>',
      '<hr>',
      '<pre>',
      '*',
      '&gt; ',
      '<h1>',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const markup = parseMarkup(parts.join(''))
        const repaired = textRuns(markup).map(withoutSpaces)
        const faithful = readMarkup(markup, textRuns(markup)).lines
        expect(readMarkup(markup, repaired).lines.map((line) => line.number)).toEqual(
          faithful.map((line) => line.number),
        )
      }),
    )
  })

  test('maps every character to where it stands in the markup', () => {
    const pieces = [
      '<p>',
      '<br>',
      'ab',
      ' ',
      '\r\n',
      '<i>',
      '</i>',
      '</b>',
      '&amp;',
      '&lt',
      '&#8217;',
      '<table>',
      '<pre>',
      '\0',
      '漢',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const source = parts.join('')
        for (const { run } of read(source).paragraphs) {
          for (let i = 0; i < run.text.length; i++) {
            const there = source.slice(...sourceSpan(run, i, i + 1))
            expect(decoded(there)).toBe(run.text.charAt(i))
          }
        }
      }),
    )
  })

  test.for(['<div>', '<i>', '<blockquote>', '<table><tr><td>'])('reads 60,000 levels of %s', (tag) => {
    const manuscript = read(`${tag.repeat(60_000)}deep down`)
    expect(manuscript.paragraphs.map((paragraph) => paragraph.run.text)).toEqual(['deep down'])
    expect(manuscript.lines[0]?.containers.length).toBeLessThanOrEqual(16)
  })

  test.for([
    '',
    '<',
    '</',
    '&',
    '<!--',
    '<p',
    '<a href="',
    '<table><select><table>',
    '<![CDATA[x]]>',
    '<svg><p>x</svg>',
    '\0<p>\0',
  ])('survives %j', (source) => {
    expect(() => read(source)).not.toThrow()
  })
})

/** A repair that takes all no-break spaces away. */
function withoutSpaces(run: Run): Run {
  const kept = [...run.text.matchAll(/[^\u00a0]+/g)]
  return joinRuns(kept.map((part) => sliceRun(run, part.index, part.index + part[0].length)))
}

function decoded(there: string): string {
  const entities: Record<string, string> = { '&amp;': '&', '&lt': '<', '&#8217;': '’', '': ' ' }
  return entities[there] ?? (there.trim() === '' ? ' ' : there)
}
