import { describe, expect, test } from 'vitest'
import { EMPTY_RUN, runOf } from '../run.ts'
import type { Found } from './evidence.ts'
import { findUnfinishedRemark, readCompleted, readStatus, statusFrom, statusOfEndMarker } from './status.ts'

describe('readStatus', () => {
  test.for([
    ['Complete', 'complete'],
    ['COMPLETED 3/2002', 'complete'],
    ['WIP', 'in-progress'],
    ['in progress', 'in-progress'],
    ['not complete', 'in-progress'],
    ['Complete (sequel in progress)', 'complete'],
    ['terminé', 'complete'],
    ['Abgeschlossen', 'complete'],
    ['abandonné', 'abandoned'],
    ['on hiatus', 'in-progress'],
    ['discontinued', 'abandoned'],
  ] as const)('reads %j as %s', ([text, status]) => expect(readStatus(text)).toBe(status))

  test.for([
    'Missing',
    'stable',
    'part 2 of 5',
    '3/5',
    'Captain',
    'completeness',
    'undone',
    'wiped',
    'single',
    'new',
    '',
  ])('leaves %j', (text) => expect(readStatus(text)).toBeNull())
})

describe('readCompleted', () => {
  test.for([
    ['Yes', 'complete'],
    ['no', 'in-progress'],
    ['Ja', 'complete'],
    ['Not yet', 'in-progress'],
  ] as const)('reads %j as %s', ([text, status]) => expect(readCompleted(text)).toBe(status))

  test.for(['2003-05-08', 'maybe', 'northern lights', ''])('leaves %j', (text) =>
    expect(readCompleted(text)).toBeNull(),
  )
})

describe('statusOfEndMarker', () => {
  test.for([
    ['- fin -', 'complete'],
    ['The End', 'complete'],
    ['~*~ OWARI ~*~', 'complete'],
    ['TBC', 'in-progress'],
    ['To be continued...', 'in-progress'],
    ['Fortsetzung folgt', 'in-progress'],
  ] as const)('reads %j as %s', ([marker, status]) => expect(statusOfEndMarker(marker)).toBe(status))

  test.for(['End of Part 2', '(end chapter 3)', 'Ende Teil 1', '***', 'The end of the road', 'fine weather'])(
    'leaves %j',
    (marker) => expect(statusOfEndMarker(marker)).toBeNull(),
  )
})

describe('findUnfinishedRemark', () => {
  test.for(['Will eventually end where it began.', 'This is a WIP.', 'More chapters to come!', 'A work in progress'])(
    'finds %j',
    (text) => {
      expect(findUnfinishedRemark(runOf(text))?.value).toBe('in-progress')
    },
  )

  test.for([
    'He will, in the end.',
    'All parts are up.',
    'They wiped the slate.',
    'There is work to do and progress to report.',
  ])('leaves %j', (text) => {
    expect(findUnfinishedRemark(runOf(text))).toBeNull()
  })
})

describe('statusFrom', () => {
  test('believes the label before the end marker before a remark', () => {
    const label = found('in-progress' as const, 'WIP')
    const endMarker = found('The End', 'The End')
    const remark = found('in-progress' as const, 'will eventually')
    expect(statusFrom({ label, endMarker, remark })?.value).toBe('in-progress')
    expect(statusFrom({ label: null, endMarker, remark })?.value).toBe('complete')
    expect(statusFrom({ label: null, endMarker: null, remark })?.value).toBe('in-progress')
  })

  test('knows nothing of a work whose part has ended', () => {
    expect(statusFrom({ label: null, endMarker: found('End of Part 2', 'End of Part 2'), remark: null })).toBeNull()
  })
})

function found<Value>(value: Value, asWritten: string): Found<Value> {
  return { value, asWritten, evidence: [EMPTY_RUN], rule: 'label', confidence: 1 }
}
