/**
 * Builds the lines of markup: text flows into a line until a block, a `<br>` or a preserved line end closes it.
 *
 * White space is folded as browsers do. Which lines there are depends on the markup as it came, not on what repairs
 * made of its text: a source has the same lines with and without its repairs.
 */
import { type LineIndex, lineAt } from '../position.ts'
import { EMPTY_RUN, joinRuns, type Run, sliceRun, sourceSpan } from '../run.ts'
import { foldSpaces } from './fold-spaces.ts'
import type { Line, LineImage, LineKind, Mark } from './manuscript.ts'
import type { Frame, OpenMark } from './markup-frame.ts'
import { indentOf } from './typing.ts'

export interface LineBuilder {
  readonly lines: Line[]
  /** Number of the flow of each line. */
  readonly flows: number[]
  readonly source: LineIndex
  flow: number
  open: OpenLine
}

interface PlacedMark {
  readonly from: number
  to: number
  readonly mark: OpenMark
}

interface OpenLine {
  parts: Run[]
  length: number
  marks: PlacedMark[]
  /** Those of `marks` that reach the end of what was read. */
  live: readonly PlacedMark[]
  frame: Frame | undefined
  /** Something that can be seen, or a no-break space, stood in it as it came. */
  hasContent: boolean
  /** Offset of the source at which it starts. */
  at: number
  /** Where the image of a rule stood, that makes the line a rule if nothing else stands in it. */
  divider: { readonly frame: Frame; readonly at: number } | undefined
}

export function lineBuilder(source: LineIndex): LineBuilder {
  return { lines: [], flows: [], source, flow: 0, open: openLine() }
}

/** Adds the text of a node. `asItCame` is its text before any repair. */
export function addText(builder: LineBuilder, run: Run, asItCame: Run, frame: Frame): void {
  if (!frame.preserve) {
    const start = asItCame.text.search(/[^\t\n\f\r ]/)
    const seen = asItCame.text.search(/\S/)
    const at = sourceSpan(asItCame, Math.max(seen, start, 0))[0]
    addStretch(builder, foldSpaces(run), start !== -1, frame, at)
    return
  }
  // The parser made every end of line a line feed; repairs leave them alone.
  const { text } = run
  let start = 0
  let startAsItCame = 0
  for (;;) {
    const end = text.indexOf('\n', start)
    const endAsItCame = asItCame.text.indexOf('\n', startAsItCame)
    const hasContent = (endAsItCame === -1 ? asItCame.text.length : endAsItCame) > startAsItCame
    const stretch = sliceRun(run, start, end === -1 ? text.length : end)
    addStretch(builder, stretch, hasContent, frame, sourceSpan(asItCame, startAsItCame)[0])
    if (end === -1 || endAsItCame === -1) return
    endLine(builder, frame, sourceSpan(asItCame, endAsItCame)[0])
    start = end + 1
    startAsItCame = endAsItCame + 1
  }
}

/** Ends the line at a `<br>` or the like: an empty one is a blank line. */
export function endLine(builder: LineBuilder, frame: Frame, at: number): void {
  if (builder.open.hasContent) closeLine(builder)
  else if (!pushDivider(builder)) pushLine(builder, blankLine(builder, frame, at))
  builder.open = openLine()
}

/** Ends the line at the edge of a block: an empty one is none. */
export function endBlock(builder: LineBuilder): void {
  if (builder.open.hasContent) closeLine(builder)
  else pushDivider(builder)
  builder.open = openLine()
  builder.flow++
}

/** A rule between blocks. */
export function addRule(builder: LineBuilder, frame: Frame, at: number): void {
  endBlock(builder)
  pushLine(builder, { ...blankLine(builder, frame, at), kind: 'rule' })
  builder.flow++
}

/** An image of a rule: a rule, if its line ends with nothing else in it. */
export function addDivider(builder: LineBuilder, frame: Frame, at: number): void {
  if (!builder.open.hasContent) builder.open.divider = { frame, at }
}

