/** Whatever its bytes are, a container is opened as far as it goes: small ones of every kind, cut off and damaged anyhow. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom } from '../../../intake/testing/mutate.ts'
import { CONTAINERS, damagedFile, fileOf } from './testing/containers.ts'
import { tryOpening } from './testing/laws.ts'

const MUTATIONS = 250
/** What is longer than what is looked at first has the same readers, and takes ten times as long. */
const MUTATIONS_OF_LONG = 60
const LONG_BYTES = 16_384
/** Files inside are read for one in so many. */
const READ_EVERY = 10
/** Containers are cut off in so many places, those of their last bytes among them. */
const CUTS = 150

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-containers-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function breachOf(name: string, bytes: Uint8Array, readings = 0): Promise<string | null> {
  return (await tryOpening(join(folder, name), bytes, { readings })).breach
}

describe.each(CONTAINERS)('$name', (container) => {
  const whole = fileOf(container)

  test('is opened, and what it holds is read', async () => {
    const { breach, items } = await tryOpening(join(folder, container.name), whole, { readings: 20 })
    expect(breach).toBeNull()
    expect(items.length).toBeGreaterThan(1)
  })

  test('is opened as far as it goes, wherever it is cut off', async () => {
    const breaches: string[] = []
    const step = Math.max(1, Math.floor(whole.length / CUTS))
    for (let length = whole.length - 1; length >= 0; length -= length > whole.length - 20 ? 1 : step) {
      const breach = await breachOf(container.name, whole.subarray(0, length))
      if (breach !== null) breaches.push(`cut off behind ${length} bytes: ${breach}`)
    }
    expect(breaches).toEqual([])
  })

  test('is opened as far as it goes, however it is damaged', async () => {
    const breaches: string[] = []
    const forms = whole.length > LONG_BYTES ? MUTATIONS_OF_LONG : MUTATIONS
    for (let n = 0; n < forms; n++) {
      const readings = n % READ_EVERY === 0 ? 3 : 0
      const breach = await breachOf(container.name, damagedFile(container, randomFrom(n)), readings)
      if (breach !== null) breaches.push(`form ${n}: ${breach}`)
    }
    expect(breaches).toEqual([])
  })
})

const FINDS = join(import.meta.dirname, 'testing/finds')

test.each(readdirSync(FINDS))('%s, which was opened wrongly once, is opened', async (name) => {
  expect(await breachOf(name, readFileSync(join(FINDS, name)), 20)).toBeNull()
})
