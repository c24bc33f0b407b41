import { describe, expect, test } from 'vitest'
import { repairText } from './repair-runs.ts'
import { LANGUAGES, readWordList, SETTINGS } from './testing/word-lists.ts'

/** Words of each list that are looked at: every n-th. The whole lists are looked at by `npm run bench -- words`. */
const SAMPLE = 4000

describe.for(LANGUAGES)('the certain repairs, of the words of %s', (language) => {
  const words = readWordList(language)
  const step = Math.ceil(words.length / SAMPLE)
  // Letters beyond ASCII are what repairs look at, so all short words with them are taken too.
  const chosen = words.filter((word, i) => i % step === 0 || (word.length < 4 && /[^ -~]/.test(word)))

  test('are many', () => {
    expect(chosen.length).toBeGreaterThan(SAMPLE / 2)
  })

  test.for(Object.keys(SETTINGS))('change none %s', (name) => {
    const set = SETTINGS[name] as (word: string) => string
    const text = chosen.map(set).join('\n\n')
    const changed = repairText(text).patches.map(({ from, to, after, codes }) => {
      const start = text.lastIndexOf('\n', from) + 1
      const end = text.indexOf('\n', to)
      return `${text.slice(start, end === -1 ? undefined : end)}: ${after} (${codes.join(', ')})`
    })
    expect(changed).toEqual([])
  })
})
