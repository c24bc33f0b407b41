import { describe, expect, test } from 'vitest'
import { br, em, strong } from '../../document/builders.ts'
import type { Inline } from '../../document/tree.ts'
import type { Mark } from '../read/manuscript.ts'
import { nestMarks } from './nest-marks.ts'

interface Case {
  readonly name: string
  readonly text: string
  readonly marks: readonly Mark[]
  readonly breaks?: readonly number[]
  readonly out: readonly Inline[]
}

function mark(kind: Mark['kind'], from: number, to: number): Mark {
  return { kind, from, to }
}

const CASES: readonly Case[] = [
  { name: 'text without marks', text: 'late', marks: [], out: ['late'] },
  { name: 'no text', text: '', marks: [], out: [] },
  { name: 'a mark in the middle', text: 'so late now', marks: [mark('em', 3, 7)], out: ['so ', em('late'), ' now'] },
  { name: 'a mark over all', text: 'late', marks: [mark('em', 0, 4)], out: [em('late')] },
  { name: 'marks side by side', text: 'abcd', marks: [mark('em', 0, 2), mark('em', 2, 4)], out: [em('ab'), em('cd')] },
  {
    name: 'a mark inside another',
    text: 'abcd',
    marks: [mark('strong', 1, 2), mark('em', 0, 4)],
    out: [em('a', strong('b'), 'cd')],
  },
  {
    name: 'marks that overlap',
    text: 'so very late',
    marks: [mark('em', 0, 7), mark('strong', 3, 12)],
    out: [em('so ', strong('very')), strong(' late')],
  },
  {
    name: 'two marks over the same',
    text: 'ab',
    marks: [mark('strong', 0, 2), mark('em', 0, 2)],
    out: [strong(em('ab'))],
  },
  { name: 'a broken line', text: 'one two', marks: [], breaks: [4], out: ['one', br, 'two'] },
  {
    name: 'a mark over a broken line',
    text: 'one two',
    marks: [mark('em', 0, 7)],
    breaks: [4],
    out: [em('one', br, 'two')],
  },
  {
    name: 'marks that end and begin at a broken line',
    text: 'one two',
    marks: [mark('em', 0, 3), mark('em', 4, 7)],
    breaks: [4],
    out: [em('one'), br, em('two')],
  },
  { name: 'a mark that goes on behind the text', text: 'ab', marks: [mark('em', 1, 9)], out: ['a', em('b')] },
]

describe('nestMarks', () => {
  test.for(CASES)('nests $name', ({ text, marks, breaks, out }) => {
    expect(nestMarks(text, marks, breaks ?? [])).toEqual(out)
  })
})
