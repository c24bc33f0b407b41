/**
 * Joins the runs of a source to one text that repairs can look at, and takes their patches back to the runs.
 *
 * A quotation goes on over `<i>` and a no-break space may stand before `</b>`, so text nodes are joined as they are
 * read: nothing between them inside a line, a line end at `<br>`, a blank line where a block ends. Plain text is one
 * run and stays what it is.
 */
import { type Piece, type Run, sliceRun, sourceSpan } from '../run.ts'
import type { Patch } from './patches.ts'

export interface Joined {
  readonly text: string
  /** Where each run begins in the text. */
  readonly starts: readonly number[]
}

export function joinForRepair(runs: readonly Run[], source: string): Joined {
  if (runs.length === 1) return { text: (runs[0] as Run).text, starts: [0] }
  const parts: string[] = []
  const starts: number[] = []
  let length = 0
  let until = 0
  for (const run of runs) {
    const at = run.pieces[0]?.at ?? until
    const joint = starts.length === 0 || at < until ? '\n\n' : jointOf(source.slice(until, at))
    if (starts.length > 0) {
      parts.push(joint)
      length += joint.length
    }
    starts.push(length)
    parts.push(run.text)
    length += run.text.length
    until = run.pieces.at(-1)?.until ?? until
  }
  return { text: parts.join(''), starts }
}

/** Tags inside a line: `<i>`, `</font>`, `<a name=x>`. All others end it. */
const INLINE_TAG =
  /^<\/?(?:a|abbr|acronym|b|bdo|big|cite|code|dfn|em|font|i|ins|del|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|o:p|st1:[a-z]+)\b/i
const LINE_BREAK_TAG = /^<br\b/i
/** `<!-- … -->`, and the ends without a name that parsers take for comments: `</  >`. */
const COMMENT = /^(?:<!--|<\/[\s>])/

function jointOf(between: string): string {
  if (between === '') return ''
  const tags = between.match(/<[^>]*>?/g) ?? []
  if (tags.every((tag) => INLINE_TAG.test(tag) || COMMENT.test(tag))) {
    return /\s/.test(between.replace(/<[^>]*>?/g, '')) ? ' ' : ''
  }
  return tags.every((tag) => INLINE_TAG.test(tag) || LINE_BREAK_TAG.test(tag)) ? '\n' : '\n\n'
}

/** A patch of one run, with the span of the source that it stands for. */
export interface PlacedPatch extends Patch {
  /** Index of the run; `from` and `to` are offsets in its text. */
  readonly run: number
  readonly at: readonly [number, number]
  /** It is a further stretch of the one before, which reaches over several runs. */
  readonly goesOn?: boolean
}

/** Patches of the joined text, run by run. One that reaches over several runs changes the first and empties the rest. */
export function placePatches(runs: readonly Run[], joined: Joined, patches: readonly Patch[]): readonly PlacedPatch[] {
  const placed: PlacedPatch[] = []
  let i = 0
  for (const patch of patches) {
    while (i + 1 < runs.length && (joined.starts[i + 1] as number) <= patch.from) i++
    let { after } = patch
    let goesOn = false
    for (let j = i; j < runs.length && (joined.starts[j] as number) < patch.to; j++) {
      const run = runs[j] as Run
      const start = joined.starts[j] as number
      const from = Math.max(0, patch.from - start)
      const to = Math.min(run.text.length, patch.to - start)
      if (from >= to) continue
      placePatch(placed, runs, { from, to, after, codes: patch.codes, goesOn }, j)
      after = ''
      goesOn = true
    }
  }
  return placed
}

/** A character that markup wrote as a whole (`&hellip;`) is changed as a whole. */
function placePatch(placed: PlacedPatch[], runs: readonly Run[], patch: Stretch, index: number): void {
  const run = runs[index] as Run
  const [from, to] = run.pieces.length === 1 ? [patch.from, patch.to] : wholePieces(run.pieces, patch.from, patch.to)
  const before = run.text.slice(from, patch.from)
  const behind = run.text.slice(patch.to, to)
  const last = placed.at(-1)
  if (last !== undefined && last.run === index && last.to > from) {
    const kept = last.after.slice(0, Math.max(0, last.after.length - (last.to - patch.from)))
    const codes = [...new Set([...last.codes, ...patch.codes])]
    const end = Math.max(to, last.to)
    placed[placed.length - 1] = {
      run: index,
      from: last.from,
      to: end,
      after: kept + patch.after + run.text.slice(patch.to, end),
      codes,
      at: sourceSpan(run, last.from, end),
      ...(last.goesOn === true && { goesOn: true }),
    }
    return
  }
  const after = before + patch.after + behind
  const further = patch.goesOn ? { goesOn: true } : {}
  placed.push({ run: index, from, to, after, codes: patch.codes, at: sourceSpan(run, from, to), ...further })
}

/** What a patch changes in one run. */
interface Stretch extends Patch {
  readonly goesOn: boolean
}

function wholePieces(pieces: readonly Piece[], from: number, to: number): readonly [number, number] {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle] as Piece).to <= from) low = middle + 1
    else high = middle
  }
  let start = from
  let end = to
  for (let i = low; i < pieces.length; i++) {
    const piece = pieces[i] as Piece
    if (piece.from >= to) break
    if (piece.to - piece.from === piece.until - piece.at) continue
    start = Math.min(start, piece.from)
    end = Math.max(end, piece.to)
  }
  return [start, end]
}

/** The runs with their patches made; a patched stretch maps to its source as a whole. */
export function patchRuns(runs: readonly Run[], placed: readonly PlacedPatch[]): readonly Run[] {
  const patched = [...runs]
  for (let i = 0; i < placed.length; ) {
    const index = (placed[i] as PlacedPatch).run
    let end = i
    while (end < placed.length && (placed[end] as PlacedPatch).run === index) end++
    patched[index] = patchRun(runs[index] as Run, placed.slice(i, end))
    i = end
  }
  return patched
}

function patchRun(run: Run, patches: readonly PlacedPatch[]): Run {
  const parts: string[] = []
  const pieces: Piece[] = []
  let length = 0
  let done = 0
  const [only] = run.pieces
  const isPlain = only !== undefined && run.pieces.length === 1 && only.to - only.from === only.until - only.at
  const keep = (to: number): void => {
    if (to <= done) return
    if (isPlain) {
      pieces.push({ from: length, to: length + to - done, at: only.at + done, until: only.at + to })
      parts.push(run.text.slice(done, to))
      length += to - done
      return
    }
    const slice = sliceRun(run, done, to)
    for (const piece of slice.pieces) pieces.push({ ...piece, from: piece.from + length, to: piece.to + length })
    parts.push(slice.text)
    length += slice.text.length
  }
  for (const { from, to, after, at } of patches) {
    keep(from)
    if (after !== '') pieces.push({ from: length, to: length + after.length, at: at[0], until: at[1] })
    parts.push(after)
    length += after.length
    done = to
  }
  keep(run.text.length)
  return { text: parts.join(''), pieces }
}
