/**
 * Measures decoding and repairing: megabytes a second, and how many times as long as one regular-expression pass over
 * the same text. The texts are made here: ordinary prose, and prose in which every line is damaged.
 */
import { decode } from '../src/intake/decode/index.ts'
import { repairRuns } from '../src/intake/repair/index.ts'
import { runOf } from '../src/intake/run.ts'

const SIZE = 8 * 1024 * 1024
const TIMES = 5

const ORDINARY = [
  'The lamp went out, and nobody in the house thought of lighting another one until it was too late to matter.',
  '“You said you would wait,” she told him. “I don’t see anybody waiting — do you?”',
  'He had no answer to that; he looked at the café across the road, where José was putting the chairs away…',
  '',
]

/** Every paragraph is damaged, in ways of several kinds, about as densely as prose has marks. */
const DAMAGED = [
  'â€œYou said you would wait,â€\u009d she told him when at last he came in from the rain, with his hat in his hand ' +
    'and the newspaper under his arm. â€œI donâ€™t see anybody waiting.â€\u009d',
  'ìI canít say,î he said, and looked at the cafÃ© across the road, where a man was putting the chairs away for the ' +
    'night. The lamps were lit already, and a dog was asleep in front of the door; nobody else was to be seen.',
  '\u00a0\u00a0\u00a0 She wasn&#8217;t sure what that meant.\u00a0 Tom &amp;amp; Anna had gone home an hour before, and ' +
    'the street was as quiet as it ever was on a Sunday. They werenÕt the kind of people who stay.',
  '',
]

export async function run(): Promise<void> {
  const cases = [
    { name: 'ordinary, UTF-8', bytes: textOf(ORDINARY), least: 20 },
    { name: 'ordinary, Windows-1252', bytes: windows1252(ORDINARY), least: 20 },
    {
      name: 'plain ASCII',
      bytes: textOf(['The lamp went out, and nobody thought of lighting another one.', '']),
      least: 20,
    },
    { name: 'damaged', bytes: textOf(DAMAGED), least: 5 },
  ]
  for (const { name, bytes, least } of cases) {
    const text = decode(bytes).text
    const pass = best(() => countMatches(text))
    const whole = best(() => {
      const decoded = decode(bytes)
      return repairRuns([runOf(decoded.text)], decoded.text).repairs.length
    })
    const speed = bytes.length / 1e6 / (whole / 1000)
    const ratio = (whole / pass).toFixed(1)
    const verdict = speed >= least ? '' : `  (wanted: ${least})`
    console.log(`decode + repair, ${name}: ${speed.toFixed(1)} MB/s, ${ratio} × one regular-expression pass${verdict}`)
  }
}

function countMatches(text: string): number {
  let count = 0
  for (const _ of text.matchAll(/[\u0080-\u{10ffff}]/gu)) count++
  return count
}

function textOf(lines: readonly string[]): Uint8Array {
  const block = new TextEncoder().encode(lines.join('\n'))
  const bytes = new Uint8Array(SIZE)
  for (let at = 0; at < SIZE; at += block.length) bytes.set(block.subarray(0, SIZE - at), at)
  // A character cut at the end is no part of the measurement.
  return bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1)
}

function windows1252(lines: readonly string[]): Uint8Array {
  const marks: Readonly<Record<string, string>> = { '“': '\x93', '”': '\x94', '’': '\x92', '—': '\x97', '…': '\x85' }
  const text = lines.join('\n').replace(/[“”’—…]/g, (mark) => marks[mark] as string)
  const block = Buffer.from(text, 'latin1')
  const bytes = new Uint8Array(SIZE)
  for (let at = 0; at < SIZE; at += block.length) bytes.set(block.subarray(0, SIZE - at), at)
  return bytes
}

/** The shortest of several runs, in milliseconds. */
function best(measured: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let i = 0; i < TIMES; i++) {
    const start = performance.now()
    measured()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return shortest
}
