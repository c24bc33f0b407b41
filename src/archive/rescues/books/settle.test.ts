import { describe, expect, test } from 'vitest'
import { packed, type Written } from './records-store.ts'
import { settle } from './settle.ts'

const LONG = 'A keeper counts the nights, and then counts them once more. '.repeat(4)

interface Case {
  readonly name: string
  readonly written: Written | null
  readonly standing: Written
  readonly next: Written
  readonly apply: readonly string[]
  readonly conflicts: readonly string[]
}

const CASES: readonly Case[] = [
  {
    name: 'applies what only the dump changed',
    written: { title: 'Lamps' },
    standing: { title: 'Lamps' },
    next: { title: 'Lanterns' },
    apply: ['title'],
    conflicts: [],
  },
  {
    name: 'leaves what only somebody here changed',
    written: { title: 'Lamps' },
    standing: { title: 'My lamps' },
    next: { title: 'Lamps' },
    apply: [],
    conflicts: [],
  },
  {
    name: 'leaves what both changed, and says so',
    written: { title: 'Lamps' },
    standing: { title: 'My lamps' },
    next: { title: 'Lanterns' },
    apply: [],
    conflicts: ['title'],
  },
  {
    name: 'has nothing to do where both came to say the same',
    written: { title: 'Lamps' },
    standing: { title: 'Lanterns' },
    next: { title: 'Lanterns' },
    apply: [],
    conflicts: [],
  },
  {
    name: 'judges each column by itself',
    written: { title: 'Lamps', summary: null, openness: 'open' },
    standing: { title: 'My lamps', summary: null, openness: 'open' },
    next: { title: 'Lanterns', summary: 'New.', openness: 'open' },
    apply: ['summary'],
    conflicts: ['title'],
  },
  {
    name: 'knows a long text by its hash',
    written: packed({ html: LONG }),
    standing: { html: LONG },
    next: { html: `${LONG} The end.` },
    apply: ['html'],
    conflicts: [],
  },
  {
    name: 'applies what nobody noted to have written, as after a kill',
    written: null,
    standing: { entries: '' },
    next: { entries: 'w1 w2' },
    apply: ['entries'],
    conflicts: [],
  },
  {
    name: 'leaves a text that somebody emptied',
    written: { summary: 'Old.' },
    standing: { summary: null },
    next: { summary: 'New.' },
    apply: [],
    conflicts: ['summary'],
  },
]

describe('settle', () => {
  test.for(CASES)('$name', ({ written, standing, next, apply, conflicts }) => {
    const settled = settle(written, standing, next)
    expect([...settled.apply]).toEqual(apply)
    expect(settled.conflicts).toEqual(conflicts)
  })
})
