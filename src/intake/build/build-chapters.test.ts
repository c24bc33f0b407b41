import { describe, expect, test } from 'vitest'
import {
  blockquote,
  br,
  centre,
  ch,
  diary,
  em,
  footer,
  h4,
  header,
  hr,
  i,
  letter,
  li,
  narration,
  p,
  pov,
  pre,
  strong,
  table,
  td,
  tr,
  ul,
  verse,
} from '../../document/builders.ts'
import type { Block, Chapter } from '../../document/tree.ts'
import { parseMarkup, readMarkup, readText, textRuns } from '../read/index.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { FoundChapter, FoundSection, LineRole, Structure } from '../recognise/structure.ts'
import { runOf } from '../run.ts'
import { type Built, buildChapters } from './build-chapters.ts'
import { countEmphasis, countWords } from './count.ts'
import { numberedBlocks } from './number-blocks.ts'
import { pairIds } from './pair-ids.ts'

interface Found {
  /** Roles of lines that are no story, by line. */
  readonly roles?: Readonly<Record<number, LineRole>>
  readonly chapters?: readonly Partial<FoundChapter>[]
  readonly sections?: readonly Partial<FoundSection>[]
}

/** A structure whose lines count from 1, as people count them. */
function structure(manuscript: Manuscript, found: Found): Structure {
  const last = manuscript.lines.length
  const roles = manuscript.lines.map(
    (line, at): LineRole => found.roles?.[at + 1] ?? (line.kind === 'blank' ? 'blank' : 'story'),
  )
  const chapters = (found.chapters ?? [{}]).map((chapter) => ({
    heading: null,
    number: null,
    rule: 'test',
    confidence: 1,
    ...chapter,
    first: (chapter.first ?? 1) - 1,
    last: (chapter.last ?? last) - 1,
    sections: (found.sections ?? []).map(section),
  }))
  return { roles, chapters, breaks: [] }
}

function section(found: Partial<FoundSection>): FoundSection {
  return {
    kind: 'scene',
    label: null,
    labelLine: null,
    who: null,
    date: null,
    to: null,
    from: null,
    person: null,
    rule: 'test',
    confidence: 1,
    ...found,
    first: (found.first ?? 1) - 1,
    last: (found.last ?? 1) - 1,
  }
}

function buildText(lines: readonly string[], found: Found = {}): Built {
  const manuscript = readText(runOf(lines.join('\n')))
  return buildChapters(manuscript, structure(manuscript, found))
}

function buildMarkup(source: string, found: Found = {}): Built {
  const markup = parseMarkup(source)
  const manuscript = readMarkup(markup, textRuns(markup))
  return buildChapters(manuscript, structure(manuscript, found))
}

/** The chapters without ids. */
function bare({ chapters }: Built): Chapter[] {
  return chapters.map(
    (chapter) => JSON.parse(JSON.stringify(chapter, (key, value) => (key === 'id' ? undefined : value))) as Chapter,
  )
}

function blocks(built: Built): readonly Block[] {
  return bare(built)[0]?.blocks ?? []
}

const LONG = 'The ferry had been late for three days running, and nobody on the island was willing to say why.'

