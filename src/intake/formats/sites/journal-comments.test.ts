import { describe, expect, test } from 'vitest'
import { type JournalComment, readJournalItem } from '../journal/read-item.ts'
import cases from './cases/journal-comments.json' with { type: 'json' }
import { readThread } from './journal-comments.ts'

/** A comment in one line: "55 of 1 by tern at 2010-03-06 09:14:00 S: words" */
function told(xml: string): string {
  const item = readJournalItem(Buffer.from(xml)) as JournalComment
  const { number, parent, poster, time, isDeleted, isScreened, subject, text } = item
  const said = [
    number,
    parent === null ? '' : ` of ${parent}`,
    poster === null ? '' : ` by ${poster}`,
    time === null ? '' : ` at ${time}`,
    isDeleted ? ' deleted' : '',
    isScreened ? ' screened' : '',
  ]
  return `${said.join('')}: ${subject === '' ? '' : `${subject} | `}${text}`
}

describe('readThread', () => {
  test.for(cases.find)('reads $name', ({ in: lines, entry, out }) => {
    const thread = readThread(lines.join('\n'))
    expect(thread?.entry).toBe(entry)
    expect(thread?.comments.map(({ xml }) => told(xml))).toEqual(out)
  })

  test.for(cases.leave)('finds nothing in $name', ({ in: lines }) => {
    expect(readThread(lines.join('\n'))).toBeNull()
  })
})
