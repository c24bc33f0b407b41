/** What `inspect` says to people about one file: the facts with their lines, then what was mended and what was not. */
import type { ConventionFact, Field, Inspection, WorkFacts } from '../intake/reading.ts'

const MOST_LISTED = 12
const LONGEST = 100

export function inspectionWords(inspection: Inspection): string {
  const { source, refusal, work, chapters, repairs, suggestions, counts } = inspection
  const name = [...source.within, source.path].join(' > ')
  if (refusal !== null || work === null)
    return `${name}\n  not read: ${refusal?.why ?? 'no story'} [${refusal?.code ?? 'no-story'}]\n`
  const encoding =
    source.encoding === null ? '' : `, ${source.encoding.name}${source.encoding.confidence < 1 ? ' (in doubt)' : ''}`
  return [
    name,
    `  ${source.format}${encoding}, ${counts.words} words, ${chapters.length} ${chapters.length === 1 ? 'chapter' : 'chapters'}, ${counts.breaks} breaks`,
    ...(inspection.convention === undefined ? [] : [conventionLine(inspection.convention)]),
    ...factLines(work),
    ...chapters.flatMap((chapter) => [
      `  lines ${chapter.startLine}-${chapter.endLine}: ${chapter.heading ?? 'no heading'}`,
      ...chapter.sections.map((section) => {
        const facts = [
          section.who,
          section.date,
          section.to === null ? null : `to ${section.to}`,
          section.person && `${section.person} person`,
        ]
        return `    lines ${section.startLine}-${section.endLine}: ${[section.kind, ...facts.filter(Boolean)].join(', ')}`
      }),
    ]),
    ...listed(
      `${repairs.length} certain repairs`,
      repairs.map(
        (repair) =>
          `line ${repair.line}, column ${repair.column}: ${visible(repair.before)} → ${visible(repair.after)} [${repair.code}]`,
      ),
    ),
    ...listed(
      `${suggestions.length} suggestions`,
      suggestions.map((each) => {
        const value = each.value === null ? '' : ` ${each.field} = ${each.value}`
        return `${each.line === null ? '' : `line ${each.line}: `}[${each.code}]${value} ${each.why}`
      }),
    ),
    '',
  ].join('\n')
}

/** "signs as at Harbour List (chosen): * is italics, 47 of 47 pairs close inside a paragraph" */
function conventionLine({ name, by, evidence, marks }: ConventionFact): string {
  const why = by === 'chosen' ? 'chosen' : `because of ${evidence.join(', ')}`
  const counts = marks.map(
    ({ mark, meaning, pairs, unpaired }) =>
      `${mark} is ${meaning ?? 'as everywhere'}, ${pairs} of ${pairs + unpaired} pairs close inside a paragraph`,
  )
  return `  signs as at ${name} (${why})${counts.length === 0 ? '' : `: ${counts.join('; ')}`}`
}

function factLines(work: WorkFacts): string[] {
  const facts: [string, readonly Field[]][] = [
    ['title', work.title === null ? [] : [work.title]],
    ['by', work.authors],
    ['fandom', work.fandoms],
    ['relationship', work.relationships],
    ['character', work.characters],
    ['rating', work.rating === null ? [] : [work.rating]],
    ['warning', work.warnings],
    ['setting', work.setting],
    ['language', work.language === null ? [] : [work.language]],
    ['status', work.status === null ? [] : [work.status]],
    ['summary', work.summary === null ? [] : [work.summary]],
    ['notes before', work.notesBefore],
    ['notes after', work.notesAfter],
    ['disclaimer', work.disclaimers],
    ['date', work.dates],
    ['end', work.endMarker === null ? [] : [work.endMarker]],
  ]
  const lines = facts.flatMap(([name, fields]) => fields.map((field) => factLine(name, field)))
  if (work.part !== null) {
    const total = work.part.total === null ? '' : ` of ${work.part.total}`
    lines.push(`  part: ${work.part.number}${total} (${work.part.label}) ${at(work.part.lines)}`)
  }
  return [
    ...lines,
    ...work.other.map((field) => factLine(field.key, field)),
    ...work.missing.map((gap) => `  missing: ${gap.why}`),
  ]
}

function factLine(name: string, field: Field): string {
  const written = field.asWritten === field.value || field.asWritten === '' ? '' : ` (“${cut(field.asWritten)}”)`
  return `  ${name}: ${cut(field.value)}${written} ${at(field.lines)}`
}

function at(lines: readonly number[]): string {
  const [first] = lines
  if (first === undefined) return ''
  const last = lines.at(-1) ?? first
  return first === last ? `[line ${first}]` : `[lines ${first}-${last}]`
}

function listed(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const rest = lines.length > MOST_LISTED ? [`    … and ${lines.length - MOST_LISTED} more; --json lists them all`] : []
  return [`  ${heading}`, ...lines.slice(0, MOST_LISTED).map((line) => `    ${line}`), ...rest]
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** Blanks and controls can be seen. */
function visible(text: string): string {
  if (text === '') return 'nothing'
  const shown = text.replaceAll(
    /[\u00a0\p{C}]/gu,
    (character) => `<${character.codePointAt(0)?.toString(16).padStart(2, '0')}>`,
  )
  return `“${cut(shown)}”`
}
