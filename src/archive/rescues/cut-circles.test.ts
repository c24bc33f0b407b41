import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutCircles, type Link } from './cut-circles.ts'

function links(pairs: readonly string[]): Link[] {
  return pairs.map((pair) => {
    const [from, to] = pair.split('>')
    return { from: from ?? '', to: to ?? '' }
  })
}

function cutOf(...pairs: readonly string[]): string[] {
  return [...cutCircles(links(pairs))].map(({ from, to }) => `${from}>${to}`)
}

describe('cutCircles', () => {
  test.for([
    { name: 'a series in itself', links: ['5>5'], cut: ['5>5'] },
    { name: 'two in each other', links: ['2>1', '1>2'], cut: ['2>1'] },
    { name: 'a ring of three', links: ['1>2', '2>3', '3>1', '1>4'], cut: ['3>1'] },
    { name: 'a ring behind a way to it', links: ['1>7', '7>8', '8>9', '9>7'], cut: ['9>7'] },
    { name: 'two rings that share a series', links: ['1>2', '2>1', '2>3', '3>2'], cut: ['2>1', '3>2'] },
    { name: 'each of two links back', links: ['1>2', '2>1', '2>1'], cut: ['2>1', '2>1'] },
  ])('cuts $name', (each) => {
    expect(cutOf(...each.links)).toEqual(each.cut)
  })

  test.for([
    { name: 'nothing', links: [] },
    { name: 'a chain', links: ['1>2', '2>3', '3>4'] },
    { name: 'two ways to one series', links: ['1>2', '1>3', '2>4', '3>4'] },
    { name: 'a link said twice', links: ['1>2', '1>2'] },
    { name: 'a link to a higher series and one from it', links: ['9>1', '1>2', '9>2'] },
    { name: 'two that stand apart', links: ['1>2', '3>4'] },
  ])('leaves $name', (each) => {
    expect(cutOf(...each.links)).toEqual([])
  })

  test('cuts at the same place whatever the order of the rows', () => {
    expect(cutOf('10>2', '2>9', '9>10')).toEqual(['10>2'])
    expect(cutOf('9>10', '10>2', '2>9')).toEqual(['10>2'])
  })

  test('walks a chain as long as a dump', () => {
    const chain = Array.from({ length: 200_000 }, (_, i) => `${i}>${i + 1}`)
    expect([...cutCircles(links([...chain, '200000>0']))]).toEqual([{ from: '200000', to: '0' }])
  })

  test('leaves no circle, and cuts nothing that closes none', () => {
    const node = fc.integer({ min: 0, max: 8 }).map(String)
    fc.assert(
      fc.property(fc.array(fc.record({ from: node, to: node }), { maxLength: 30 }), (all) => {
        const cut = cutCircles(all)
        const kept = all.filter((link) => !cut.has(link))
        expect(cutCircles(kept).size).toBe(0)
        for (const link of cut) expect(reaches(kept, link.to, link.from)).toBe(true)
      }),
    )
  })
})

function reaches(all: readonly Link[], from: string, to: string): boolean {
  const seen = new Set([from])
  for (const id of seen) for (const link of all) if (link.from === id) seen.add(link.to)
  return seen.has(to)
}
