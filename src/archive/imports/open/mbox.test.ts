import { describe, expect, test } from 'vitest'
import { isMbox, splitMbox } from './split-mbox.ts'

const FROM = 'From tamsin@example.com Tue Mar  5 21:04:11 2002\n'

/** The messages, the stream cut into pieces of `size`. */
async function split(text: string, size = text.length): Promise<string[]> {
  const bytes = Buffer.from(text, 'latin1')
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const found = await Array.fromAsync(splitMbox(chunks()))
  return found.map(({ from, to }) => bytes.subarray(from, to).toString('latin1'))
}

describe('splitMbox', () => {
  test('splits at lines with a sender and a date, and at no line of a story', async () => {
    const bodies = [
      'Subject: A\n\nShe waited.\n\nFrom the shore she saw a ship.\nSubject: no\n',
      'Subject: B\n\nFrom Tuesday on, Mar 5 was lost.\n\nFrom Tue Mar on she waited\nNote: x\n',
      'Subject: C\n\n>From here.\n',
    ]
    const whole = bodies.map((body) => `${FROM}${body}\n`).join('')
    expect(await split(whole)).toEqual([bodies[0], bodies[1], `${bodies[2]}\n`])
    for (const size of [1, 7, 100]) expect(await split(whole, size), `in pieces of ${size}`).toHaveLength(3)
  })

  test.each([
    'From - Tue Mar  5 21:04:11 2002',
    'From tamsin at example.com  Tue Mar  5 21:04:11 2002',
    'From tamsin@example.com Tue Mar  5 21:04:11 EST 2002',
    'From ???@??? Tue Mar 05 21:04:11 2002',
    'From "T. Reed" Tue, 5 Mar 2002 21:04:11 -0500',
  ])('knows %j', async (line) => {
    expect(isMbox(Buffer.from(`${line}\nSubject: x\n\nA.`))).toBe(true)
    expect(await split(`${line}\r\nSubject: A\r\n\r\nA.\r\n\r\n${line}\r\nSubject: B\r\n\r\nB.\r\n`)).toEqual([
      'Subject: A\r\n\r\nA.\r\n',
      'Subject: B\r\n\r\nB.\r\n',
    ])
  })

  test('takes a story that begins with From for none', () => {
    expect(isMbox(Buffer.from('From the shore she saw a ship.\nTitle: x\n'))).toBe(false)
    expect(isMbox(Buffer.from(`${FROM}She read it aloud.\n`))).toBe(false)
  })

  test('believes a length that leads to the next message, and no other', async () => {
    const inner = `One.\n\n${FROM}Subject: forwarded\n\nTwo.\n`
    const told = (length: number): string =>
      `${FROM}Subject: A\nContent-Length: ${length}\n\n${inner}\n${FROM}Subject: B\n\nB.\n`
    expect(await split(told(inner.length))).toHaveLength(2)
    expect(await split(told(inner.length), 50)).toHaveLength(2)
    expect(await split(told(inner.length + 400))).toHaveLength(3)
    expect(await split(told(3))).toHaveLength(3)
  })

  test('loses no byte of one that is cut off, at whatever byte', async () => {
    const whole = `${FROM}Subject: A\n\nOne.\n\n${FROM}Subject: B\n\nTwo.\n`
    for (let length = FROM.length + 12; length < whole.length; length++) {
      const messages = await split(whole.slice(0, length))
      expect(messages[0], `${length} bytes`).toMatch(/^Subject: /)
      expect(messages.length, `${length} bytes`).toBeLessThanOrEqual(2)
    }
  })
})
