/**
 * Long rows of one piece, on which a reader once took time that grows with the square of its length: minutes for each
 * of these, where seconds are enough. Others are looked for by the bench `hostile`.
 */
import { expect, test } from 'vitest'
import { breachOf } from './testing/laws.ts'
import { bytesOf, SEEDS } from './testing/seeds.ts'

const SIZE = 400_000

test.for([
  { what: 'salutations without a letter', file: 'a.txt', piece: 'Dear a,\n' },
  { what: 'blocks in a page, each in the one before,', file: 'efiction-3.html', piece: '<blockquote>' },
  { what: 'bars behind a label', file: 'efiction-3.html', piece: '|' },
  { what: 'scripts in an entry that never end', file: 'entry.xml', piece: '<script>' },
])('$what are read in time', { timeout: 30_000 }, async ({ file, piece }) => {
  expect(await breachOf(file, withRow(file, piece))).toBeNull()
})

/** In the middle of the seed of this name, between two lines or tags. */
function withRow(file: string, piece: string): Uint8Array {
  const seed = SEEDS.find(({ name }) => name === file)
  const bytes = bytesOf(seed ?? { name: file, content: new Uint8Array() })
  const at = bytes.findIndex((byte, index) => index >= bytes.length / 2 && (byte === 0x0a || byte === 0x3e)) + 1
  return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(SIZE, piece), bytes.subarray(at)])
}
