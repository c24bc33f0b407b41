import { describe, expect, test } from 'vitest'
import { intake } from '../../intake.ts'
import type { Reading } from '../../reading.ts'
import cases from './cases/home-pages.json' with { type: 'json' }

function read(lines: readonly string[]): Promise<Reading> {
  const bytes = Buffer.from(`<html><head><title>Lights</title></head><body>${lines.join('\n')}</body></html>`)
  return intake({ path: 'index.html', within: [], bytes, size: bytes.length, sha256: 'a' }, [])
}

describe('a home page', () => {
  test.for(cases.aside)('is no story: $name', async ({ in: lines }) => {
    const { inspection, contents } = await read(lines)
    // One that names several files beside it is set aside when everything is read that it might name.
    expect(contents?.isBare ?? inspection.refusal?.code).toBe(contents === undefined ? 'site-file' : true)
  })

  test.for(cases.leave)('is none: $name', async ({ in: lines }) => {
    const { inspection, contents } = await read(lines)
    expect(inspection.refusal).toBeNull()
    expect(contents?.isBare ?? false).toBe(false)
  })

  test('is set aside with what it is and where it leads', async () => {
    const { inspection } = await read([
      '<h1>Welcome to my page!</h1><p>I put all my fan fiction here, so look around and sign the guestbook.</p>',
      '<p><a href="stories/">My stories</a> <a href="http://ring.example/">The ring</a></p>',
    ])
    expect(inspection.refusal).toEqual({
      code: 'site-file',
      why: 'This page greets the visitors of a site and holds no story. It leads to “stories/”, “http://ring.example/”. It is kept.',
    })
  })
})
