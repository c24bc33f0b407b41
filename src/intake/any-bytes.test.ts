/** Whatever its bytes are, a file has a reading: small files of every format, cut off anywhere and damaged anyhow. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { breachOf } from './testing/laws.ts'
import { randomFrom } from './testing/mutate.ts'
import { bytesOf, damaged, SEEDS } from './testing/seeds.ts'

const MUTATIONS = 1000
/** A Word file of 1997 is 20 kB of mostly nothing; `word-formats.test.ts` cuts what matters of it. */
const LONG_BYTES = 4096
const LONG_STEP = 61

describe.each(SEEDS)('$name', (seed) => {
  test('is read', async () => {
    expect(await breachOf(seed.name, bytesOf(seed))).toBeNull()
  })

  test('is read or refused, wherever it is cut off', async () => {
    const whole = bytesOf(seed)
    const breaches: string[] = []
    const step = whole.length > LONG_BYTES ? LONG_STEP : 1
    for (let length = 0; length < whole.length; length += step) {
      const breach = await breachOf(seed.name, whole.subarray(0, length))
      if (breach !== null) breaches.push(`cut off behind ${length} bytes: ${breach}`)
    }
    expect(breaches).toEqual([])
  })

  test(`is read or refused in ${MUTATIONS} damaged forms`, async () => {
    const breaches: string[] = []
    for (let n = 0; n < MUTATIONS; n++) {
      const breach = await breachOf(seed.name, damaged(seed, randomFrom(n)))
      if (breach !== null) breaches.push(`form ${n}: ${breach}`)
    }
    expect(breaches).toEqual([])
  })
})

const FINDS = join(import.meta.dirname, 'testing/finds')

test.each(readdirSync(FINDS))('%s, which was misread once, is read', async (name) => {
  expect(await breachOf(name, readFileSync(join(FINDS, name)))).toBeNull()
})
