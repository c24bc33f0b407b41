/**
 * Finds point-of-view labels in the headings of chapters: "Chapter 2: Spike's POV", "Part 3 (Willow)".
 *
 * Who is named with "POV" or "thoughts" is the one. A name alone may be what the chapter is about or a place; it labels
 * chapters when it heads more than one of them, when a label in the story says the same name, or when the canon knows
 * the names of all chapters that are so called.
 */
import type { Body } from './body.ts'
import { undecorate } from './decoration.ts'
import type { FoundHeading } from './find-headings.ts'
import type { FoundLabel } from './find-labels.ts'
import { type PovLabel, readPovLabel } from './pov-label.ts'

interface Titled {
  readonly heading: FoundHeading
  /** Its title without brackets. */
  readonly title: string
  readonly label: PovLabel
}

export interface HeadingLabelHelp {
  readonly canonical: (name: string) => string | null
  /** Labels on lines of their own. */
  readonly others: readonly FoundLabel[]
}

/** So many lines show whether a name is a place's. */
const MOST_LINES = 2000
const MOST_NAMES = 20

/** By the line of the heading. */
export function findHeadingLabels(
  body: Body,
  headings: readonly FoundHeading[],
  help: HeadingLabelHelp,
): Map<number, FoundLabel> {
  const titled = headings.flatMap((heading): Titled[] => {
    const title = undecorate(heading.parsed.title ?? '').inner
    const label = readPovLabel(title)
    return label === null ? [] : [{ heading, title, label }]
  })
  const names = titled.filter(({ label }) => label.form === 'name' && label.name !== null)
  const isLabel = mayLabel(body, names, help)
  return new Map(
    titled
      .filter((each) => each.label.form !== 'name' || isLabel(each))
      .map((each) => [each.heading.line, labelOf(each, help)]),
  )
}

function mayLabel(body: Body, names: readonly Titled[], help: HeadingLabelHelp): (each: Titled) => boolean {
  const counts = new Map<string, number>()
  for (const { label } of names) counts.set(label.name ?? '', (counts.get(label.name ?? '') ?? 0) + 1)
  const areKnown = names.length > 1 && names.every(({ label }) => help.canonical(label.name ?? '') !== null)
  const others = new Set(help.others.map(({ who }) => who))
  // One name that comes again shows how the chapters are called.
  const repeated = [...counts].flatMap(([name, count]) => (count > 1 ? [name] : []))
  const isCustom =
    names.length > 2 && repeated.length > 0 && !repeated.slice(0, MOST_NAMES).some((name) => isPlace(body, name))
  return ({ label }) => areKnown || isCustom || others.has(help.canonical(label.name ?? '') ?? label.name)
}

/** "in Paris", "nach Paris", and hardly ever "Paris said": a place heads chapters as people do. */
function isPlace(body: Body, name: string): boolean {
  const place = new RegExp(
    `(?<!\\p{L})(?:in|at|to|from|near|nach|aus|bei|à|en|de|a) ${RegExp.escape(name)}(?!\\p{L})`,
    'gu',
  )
  const person = new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?:['’]s)? \\p{Ll}`, 'gu')
  let [places, people] = [0, 0]
  for (const { text } of body.lines.slice(0, MOST_LINES)) {
    const read = text.slice(0, 5000)
    if (!read.includes(name)) continue
    places += read.match(place)?.length ?? 0
    people += read.match(person)?.length ?? 0
  }
  return places > people
}

function labelOf({ heading, title, label }: Titled, help: HeadingLabelHelp): FoundLabel {
  const who = label.name === null ? null : (help.canonical(label.name) ?? label.name)
  const confidence = label.form === 'stated' ? 0.95 : 0.8
  return { line: heading.line, label: title, who, rule: 'pov-in-heading', confidence }
}
