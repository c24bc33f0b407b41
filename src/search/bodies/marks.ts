/**
 * Finds where the words of a part stand in a text, by the rules by which the index found them.
 *
 *     “green garnet”      in      A ring with a green, garnet stone.      14–27, the phrase as a whole
 */
import { otherRowsOf, rowsOf, type WordRow } from './expression.ts'
import type { TextPart } from './word-index.ts'
import type { Word } from './words.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

/** Where a part stands among the words of a text, in order. Of NEAR, all that are near each other. */
export function spansOf(words: readonly Word[], part: TextPart): Span[] {
  const rows = rowsOf(part)
  if (part.kind === 'near' && rows.length > 1) return nearSpans(words, rows, part.distance)
  const spans = rows.flatMap((row) => [row, ...otherRowsOf(part, row)].flatMap((each) => runsOf(words, each)))
  return spans.map((run) => spanOf(words, run)).toSorted((a, b) => a.start - b.start)
}

/** Indexes of the first and the last word. */
interface Run {
  readonly first: number
  readonly last: number
}

/** In one pass, also when words repeat themselves in both. */
function runsOf(words: readonly Word[], { words: wanted, isPrefix }: WordRow): Run[] {
  const runs: Run[] = []
  const head = wanted.slice(0, -1)
  const end = wanted.at(-1) as string
  const back = fallbacksOf(head)
  /** How many words of the head stand right before the word at hand. */
  let held = 0
  for (let at = 0; at < words.length; at++) {
    const { text } = words[at] as Word
    if (held === head.length && (isPrefix ? text.startsWith(end) : text === end)) {
      runs.push({ first: at - head.length, last: at })
    }
    while (held > 0 && (held === head.length || head[held] !== text)) held = back[held - 1] as number
    if (head[held] === text) held++
  }
  return runs
}

/** For each beginning of a row, how long the longest shorter beginning is that it ends with. */
function fallbacksOf(row: readonly string[]): number[] {
  const back: number[] = []
  for (let at = 0, held = 0; at < row.length; at++) {
    while (held > 0 && row[held] !== row[at]) held = back[held - 1] as number
    if (at > 0 && row[held] === row[at]) held++
    back.push(held)
  }
  return back
}

function spanOf(words: readonly Word[], { first, last }: Run): Span {
  return { start: (words[first] as Word).start, end: (words[last] as Word).end }
}

/** Every row once, with at most `distance` words between the end of the first and the beginning of the last. */
function nearSpans(words: readonly Word[], rows: readonly WordRow[], distance: number): Span[] {
  const runs = rows
    .flatMap((row, of) => runsOf(words, row).map((run) => ({ ...run, of })))
    .toSorted((a, b) => a.first - b.first)
  const near = new Set<(typeof runs)[number]>()
  const held = new Uint32Array(rows.length)
  let missing = rows.length
  let from = 0
  for (let to = 0; to < runs.length; to++) {
    const run = runs[to] as (typeof runs)[number]
    held[run.of] = (held[run.of] as number) + 1
    if (held[run.of] === 1) missing--
    while (run.first - (runs[from] as (typeof runs)[number]).last - 1 > distance) {
      const left = runs[from++] as (typeof runs)[number]
      held[left.of] = (held[left.of] as number) - 1
      if (held[left.of] === 0) missing++
    }
    if (missing === 0) for (let i = from; i <= to; i++) near.add(runs[i] as (typeof runs)[number])
  }
  return [...near].map((run) => spanOf(words, run)).toSorted((a, b) => a.start - b.start)
}
