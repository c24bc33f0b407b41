import { describe, expect, test } from 'vitest'
import { intake } from '../intake.ts'
import type { Inspection } from '../reading.ts'
import { blankPrivate } from './blank.ts'
import cases from './cases/real-names.json' with { type: 'json' }
import { hideInStory } from './hide-html.ts'
import { hideAll, secretsOf } from './hide-text.ts'

const PROSE = Array.from({ length: 12 }, (_, i) => `Maren crossed bridge ${i} and counted the lanterns on it.`)

async function read(text: string, path = 'x.txt'): Promise<Inspection> {
  const bytes = Buffer.from(text)
  const { inspection } = await intake({ path, within: [], bytes, size: bytes.length, sha256: '' }, [])
  return inspection
}

function story(head: readonly string[]): string {
  return [...head, '', ...PROSE.flatMap((each) => [each, ''])].join('\n')
}

function namesIn(inspection: Inspection): string[] {
  const found = inspection.private.filter(({ code }) => code === 'real-name')
  return found.map(({ value, line }) => `${line} ${value}`)
}

function penNames(inspection: Inspection): string[] {
  return inspection.work?.authors.map(({ value }) => value) ?? []
}

describe('real names', () => {
  test.for(cases.hidden)('are hidden: $name', async ({ in: head, authors, names }) => {
    const inspection = await read(story(head))
    expect(penNames(inspection)).toEqual(authors)
    expect(namesIn(inspection)).toEqual(names)
  })

  test.for(cases.suggested)('are asked about: $name', async ({ in: head, authors, maybe }) => {
    const inspection = await read(story(head))
    expect(penNames(inspection)).toEqual(authors)
    expect(namesIn(inspection)).toEqual([])
    const asked = inspection.suggestions.filter(({ field }) => field === 'authors')
    expect(asked.map(({ value }) => value)).toEqual([maybe])
  })

  test.for(cases.leave)('are none: $name', async ({ in: head, authors }) => {
    const inspection = await read(story(head))
    expect(penNames(inspection)).toEqual(authors)
    expect(namesIn(inspection)).toEqual([])
    expect(inspection.suggestions.filter(({ field }) => field === 'authors')).toEqual([])
  })

  test('are hidden outside the story, and stay in it', async () => {
    const { private: facts } = await read(story(['Lantern', 'by Moonchild (Jane Smith)']))
    const secrets = secretsOf(facts, () => false)
    expect(hideAll('© 2002 JANE SMITH, not Jane Smithson', secrets)).toBe('© 2002 [name hidden], not Jane Smithson')
    expect(hideInStory('<p>“Jane Smith!” he said.</p>', secrets)).toBe('<p>“Jane Smith!” he said.</p>')
    const shown = secretsOf(facts, () => true)
    expect(hideAll('© 2002 Jane Smith', shown)).toBe('© 2002 Jane Smith')
  })

  test('are found behind the text of a page, and blanked in it', async () => {
    const page = `<html><head><meta name="author" content="Jane Smith"></head><body><h1>Lantern</h1><p>by Moonchild (Jane Smith)</p>${PROSE.map((each) => `<p>${each}</p>`).join('')}<p>“Jane Smith!” he said.</p><p>${PROSE.join(' ')}</p></body></html>`
    const inspection = await read(page, 'x.html')
    expect(penNames(inspection)).toEqual(['Moonchild'])
    expect(namesIn(inspection)).toEqual(['1 Jane Smith', '1 Jane Smith'])
    const copy = Buffer.from(blankPrivate(Buffer.from(page), 'html', inspection.private) ?? []).toString()
    expect(copy).toContain('by Moonchild (**********)')
    expect(copy).toContain('“Jane Smith!” he said.')
  })
})
