/**
 * Finds names that are like a misspelt one: "Wilow Rosenburg" is Willow Rosenberg, "Nagel" is Angel.
 *
 * Names that have other letters are not compared closely, so that many names cost little.
 */
import { foldKey } from '../../kernel/text.ts'
import { letterChanges, lettersOf, mayBeNear } from '../../search/letter-changes.ts'

const GIVEN = 3
/** Longer ones are not misspelt but another thing. */
const LONGEST = 150

/** The likest first; none that is further away than a third of its letters. */
export function nearestOf(typed: string, names: readonly string[], size = GIVEN): readonly string[] {
  const asked = foldKey(typed.slice(0, LONGEST))
  if (asked.length < 2) return []
  const wanted = { asked, letters: lettersOf(asked), reach: Math.max(1, Math.floor(asked.length / 3)) }
  const found: { readonly name: string; readonly away: number }[] = []
  for (const name of new Set(names)) {
    const away = distanceTo(wanted, foldKey(name))
    if (away !== undefined) found.push({ name, away })
  }
  return found
    .toSorted((a, b) => a.away - b.away)
    .slice(0, size)
    .map(({ name }) => name)
}

interface Wanted {
  readonly asked: string
  readonly letters: number
  readonly reach: number
}

/** How far a folded name is from what was asked for: as a whole, or, for a part of a name, from its nearest word. */
function distanceTo({ asked, letters, reach }: Wanted, folded: string): number | undefined {
  if (folded.length > LONGEST) return undefined
  const parts = asked.includes(' ') ? [folded] : [folded, ...folded.split(/[ /&]/)]
  const near = parts.filter((part) => mayBeNear(letters, lettersOf(part), reach))
  const away = Math.min(...near.map((part) => letterChanges(asked, part, reach)))
  return away > 0 && away <= reach ? away : undefined
}
