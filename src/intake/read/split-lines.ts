/** Cuts a text into its lines, without what ended them: LF, CRLF or a lone CR, as `position.ts` counts them. */
import { type Run, sliceRun } from '../run.ts'

export function splitLines(run: Run): Run[] {
  const lines: Run[] = []
  const { text } = run
  let start = 0
  let lineFeed = nextAt(text, '\n', 0)
  let carriageReturn = nextAt(text, '\r', 0)
  while (lineFeed < text.length || carriageReturn < text.length) {
    const end = Math.min(lineFeed, carriageReturn)
    lines.push(sliceRun(run, start, end))
    start = carriageReturn + 1 === lineFeed ? lineFeed + 1 : end + 1
    if (lineFeed < start) lineFeed = nextAt(text, '\n', start)
    if (carriageReturn < start) carriageReturn = nextAt(text, '\r', start)
  }
  if (start < text.length) lines.push(sliceRun(run, start))
  return lines
}

function nextAt(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from)
  return at === -1 ? text.length : at
}
