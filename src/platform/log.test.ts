import { describe, expect, test } from 'vitest'
import { createLog, type Log } from './log.ts'

describe('createLog', () => {
  test('writes one line an event', () => {
    const lines: string[] = []
    const log = logTo(lines)
    log.note('serving', { port: 8080 })
    log.warning('slow')
    expect(lines).toEqual([
      '1970-01-01T00:00:00.000Z note serving {"port":8080}\n',
      '1970-01-01T00:00:00.000Z warning slow\n',
    ])
  })

  test('tells a fault with its causes and its place in the program', () => {
    const lines: string[] = []
    const cause = new Error('no such table')
    logTo(lines).fault(new Error('the page is broken', { cause }), 'GET /works')
    expect(lines[0]).toContain('fault GET /works: the page is broken; because: no such table {"stack":"Error')
    expect(lines[0]?.match(/\n/g)).toHaveLength(1)
  })

  test('ends, when an error is its own cause', () => {
    const lines: string[] = []
    const error = new Error('round')
    error.cause = error
    logTo(lines).fault(error, 'x')
    logTo(lines).fault('not an error', 'y')
    expect(lines[0]?.match(/because/g)).toHaveLength(7)
    expect(lines[1]).toContain('fault y: not an error')
  })

  test('lets nothing from outside begin a line or colour the terminal', () => {
    const lines: string[] = []
    logTo(lines).warning('GET /\n1970 fault made up\u001b[31m\u0085\u2028', { path: '\u001b[2J\r\n' })
    expect(lines).toEqual([
      '1970-01-01T00:00:00.000Z warning GET /\\u000a1970 fault made up\\u001b[31m\\u0085\\u2028 {"path":"\\u001b[2J\\r\\n"}\n',
    ])
  })
})

function logTo(lines: string[]): Log {
  return createLog({ write: (line) => lines.push(line), now: () => new Date(0) })
}
