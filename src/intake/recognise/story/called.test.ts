import { describe, expect, test } from 'vitest'
import { calledIn } from './called.ts'

describe('calledIn', () => {
  test.for([
    ['"You are late, Jonas."', ['Jonas']],
    ['"Lin?" my aunt called.', ['Lin']],
    ['He said, "Lin, come home," and meant it.', ['Lin']],
    ['“I love you Mara!” he said.', ['Mara']],
    ['„Du kommst spät, Jonas“, sagte sie.', ['Jonas']],
    ['« Tu viens, Marie ? »', ['Marie']],
    ['"Mara," said one, and "Jonas!" the other.', ['Mara', 'Jonas']],
  ] as const)('hears who is called in %s', ([text, names]) => {
    expect([...calledIn(text)]).toEqual(names)
  })

  test.for([
    'She called Jonas, but nobody came.',
    '"I saw Jonas on the landing," she said.',
    '"Yes," he said. "Never."',
    '"Where is the lamp that Lin lit?"',
    '„Nein“, sagte er.',
    '"the men, and the boats, and the lamps."',
    'Lin? There was no answer.',
    '',
  ])('hears nobody called in %s', (text) => {
    expect([...calledIn(text)]).toEqual([])
  })
})
