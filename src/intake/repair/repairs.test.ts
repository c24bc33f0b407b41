import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { REPAIR_CODES } from '../codes.ts'
import { runOf } from '../run.ts'
import { repairRuns } from './index.ts'
import { STAGES } from './repairs.ts'

interface Case {
  readonly name: string
  readonly in: string
  readonly out: string
  readonly why: string
}

interface Cases {
  readonly mend: readonly Case[]
  readonly leave: readonly Case[]
  readonly known: readonly Case[]
}

function readCases(code: string): Cases {
  return JSON.parse(readFileSync(new URL(`cases/${code}.json`, import.meta.url), 'utf8')) as Cases
}

function repair(text: string) {
  const { runs, repairs } = repairRuns([runOf(text)], text)
  return { text: runs.map((run) => run.text).join(''), repairs }
}

test('the stages hold every repair once', () => {
  const codes = STAGES.flatMap(({ rules }) => rules.map(({ code }) => code))
  expect(codes.toSorted()).toEqual(REPAIR_CODES.toSorted())
})

describe.for(REPAIR_CODES)('%s', (code) => {
  const cases = readCases(code)

  test('has more to leave alone than to mend', () => {
    expect(cases.leave.length).toBeGreaterThanOrEqual(cases.mend.length)
  })
  test.for(cases.mend)('mends $name', (c) => {
    const { text, repairs } = repair(c.in)
    expect(text).toBe(c.out)
    expect(repairs.flatMap(({ codes }) => codes)).toContain(code)
  })
  test.for(cases.leave)('leaves $name', (c) => {
    expect(repair(c.in)).toEqual({ text: c.in, repairs: [] })
  })
  test.for(cases.known)('cannot yet mend $name: $why', { fails: true }, (c) => {
    expect(repair(c.in).text).toBe(c.out)
  })
})
