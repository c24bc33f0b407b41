/**
 * Makes running text of a text with marks beside it: marks that overlap are cut so that they nest, and the lines that
 * the author broke on purpose are broken.
 *
 *     in     "so very late", `em` over "so very", `strong` over "very late"
 *     out    em("so ", strong("very")), strong(" late")
 */
import type { Inline, InlineElement } from '../../document/tree.ts'
import type { Mark } from '../read/manuscript.ts'

interface Open {
  readonly mark: Mark
  readonly children: Inline[]
}

/** `lineBreaks` are offsets at which a line starts; the space of ours before each goes. */
export function nestMarks(text: string, marks: readonly Mark[], lineBreaks: readonly number[]): Inline[] {
  if (marks.length === 0 && lineBreaks.length === 0) return text === '' ? [] : [text]
  // Of marks that start at the same place the longest is the outermost.
  const waiting = marks.toSorted((a, b) => a.from - b.from || b.to - a.to)
  const breaks = new Set(lineBreaks)
  const root: Inline[] = []
  const stack: Open[] = []
  let next = 0
  let at = 0
  for (const offset of turningPoints(text, marks, lineBreaks)) {
    const top = stack.at(-1)?.children ?? root
    const end = breaks.has(offset) && text.charAt(offset - 1) === ' ' ? offset - 1 : offset
    if (end > at) top.push(text.slice(at, end))
    at = offset
    closeMarks(root, stack, offset)
    if (breaks.has(offset)) (stack.at(-1)?.children ?? root).push({ kind: 'br' })
    for (let mark = waiting[next]; mark !== undefined && mark.from <= offset; mark = waiting[++next]) {
      if (mark.to > offset) stack.push({ mark, children: [] })
    }
  }
  closeMarks(root, stack, Number.POSITIVE_INFINITY)
  return root
}

function turningPoints(text: string, marks: readonly Mark[], lineBreaks: readonly number[]): number[] {
  const points = new Set<number>([...lineBreaks, text.length])
  for (const { from, to } of marks) points.add(Math.min(from, text.length)).add(Math.min(to, text.length))
  return [...points].toSorted((a, b) => a - b)
}

/** Closes the marks that end here, and opens again those that they stood around. */
function closeMarks(root: Inline[], stack: Open[], offset: number): void {
  const lowest = stack.findIndex((open) => open.mark.to <= offset)
  if (lowest === -1) return
  const reopened: Open[] = []
  while (stack.length > lowest) {
    const open = stack.pop() as Open
    if (open.mark.to > offset) reopened.unshift({ mark: open.mark, children: [] })
    if (open.children.length > 0) (stack.at(-1)?.children ?? root).push(elementOf(open))
  }
  stack.push(...reopened)
}

function elementOf({ mark, children }: Open): InlineElement {
  const { kind, href, lang, dir, className } = mark
  return {
    kind,
    ...(href === undefined ? {} : { href }),
    ...(lang === undefined ? {} : { lang }),
    ...(dir === undefined ? {} : { dir }),
    ...(className === undefined ? {} : { className }),
    children,
  }
}
