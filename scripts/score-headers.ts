/**
 * Score the header recogniser on a file of header shapes: `node scripts/score-headers.ts DIR`.
 *
 * Reads DIR/header-shapes.json, takes in each text and compares what was found with what was expected, field by field.
 * A field is right when each expected item is `asWritten` or `value` of one that was found. Prints what differs and
 * a total.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../src/intake/read/index.ts'
import type { Found } from '../src/intake/recognise/evidence.ts'
import { type Header, recogniseHeader } from '../src/intake/recognise/header/index.ts'
import { recogniseLanguage } from '../src/intake/recognise/language.ts'
import { runOf } from '../src/intake/run.ts'

interface Shape {
  readonly id: string
  readonly text: string
  readonly expect: Readonly<Record<string, string | number | readonly (string | number)[]>>
}

type Answer = Pick<Found<unknown>, 'value' | 'asWritten'>

async function score(directory: string): Promise<number> {
  const shapes = JSON.parse(readFileSync(join(directory, 'header-shapes.json'), 'utf8')) as readonly Shape[]
  let [right, total] = [0, 0]
  for (const shape of shapes) {
    const header = recogniseHeader(readText(runOf(shape.text)))
    const language = await recogniseLanguage('', { label: header.language, labels: header.labelLanguage, html: null })
    for (const [name, expected] of Object.entries(shape.expect)) {
      const answers = answersTo(name, header, language.language)
      const missing = [expected].flat().filter((item) => !answers.some((answer) => isRight(answer, item)))
      total++
      if (missing.length === 0) right++
      else
        console.log(
          `${shape.id}: ${name}: missing ${JSON.stringify(missing)}, found ${JSON.stringify(answers.map(({ value, asWritten }) => (value === asWritten ? value : [value, asWritten])))}`,
        )
    }
  }
  console.log(`${right} of ${total} fields right in ${shapes.length} headers`)
  return right === total ? 0 : 1
}

function answersTo(name: string, header: Header, language: Answer | null): readonly Answer[] {
  const part = header.partHints[0]
  const one = (found: Answer | null): readonly Answer[] => (found === null ? [] : [found])
  switch (name) {
    case 'title':
    case 'summary':
    case 'rating':
    case 'status':
      return one(header[name])
    case 'author':
      return header.authors
    case 'language':
      return one(language)
    case 'fandom':
      return header.fandoms
    case 'relationships':
    case 'warnings':
    case 'setting':
      return header[name]
    case 'disclaimer':
      return header.disclaimers
    case 'part':
      return part === undefined ? [] : [{ value: part.value.number, asWritten: part.asWritten }]
    case 'parts':
      return header.partHints.map((hint) => ({ value: hint.value.total, asWritten: hint.asWritten }))
    case 'date':
      return header.dates
    case 'published':
      return header.dates.filter((date) => date.kind === 'posted')
    case 'updated':
      return header.dates.filter((date) => date.kind === 'updated')
    default:
      return header.other.filter((other) => other.key === name)
  }
}

/** "2002-01-10 or 2002-10-01" is EDTF's [2002-01-10,2002-10-01]. */
function isRight(answer: Answer, expected: string | number): boolean {
  const wanted = String(expected)
  const either = `[${wanted.split(' or ').join(',')}]`
  return [answer.asWritten, answer.value].some((said) => String(said) === wanted || String(said) === either)
}

const directory = process.argv[2]
if (directory === undefined) {
  console.error('score-headers: name the directory that holds header-shapes.json')
  process.exitCode = 2
} else {
  process.exitCode = await score(directory)
}
