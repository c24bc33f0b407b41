import { distance } from 'fastest-levenshtein'

/** ` Did you mean "import"?` for "inport"; nothing when none of the names is near. */
export function nearest(typed: string, names: readonly string[]): string {
  const [best] = names.map((name) => ({ name, away: distance(typed, name) })).toSorted((a, b) => a.away - b.away)
  return best !== undefined && best.away <= 3 && best.away < typed.length ? ` Did you mean "${best.name}"?` : ''
}
