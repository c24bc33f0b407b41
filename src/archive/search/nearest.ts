/**
 * Finds names that are like a misspelt one: "Wilow Rosenburg" is Willow Rosenberg.
 *
 * Names that share no three letters with it are not compared, so that many names cost little.
 */
import { distance } from 'fastest-levenshtein'
import { foldKey } from '../../kernel/text.ts'

const GIVEN = 3
/** Longer ones are not misspelt but another thing. */
const LONGEST = 150

/** The likest first; none that is further away than a third of its letters. */
export function nearestOf(typed: string, names: readonly string[], size = GIVEN): readonly string[] {
  const asked = foldKey(typed.slice(0, LONGEST))
  if (asked.length < 2) return []
  const triples = triplesOf(asked)
  const found: { readonly name: string; readonly away: number }[] = []
  for (const name of new Set(names)) {
    const away = distanceTo(asked, triples, foldKey(name))
    if (away !== undefined) found.push({ name, away })
  }
  return found
    .toSorted((a, b) => a.away - b.away)
    .slice(0, size)
    .map(({ name }) => name)
}

/** How far a folded name is from what was asked for: as a whole, or, for a part of a name, from its nearest word. */
function distanceTo(asked: string, triples: ReadonlySet<string>, folded: string): number | undefined {
  if (folded.length > LONGEST || !sharesTriple(triples, folded)) return undefined
  const parts = asked.includes(' ') ? [folded] : [folded, ...folded.split(/[ /&]/)]
  const away = Math.min(...parts.map((part) => distance(asked, part)))
  return away > 0 && away <= Math.max(1, Math.floor(asked.length / 3)) ? away : undefined
}

/** Stretches of letters that a misspelt name still has: all of three, and its beginning and end for short ones. */
function triplesOf(text: string): ReadonlySet<string> {
  const padded = ` ${text} `
  const triples = new Set<string>()
  for (let i = 0; i + 3 <= padded.length; i++) triples.add(padded.slice(i, i + 3))
  return triples
}

function sharesTriple(triples: ReadonlySet<string>, text: string): boolean {
  const padded = ` ${text} `
  for (let i = 0; i + 3 <= padded.length; i++) if (triples.has(padded.slice(i, i + 3))) return true
  return false
}
