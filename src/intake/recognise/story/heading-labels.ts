/**
 * Finds point-of-view labels in the headings of chapters: "Chapter 2: Spike's POV", "Part 3 (Willow)".
 *
 * Who is named with "POV" or "thoughts" is the one. A name alone may be what the chapter is about or a place; it labels
 * chapters when it heads more than one of them, when a label in the story says the same name, or when the canon knows
 * the names of all chapters that are so called.
 */
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

/** By the line of the heading. */
export function findHeadingLabels(headings: readonly FoundHeading[], help: HeadingLabelHelp): Map<number, FoundLabel> {
  const titled = headings.flatMap((heading): Titled[] => {
    const title = undecorate(heading.parsed.title ?? '').inner
    const label = readPovLabel(title)
    return label === null ? [] : [{ heading, title, label }]
  })
  const names = titled.filter(({ label }) => label.form === 'name' && label.name !== null)
  const isLabel = mayLabel(names, help)
  return new Map(
    titled
      .filter((each) => each.label.form !== 'name' || isLabel(each))
      .map((each) => [each.heading.line, labelOf(each, help)]),
  )
}

function mayLabel(names: readonly Titled[], help: HeadingLabelHelp): (each: Titled) => boolean {
  const counts = new Map<string, number>()
  for (const { label } of names) counts.set(label.name ?? '', (counts.get(label.name ?? '') ?? 0) + 1)
  const areKnown = names.length > 1 && names.every(({ label }) => help.canonical(label.name ?? '') !== null)
  const others = new Set(help.others.map(({ who }) => who))
  // One name that comes again shows how the chapters are called.
  const isCustom = names.length > 2 && [...counts.values()].some((count) => count > 1)
  return ({ label }) => areKnown || isCustom || others.has(help.canonical(label.name ?? '') ?? label.name)
}

function labelOf({ heading, title, label }: Titled, help: HeadingLabelHelp): FoundLabel {
  const who = label.name === null ? null : (help.canonical(label.name) ?? label.name)
  const confidence = label.form === 'stated' ? 0.95 : 0.8
  return { line: heading.line, label: title, who, rule: 'pov-in-heading', confidence }
}
