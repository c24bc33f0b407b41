import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockquote, h4, hr, marked, p } from '../../document/builders.ts'
import type { Block } from '../../document/tree.ts'
import { alignIds } from './align-ids.ts'
import { numberedBlocks } from './number-blocks.ts'

function numbered(...texts: readonly string[]): Block[] {
  return texts.map((text, at) => marked({ id: `b${at + 1}` }, text === '***' ? hr : p(text)))
}

function plain(...texts: readonly string[]): Block[] {
  return texts.map((text) => (text === '***' ? hr : p(text)))
}

function ids(blocks: readonly Block[]): (string | undefined)[] {
  return numberedBlocks(blocks).map((block) => block.id)
}

const CASES = [
  { name: 'the same text', old: ['One.', 'Two.'], fresh: ['One.', 'Two.'], ids: ['b1', 'b2'] },
  { name: 'a new paragraph', old: ['One.', 'Two.'], fresh: ['One.', 'And a half.', 'Two.'], ids: ['b1', 'b3', 'b2'] },
  { name: 'a paragraph that is gone', old: ['One.', 'Two.', 'Three.'], fresh: ['One.', 'Three.'], ids: ['b1', 'b3'] },
  { name: 'mended quotes and spaces', old: ['"It’s  late"', 'Two.'], fresh: ['“Its late”', 'Two.'], ids: ['b1', 'b2'] },
  { name: 'a mended letter', old: ['cafÃ© noir', 'sheís late'], fresh: ['café noir', 'she’s late'], ids: ['b1', 'b2'] },
  {
    name: 'a changed sentence',
    old: ['She waited on the quay all night.', 'Tom left.'],
    fresh: ['She stood on the quay all night.', 'Tom left.'],
    ids: ['b1', 'b2'],
  },
  {
    name: 'a paragraph that was written anew',
    old: ['She waited.', 'Tom left.'],
    fresh: ['It rained.', 'Tom left.'],
    ids: ['b3', 'b2'],
  },
  {
    name: 'the same words again and again',
    old: ['Yes.', 'No.', 'Yes.', 'No.'],
    fresh: ['Yes.', 'No.', 'Yes.', 'No.', 'Yes.'],
    ids: ['b1', 'b2', 'b3', 'b4', 'b5'],
  },
  {
    name: 'breaks',
    old: ['One.', '***', 'Two.', '***', 'Three.'],
    fresh: ['One.', '***', 'Two.', 'Three.'],
    ids: ['b1', 'b2', 'b3', 'b5'],
  },
  {
    name: 'paragraphs that changed places',
    old: ['One.', 'Two.', 'Three.'],
    fresh: ['Two.', 'Three.', 'One.'],
    ids: ['b2', 'b3', 'b4'],
  },
  {
    name: 'another script',
    old: ['Она ждала.', 'Он ушёл.'],
    fresh: ['Шёл дождь.', 'Она ждала!', 'Он ушёл.'],
    ids: ['b3', 'b1', 'b2'],
  },
  { name: 'paragraphs of marks only', old: ['...', '?!'], fresh: ['?!'], ids: ['b2'] },
] as const

describe('alignIds', () => {
  test.for(CASES)('finds $name', ({ old, fresh, ids: expected }) => {
    expect(ids(alignIds(numbered(...old), plain(...fresh)))).toEqual(expected)
  })

  test('finds blocks inside others, and as another kind', () => {
    const previous = [marked({ id: 'b7' }, p('One.')), blockquote(marked({ id: 'b3' }, p('Two.')))]
    expect(alignIds(previous, [blockquote(h4('One.'), p('Two.'), p('New.'))])).toEqual([
      blockquote(marked({ id: 'b7' }, h4('One.')), marked({ id: 'b3' }, p('Two.')), marked({ id: 'b8' }, p('New.'))),
    ])
  })

  test('gives no id twice, and changes nothing but ids', () => {
    const words = fc.array(fc.constantFrom('One.', 'Two.', 'Yes.', 'No.', '***', 'She waited.', 'She waited!', 'So.'))
    fc.assert(
      fc.property(words, words, (old, fresh) => {
        const aligned = alignIds(numbered(...old), plain(...fresh))
        const given = ids(aligned)
        expect(new Set(given).size).toBe(given.length)
        expect(aligned.map((block) => ({ ...block, id: undefined }))).toEqual(
          plain(...fresh).map((block) => ({ ...block, id: undefined })),
        )
      }),
    )
  })

  test('aligns 10,000 blocks, of which all changed', () => {
    const old = Array.from({ length: 10_000 }, (_, at) => `The ferry number ${at} was late again, she said to Tom.`)
    const fresh = old.map((text) => text.replace('late', 'very late'))
    const given = ids(alignIds(numbered(...old), plain(...fresh)))
    expect(given.slice(0, 3)).toEqual(['b1', 'b2', 'b3'])
    expect(given.at(-1)).toBe('b10000')
  })
})
