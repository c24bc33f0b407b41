/** Whatever its bytes are, a file has a reading: small files of every format, cut off anywhere and damaged anyhow. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { breachOf } from './testing/laws.ts'
import { randomFrom } from './testing/mutate.ts'
import { PAGES } from './testing/pages.ts'
import { bytesOf, damaged, SEEDS, type Seed } from './testing/seeds.ts'

const MUTATIONS = 1000
/** Many pages are read by few readers; their own tests cut them off everywhere. */
const MUTATIONS_OF_PAGE = 100
/** What is packed or long goes to the same readers, and takes longer; `word-formats.test.ts` cuts those off everywhere. */
const MUTATIONS_OF_COSTLY = 300
const PACKED_STEP = 5
/** A Word file of 1997 is 20 kB of mostly nothing; `word-formats.test.ts` cuts what matters of it. */
const LONG_BYTES = 4096
const LONG_STEP = 61

const FORMATS = SEEDS.filter(({ name }) => !(name in PAGES))

test.each(FORMATS)('$name is read or refused, wherever it is cut off', async (seed) => {
  const whole = bytesOf(seed)
  expect(await breachOf(seed.name, whole)).toBeNull()
  const breaches: string[] = []
  const step = whole.length > LONG_BYTES ? LONG_STEP : isZip(whole) ? PACKED_STEP : 1
  for (let length = 0; length < whole.length; length += step) {
    const breach = await breachOf(seed.name, whole.subarray(0, length))
    if (breach !== null) breaches.push(`cut off behind ${length} bytes: ${breach}`)
  }
  expect(breaches).toEqual([])
})

test.each(SEEDS)('$name is read or refused, however it is damaged', async (seed) => {
  expect(await breachesOf(seed, formsOf(seed))).toEqual([])
})

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

function formsOf({ name, content }: Seed): number {
  if (name in PAGES) return MUTATIONS_OF_PAGE
  const isCostly = content instanceof Uint8Array && (isZip(content) || content.length > LONG_BYTES)
  return isCostly ? MUTATIONS_OF_COSTLY : MUTATIONS
}

async function breachesOf(seed: Seed, forms: number): Promise<string[]> {
  const breaches: string[] = []
  for (let n = 0; n < forms; n++) {
    const breach = await breachOf(seed.name, damaged(seed, randomFrom(n)))
    if (breach !== null) breaches.push(`form ${n}: ${breach}`)
  }
  return breaches
}

const FINDS = join(import.meta.dirname, 'testing/finds')

test.each(readdirSync(FINDS))('%s, which was misread once, is read', async (name) => {
  expect(await breachOf(name, readFileSync(join(FINDS, name)))).toBeNull()
})
