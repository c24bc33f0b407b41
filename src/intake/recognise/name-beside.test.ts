import { describe, expect, test } from 'vitest'
import cases from './cases/names-beside.json' with { type: 'json' }
import { findNameBeside } from './name-beside.ts'

const isKnown = (name: string): boolean => name === 'Veronica Marlow'

describe('findNameBeside', () => {
  test.for(cases.real)('tells a real name by $name', ({ in: text, pen, beside }) => {
    expect(findNameBeside(text, isKnown)).toEqual({ pen, beside, isCertain: true })
  })

  test.for(cases.doubtful)('is not certain of $name', ({ in: text }) => {
    expect(findNameBeside(text, isKnown)?.isCertain).toBe(false)
  })

  test.for(cases.leave)('finds nothing in $name', ({ in: text }) => {
    expect(findNameBeside(text, isKnown)).toBeNull()
  })
})
