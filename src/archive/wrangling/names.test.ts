import { describe, expect, test } from 'vitest'
import { isNear, looseKey, peopleIn } from './names.ts'

describe('looseKey', () => {
  const ALIKE = [
    ['additional', 'Hurt/Comfort', 'hurt & comfort'],
    ['additional', 'Hurt and Comfort', 'HurtComfort'],
    ['character', 'Jean-Luc Picard', 'Jean Luc Picard'],
    ['character', 'José', 'Jose'],
    ['fandom', 'Lantern-Harbour', 'Lantern Harbour!'],
    ['relationship', 'Joss/Nerissa', 'Nerissa / Joss'],
    ['relationship', 'Joss x Nerissa', 'Nerissa/Joss'],
    ['relationship', 'Joss & Nerissa', 'Nerissa and Joss'],
    ['relationship', 'A/B/C', 'C/A/B'],
  ] as const
  test.for(ALIKE)('takes, for a %s, “%s” and “%s” for one', ([kind, one, other]) => {
    expect(looseKey(kind, one)).toBe(looseKey(kind, other))
  })

  const APART = [
    ['relationship', 'Joss/Nerissa', 'Joss & Nerissa'],
    ['relationship', 'Joss/Nerissa', 'Joss/Nerissa/Cador'],
    ['relationship', 'Max/Alex', 'Maxalex'],
    ['additional', 'Season 1', 'Season 2'],
    ['character', 'Will', 'Willow'],
    ['character', '💜', '💔'],
    ['fandom', 'Alice and Bob', 'Alice Bob'],
    ['character', 'が', 'か'],
    ['additional', '!!!', '???'],
  ] as const
  test.for(APART)('leaves, for a %s, “%s” and “%s” apart', ([kind, one, other]) => {
    expect(looseKey(kind, one)).not.toBe(looseKey(kind, other))
  })
})

describe('isNear', () => {
  test.for([
    ['willow rosenberg', 'wilow rosenberg'],
    ['willow', 'wlilow'],
    ['kissing', 'kisssing'],
    ['harbour', 'harbor'],
  ])('takes “%s” and “%s” for a slip', ([one = '', other = '']) => {
    expect(isNear(one, other)).toBe(true)
    expect(isNear(other, one)).toBe(true)
  })

  test.for([
    ['dean', 'sean'],
    ['season1', 'season2'],
    ['season1', 'season11'],
    ['kissing', 'missions'],
    ['abcdef', 'badcef'],
    ['harbour', 'harbouring'],
  ])('leaves “%s” and “%s” apart', ([one = '', other = '']) => {
    expect(isNear(one, other)).toBe(false)
  })
})

test('peopleIn reads signs and words between people, and no single name', () => {
  expect(peopleIn('Joss/Nerissa & Cador')).toEqual({ sign: '/', names: ['Joss', 'Nerissa & Cador'] })
  expect(peopleIn('Joss und Nerissa')).toEqual({ sign: '&', names: ['Joss', 'Nerissa'] })
  expect(peopleIn('Max')).toBeUndefined()
  expect(peopleIn('/Joss')).toBeUndefined()
  expect(peopleIn(`${'a/'.repeat(50)}a`)).toBeUndefined()
})
