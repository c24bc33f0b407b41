import { describe, expect, test } from 'vitest'
import cases from './cases/narrators.json' with { type: 'json' }
import { tellerInLabel, tellersIn } from './narrator.ts'

describe('tellersIn', () => {
  test.for(cases.mend)('hears $name', (each) => {
    expect(tellersIn(each.in)).toEqual(each.out)
  })
  test.for(cases.leave)('leaves $name', (each) => {
    expect(tellersIn(each.in)).toEqual([])
  })
})

describe('tellerInLabel', () => {
  test.for([
    ['Lin', 'Lin'],
    ['Lin (first person)', 'Lin'],
    ['First person, Lin', 'Lin'],
    ["Lin's", 'Lin'],
    ['Tara Maclay, third person limited', 'Tara Maclay'],
    ['Third Person', null],
    ['Mara and Lin', null],
    ['Mara/Lin', null],
    ['omniscient', null],
    ['Various', null],
    ['', null],
  ] as const)('of "%s" is %s', ([value, teller]) => {
    expect(tellerInLabel(value)).toBe(teller)
  })
})
