/** What the recognisers make of a text together: where header, story and canon must agree. */
import { describe, expect, test } from 'vitest'
import { intake } from '../intake.ts'
import cases from './cases/whole.json' with { type: 'json' }

async function outlineOf(lines: readonly string[]): Promise<string[]> {
  const bytes = Buffer.from(lines.join('\n'))
  const { inspection } = await intake({ path: 'a.txt', within: [], bytes, size: bytes.length, sha256: '0' }, [])
  const { work, chapters } = inspection
  if (work === null) return ['no story']
  const { title, authors, part, missing, status } = work
  return [
    ...(title === null ? [] : [`title ${title.value}`]),
    ...authors.map((author) => `author ${author.value}`),
    ...(part === null ? [] : [`part ${part.number}/${part.total}`]),
    ...missing.map((gap) => `missing ${gap.code} ${gap.number}`),
    ...(status === null ? [] : [`status ${status.value}`]),
    ...chapters.map(({ heading, number, sections }) => {
      const [first, last] = [sections[0]?.startLine, sections.at(-1)?.endLine]
      const tellers = sections.flatMap(({ who }) => (who === null ? [] : [` told by ${who}`]))
      return `chapter ${heading ?? '-'} ${number ?? '-'}: ${first}-${last}${[...new Set(tellers)].join('')}`
    }),
  ]
}

describe('recognise', () => {
  test.for(cases.find)('finds $name', async (each) => {
    expect(await outlineOf(each.in)).toEqual(each.out)
  })
  test.for(cases.leave)('leaves $name', async (each) => {
    expect(await outlineOf(each.in)).toEqual(each.out)
  })
})
