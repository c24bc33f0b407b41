/**
 * Takes stretches out of markup, from where each opens to where it is next closed:
 *
 *     a <style>p {}</style> b     a   b
 *
 * A regular expression that reads on to the close does so from every opening; of a page of openings that nobody closed
 * it reads each end a thousand times. Here the closes are found first, once.
 */

export interface Stretch {
  /** Global; its first group, if it has one, is what its close says too. */
  readonly open: RegExp
  /** Global; with the same group. */
  readonly close: RegExp
  /** Longer ones stay: what is that long was not closed where it should have been. */
  readonly most: number
  readonly instead: string
}

export function cutStretches(markup: string, { open, close, most, instead }: Stretch): string {
  const closes = new Map<string, { readonly at: readonly RegExpExecArray[]; next: number }>()
  for (const [key, at] of Map.groupBy(markup.matchAll(close), keyOf)) closes.set(key, { at, next: 0 })
  const parts: string[] = []
  let done = 0
  for (const opening of closes.size === 0 ? [] : markup.matchAll(open)) {
    const from = opening.index + opening[0].length
    const ends = closes.get(keyOf(opening))
    if (opening.index < done || ends === undefined) continue
    while ((ends.at[ends.next]?.index ?? Infinity) < from) ends.next++
    const end = ends.at[ends.next]
    if (end === undefined || end.index - from > most) continue
    parts.push(markup.slice(done, opening.index), instead)
    done = end.index + end[0].length
  }
  return parts.join('') + markup.slice(done)
}

function keyOf(match: RegExpExecArray): string {
  return (match[1] ?? '').toLowerCase()
}
