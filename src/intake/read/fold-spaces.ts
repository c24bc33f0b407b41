/** Folds white space as browsers do: any row of spaces, tabs and line ends is one space. */
import { type Piece, type Run, sliceRun, sourceSpan } from '../run.ts'
import { isSpaceless } from './typing.ts'

const UNFOLDED = /[\t\n\f\r ]{2,}|[\t\n\f\r]/g

/** An end of line between characters of scripts without spaces stands for nothing at all. */
export function foldSpaces(run: Run): Run {
  const { text } = run
  if (text.search(UNFOLDED) === -1) return run
  const pieces: Piece[] = []
  let folded = ''
  let at = 0
  const keep = (from: number, to: number): void => {
    for (const piece of sliceRun(run, from, to).pieces) {
      pieces.push({ ...piece, from: piece.from + folded.length, to: piece.to + folded.length })
    }
    folded += text.slice(from, to)
  }
  for (const space of text.matchAll(UNFOLDED)) {
    const end = space.index + space[0].length
    keep(at, space.index)
    at = end
    if (isSpaceless(text.charAt(space.index - 1)) && isSpaceless(text.charAt(end))) continue
    // The first stands for all: what stands between them in the markup may be an element.
    const [from, until] = sourceSpan(run, space.index, space.index + 1)
    pieces.push({ from: folded.length, to: folded.length + 1, at: from, until })
    folded += ' '
  }
  keep(at, text.length)
  return { text: folded, pieces }
}