function pushDivider(builder: LineBuilder): boolean {
  const { divider } = builder.open
  if (divider === undefined) return false
  pushLine(builder, { ...blankLine(builder, divider.frame, divider.at), kind: 'rule' })
  return true
}

/** An image stands on a line of its own, like a rule. */
export function addImage(builder: LineBuilder, frame: Frame, at: number, image: LineImage): void {
  endBlock(builder)
  pushLine(builder, { ...blankLine(builder, frame, at), kind: 'rule', image })
  builder.flow++
}

function openLine(): OpenLine {
  return { parts: [], length: 0, marks: [], live: [], frame: undefined, hasContent: false, at: 0, divider: undefined }
}

function addStretch(builder: LineBuilder, run: Run, hasContent: boolean, frame: Frame, at: number): void {
  const { open } = builder
  if (open.frame === undefined || (hasContent && !open.hasContent)) {
    open.frame = frame
    open.at = at
  }
  open.hasContent ||= hasContent
  if (run.text === '') return
  // A space at the start of a line, or behind another, is none.
  const isSpaced = open.length === 0 || open.parts.at(-1)?.text.endsWith(' ') === true
  const added = !frame.preserve && isSpaced && run.text.startsWith(' ') ? sliceRun(run, 1) : run
  if (added.text === '') return
  open.live = frame.marks.map((mark) => extendMark(open, mark, added.text.length))
  open.parts.push(added)
  open.length += added.text.length
}

function extendMark(open: OpenLine, mark: OpenMark, length: number): PlacedMark {
  const to = open.length + length
  const live = open.live.find((placed) => isSameMark(placed.mark, mark))
  if (live !== undefined) {
    live.to = to
    return live
  }
  const placed = { from: open.length, to, mark }
  open.marks.push(placed)
  return placed
}

/** Word processors mark every word for itself: neighbours that say the same are one. */
function isSameMark(a: OpenMark, b: OpenMark): boolean {
  return a.kind === b.kind && a.href === b.href && a.lang === b.lang && a.dir === b.dir && a.className === b.className
}

function closeLine(builder: LineBuilder): void {
  const { open } = builder
  const frame = open.frame as Frame
  const whole = joinRuns(open.parts)
  const start = whole.text.length - whole.text.trimStart().length
  const end = Math.max(start, whole.text.trimEnd().length)
  if (start >= end) {
    // Blank lines in cells are there to give the cell a height.
    if (!pushDivider(builder) && !frame.inCell) pushLine(builder, blankLine(builder, frame, open.at))
    return
  }
  const run = start === 0 && end === whole.text.length ? whole : sliceRun(whole, start, end)
  const marks = open.marks
    .map(
      ({ from, to, mark }): Mark => ({ ...mark, from: Math.max(from, start) - start, to: Math.min(to, end) - start }),
    )
    .filter((mark) => mark.from < mark.to && /\S/.test(run.text.slice(mark.from, mark.to)))
  const number = lineAt(builder.source, open.at)
  const endNumber = lineAt(builder.source, Math.max((run.pieces.at(-1)?.until ?? 1) - 1, 0))
  pushLine(builder, {
    ...blankLine(builder, frame, open.at),
    run,
    marks,
    number,
    ...(endNumber > number ? { endNumber } : {}),
    kind: frame.kind,
    indent: start === 0 ? 0 : indentOf(whole.text),
  })
}

function blankLine(builder: LineBuilder, frame: Frame, at: number): Line {
  const kind: LineKind = 'blank'
  return {
    run: EMPTY_RUN,
    marks: [],
    number: lineAt(builder.source, at),
    kind,
    indent: 0,
    quote: 0,
    align: frame.align,
    containers: frame.containers,
    ...(frame.dir === undefined ? {} : { dir: frame.dir }),
    ...(frame.lang === undefined ? {} : { lang: frame.lang }),
  }
}

function pushLine(builder: LineBuilder, line: Line): void {
  builder.lines.push(line)
  builder.flows.push(builder.flow)
}
