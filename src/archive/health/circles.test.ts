import { describe, expect, test } from 'vitest'
import { countInCircles } from './circles.ts'

function links(...pairs: readonly (readonly [number, number])[]) {
  return pairs.map(([from, to]) => ({ from, to }))
}

describe('countInCircles', () => {
  test.for([
    { name: 'a series in itself', links: links([1, 1]), count: 1 },
    { name: 'two in each other', links: links([1, 2], [2, 1]), count: 2 },
    { name: 'a ring with a chain that leads out of it', links: links([1, 2], [2, 1], [2, 3], [3, 4]), count: 2 },
    { name: 'a ring with a chain that leads into it', links: links([5, 1], [1, 2], [2, 1]), count: 3 },
  ])('counts $name', (each) => {
    expect(countInCircles(each.links)).toBe(each.count)
  })

  test.for([
    { name: 'nothing', links: [] },
    { name: 'a chain', links: links([1, 2], [2, 3]) },
    { name: 'two ways to one end', links: links([1, 2], [1, 3], [2, 4], [3, 4]) },
    { name: 'a link said twice', links: links([1, 2], [1, 2]) },
    {
      name: 'a chain as long as an archive',
      links: Array.from({ length: 300_000 }, (_, i) => ({ from: i, to: i + 1 })),
    },
  ])('leaves $name', (each) => {
    expect(countInCircles(each.links)).toBe(0)
  })
})