describe('buildChapters', () => {
  test('takes the story, and leaves header, notes, end marker and furniture', () => {
    const lines = ['Title: The Late Ferry', '', LONG, '', 'The End', '', 'Please review!', 'Back to the index']
    const built = buildText(lines, { roles: { 1: 'field', 5: 'end-marker', 7: 'note', 8: 'furniture' } })
    expect(bare(built)).toEqual([ch(null, p(LONG))])
  })

  test('makes a chapter of each that was found, and numbers the blocks of each from 1', () => {
    const built = buildText(['Part One', '', LONG, '', 'Part Two', '', LONG, '', 'She waited.'], {
      roles: { 1: 'chapter-heading', 5: 'chapter-heading' },
      chapters: [
        { heading: 'Part One', first: 1, last: 4 },
        { heading: 'Part Two', first: 5, last: 9 },
      ],
    })
    expect(bare(built)).toEqual([ch('Part One', p(LONG)), ch('Part Two', p(LONG), p('She waited.'))])
    expect(built.places).toEqual([
      { chapter: 0, id: 'b1', startLine: 3, endLine: 3 },
      { chapter: 1, id: 'b1', startLine: 7, endLine: 7 },
      { chapter: 1, id: 'b2', startLine: 9, endLine: 9 },
    ])
  })

  test('puts breaks between what they part, and none at the ends', () => {
    const built = buildText(['* * *', LONG, '* * *', LONG, '***'], { roles: { 1: 'break', 3: 'break', 5: 'break' } })
    expect(blocks(built)).toEqual([p(LONG), hr, p(LONG)])
    expect(built.places.map((place) => place.id)).toEqual(['b1', 'b2', 'b3'])
  })

  test('puts a label into its section, as a heading', () => {
    const built = buildText(['Marra', '', LONG, '', '* * *', '', "Tom's POV", '', LONG, '', LONG], {
      roles: { 1: 'pov-label', 5: 'break', 7: 'pov-label' },
      sections: [
        { kind: 'pov', first: 3, last: 3 },
        { kind: 'pov', first: 9, last: 9 },
        { kind: 'narration', first: 11, last: 11 },
      ],
    })
    expect(blocks(built)).toEqual([pov(h4('Marra'), p(LONG)), hr, pov(h4("Tom's POV"), p(LONG)), narration(p(LONG))])
  })

  test('sets a letter with salutation and signature, in the section around it', () => {
    const built = buildText([LONG, '', 'Dear Tom,', '', LONG, '', 'Love,', 'Marra', '', LONG], {
      roles: { 3: 'salutation', 7: 'signature', 8: 'signature' },
      sections: [{ kind: 'letter', first: 3, last: 8 }],
    })
    expect(blocks(built)).toEqual([
      p(LONG),
      letter(header(p('Dear Tom,')), p(LONG), footer(p('Love,', br, 'Marra'))),
      p(LONG),
    ])
  })

  test('cuts a paragraph where roles cut it', () => {
    const wrapped = [
      'Dear Tom,',
      'the ferry had been late for three days running, and nobody on the',
      'island was *willing to say',
      'why* it was.',
    ]
    const built = buildText(wrapped, { roles: { 1: 'salutation' }, sections: [{ kind: 'letter', first: 1, last: 4 }] })
    expect(blocks(built)).toEqual([
      letter(
        header(p('Dear Tom,')),
        p(
          'the ferry had been late for three days running, and nobody on the island was ',
          em('willing to say why'),
          ' it was.',
        ),
      ),
    ])
  })

  test('sets a diary with its date as heading', () => {
    const built = buildText(['March 5, 2002', '', LONG, '', LONG], {
      roles: { 1: 'date' },
      sections: [{ kind: 'diary', first: 3, last: 5 }],
    })
    expect(blocks(built)).toEqual([diary(h4('March 5, 2002'), p(LONG), p(LONG))])
  })

  test('keeps the lines of verse', () => {
    const poem = [
      'The tide goes out, the tide comes in,',
      'And nothing that I had is mine;',
      'I count the lamps along the quay',
      'And write your name in brine.',
    ]
    const built = buildText([LONG, '', ...poem, '', LONG])
    expect(blocks(built)).toEqual([
      p(LONG),
      verse(p(poem[0] as string, br, poem[1] as string, br, poem[2] as string, br, poem[3] as string)),
      p(LONG),
    ])
  })

  test('nests what markup had around lines', () => {
    const built = buildMarkup(
      `<p>${LONG}</p><p>${LONG}<ul><li>one<li><i>two</i></ul><blockquote><p>a<p>b</blockquote><table><tr><td>1<td>2<tr><td>3<td>4</table><p align=center>c<p align=center>d<pre> e\n  f</pre>`,
    )
    expect(blocks(built)).toEqual([
      p(LONG),
      p(LONG),
      ul(li(p('one')), li(p(i('two')))),
      blockquote(p('a'), p('b')),
      table(tr(td(p('1')), td(p('2'))), tr(td(p('3')), td(p('4')))),
      centre(p('c'), p('d')),
      pre(' e\n  f'),
    ])
  })

  test('keeps lines of markup in their place', () => {
    const built = buildMarkup(`<p>${LONG}\n${LONG}</p>\n<h3>Later</h3><p dir=rtl>שלום</p>`)
    expect(built.places.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [1, 2],
      [3, 3],
      [3, 3],
    ])
    expect(blocks(built).at(-1)).toEqual({ ...p('שלום'), dir: 'rtl' })
  })

  test('gives every block that holds text or is a break an id of its own', () => {
    const built = buildMarkup(`<ul><li>${LONG}<li>b</ul><hr><blockquote><p>c<p>d</blockquote><p>e`)
    const ids = numberedBlocks(built.chapters[0]?.blocks ?? []).map((block) => block.id)
    expect(ids).toEqual(['b1', 'b2', 'b3', 'b4', 'b5', 'b6'])
    expect(built.places.map((place) => place.id)).toEqual(ids)
  })

  test('builds a text of 60,000 nested elements', () => {
    expect(blocks(buildMarkup(`${'<blockquote>'.repeat(60_000)}deep`))).toHaveLength(1)
  })
})

describe('pairIds', () => {
  test('gives the same ids to blocks of the same lines, whatever they say', () => {
    const repaired = buildText(['Привет.', '', 'Пока.'])
    const damaged = buildText(['ÐŸÑ€Ð¸Ð²ÐµÑ‚.', '', 'ÐŸÐ¾ÐºÐ°.'])
    const model: Built = {
      chapters: [ch(null, { ...p('Привет.'), id: 'b4' }, { ...p('Пока.'), id: 'b2' })],
      places: repaired.places.map((place, at) => ({ ...place, id: at === 0 ? 'b4' : 'b2' })),
    }
    const paired = pairIds(model, damaged)
    expect(paired.chapters[0]?.blocks.map((block) => block.id)).toEqual(['b4', 'b2'])
    expect(paired.places.map((place) => place.id)).toEqual(['b4', 'b2'])
  })

  test('numbers on what only one of them has', () => {
    const one = buildText([LONG, '', LONG])
    const other = buildText([LONG, 'She waited.', LONG])
    const paired = pairIds(one, other)
    expect(paired.chapters[0]?.blocks.map((block) => block.id)).toEqual(['b1', 'b3', 'b2'])
  })
})

describe('countWords and countEmphasis', () => {
  test('count all chapters', () => {
    const story = [
      ch('One', p('It ', em('was ', strong('so')), ' late.')),
      ch(null, blockquote(p(i('She'), ' waited.')), hr),
    ]
    expect(countWords(story)).toBe(6)
    expect(countEmphasis(story)).toBe(2)
  })
})
