/**
 * Score the header recogniser on a file of header shapes: `node scripts/score-headers.ts DIR`.
 *
 * Reads DIR/header-shapes.json, takes in each text with the canons of this checkout, and compares the report with what
 * was expected, field by field. A field is right when each expected item is `asWritten` or `value` of one that was
 * found. Prints what differs and a total.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Canon, readCanon } from '../src/intake/canon/index.ts'
import { intake } from '../src/intake/intake.ts'
import type { Field, WorkFacts } from '../src/intake/reading.ts'

interface Shape {
  readonly id: string
  readonly text: string
  readonly expect: Readonly<Record<string, string | number | readonly (string | number)[]>>
}

type Answer = Pick<Field<unknown>, 'value' | 'asWritten'>

const CANONS = join(import.meta.dirname, '..', 'canons')

async function score(directory: string): Promise<number> {
  const shapes = JSON.parse(readFileSync(join(directory, 'header-shapes.json'), 'utf8')) as readonly Shape[]
  const canons = readCanons()
  let [right, total] = [0, 0]
  for (const shape of shapes) {
    const work = await takeIn(shape, canons)
    for (const [name, expected] of Object.entries(shape.expect)) {
      const answers = work === null ? [] : answersTo(name, work)
      const missing = [expected].flat().filter((item) => !answers.some((answer) => isRight(answer, item)))
      total++
      if (missing.length === 0) right++
      else
        console.log(
          `${shape.id}: ${name}: missing ${JSON.stringify(missing)}, found ${JSON.stringify(answers.map(told))}`,
        )
    }
  }
  console.log(`${right} of ${total} fields right in ${shapes.length} headers`)
  return right === total ? 0 : 1
}

function readCanons(): Canon[] {
  const files = readdirSync(CANONS).filter((name) => name.endsWith('.yaml'))
  return files.flatMap((name) => {
    const read = readCanon(name.replace(/\.yaml$/, ''), readFileSync(join(CANONS, name), 'utf8'))
    return read.ok ? [read.canon] : []
  })
}

async function takeIn(shape: Shape, canons: readonly Canon[]): Promise<WorkFacts | null> {
  const bytes = new TextEncoder().encode(shape.text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const reading = await intake({ path: `${shape.id}.txt`, within: [], bytes, size: bytes.length, sha256 }, canons)
  return reading.inspection.work
}

function answersTo(name: string, work: WorkFacts): readonly Answer[] {
  const one = (field: Answer | null): readonly Answer[] => (field === null ? [] : [field])
  const dates = (kind: string): readonly Answer[] => work.dates.filter((date) => date.kind === kind)
  switch (name) {
    case 'title':
    case 'summary':
    case 'rating':
    case 'status':
    case 'language':
      return one(work[name])
    case 'relationships':
    case 'warnings':
    case 'setting':
      return work[name]
    case 'author':
      return work.authors
    case 'fandom':
      return work.fandoms
    case 'disclaimer':
      return work.disclaimers
    case 'part':
      return work.part === null ? [] : [{ value: work.part.number, asWritten: work.part.label }]
    case 'parts':
      return work.part === null ? [] : [{ value: work.part.total, asWritten: work.part.label }]
    case 'date':
      return work.dates
    case 'published':
      return dates('posted')
    case 'updated':
      return dates('updated')
    default:
      return work.other.filter((other) => other.key === name)
  }
}

/** "2002-01-10 or 2002-10-01" is EDTF's [2002-01-10,2002-10-01]. */
function isRight(answer: Answer, expected: string | number): boolean {
  const wanted = String(expected)
  const either = `[${wanted.split(' or ').join(',')}]`
  return [answer.asWritten, answer.value].some((said) => String(said) === wanted || String(said) === either)
}

function told({ value, asWritten }: Answer): unknown {
  return value === asWritten ? value : [value, asWritten]
}

const directory = process.argv[2]
if (directory === undefined) {
  console.error('score-headers: name the directory that holds header-shapes.json')
  process.exitCode = 2
} else {
  process.exitCode = await score(directory)
}
