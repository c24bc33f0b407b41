/**
 * Cuts a chapter into units: what becomes one block each, in order.
 *
 * A paragraph is one unit, unless its lines have different roles ("Dear Willow," above the first line of a letter) or
 * stand in different sections. Header, notes, end marker and site furniture are none.
 */
import { lineStarts } from '../read/join-lines.ts'
import type { Line, Manuscript, Mark, Paragraph } from '../read/manuscript.ts'
import type { FoundChapter, FoundSection, LineRole, Structure } from '../recognise/structure.ts'

export interface Unit {
  readonly kind: 'text' | 'label' | 'heading' | 'pre' | 'break' | 'image'
  /** Line indexes, both included. */
  readonly first: number
  readonly last: number
  readonly role: LineRole
  /** Index of its section in the chapter, -1 for none. */
  readonly section: number
  readonly text: string
  readonly marks: readonly Mark[]
  readonly lineBreaks: readonly number[]
}

export interface UnitSource {
  readonly manuscript: Manuscript
  readonly structure: Structure
  /** Index of the paragraph of each line, -1 for none. */
  readonly paragraphOf: Int32Array
}

export function unitSource(manuscript: Manuscript, structure: Structure): UnitSource {
  const paragraphOf = new Int32Array(manuscript.lines.length).fill(-1)
  manuscript.paragraphs.forEach((paragraph, index) => paragraphOf.fill(index, paragraph.first, paragraph.last + 1))
  return { manuscript, structure, paragraphOf }
}

export function cutUnits(source: UnitSource, chapter: FoundChapter): Unit[] {
  const units: Unit[] = []
  const sectionAt = sectionFinder(source, chapter)
  const { lines } = source.manuscript
  const end = Math.min(chapter.last, lines.length - 1)
  for (let i = chapter.first; i <= end; ) {
    const unit = unitAt(source, i, end, sectionAt)
    if (unit === undefined) i++
    else {
      units.push(unit)
      i = unit.last + 1
    }
  }
  return units
}

type SectionAt = (line: number) => number

function unitAt(source: UnitSource, first: number, end: number, sectionAt: SectionAt): Unit | undefined {
  const line = source.manuscript.lines[first] as Line
  const role = source.structure.roles[first] ?? 'story'
  if (line.image !== undefined) return { ...plainUnit('image', line, first, role, sectionAt), text: '' }
  if (role === 'break' || (line.kind === 'rule' && role === 'story'))
    return plainUnit('break', line, first, role, sectionAt)
  if (line.kind === 'blank' || line.kind === 'rule') return undefined
  if (role === 'pov-label' || role === 'date') return plainUnit('label', line, first, role, sectionAt)
  if (role !== 'story' && role !== 'salutation' && role !== 'signature') return undefined
  if (line.kind === 'heading') return plainUnit('heading', line, first, role, sectionAt)
  if (preKey(line) !== undefined) return preUnit(source, first, end, sectionAt)
  return textUnit(source, first, end, sectionAt)
}

function plainUnit(kind: Unit['kind'], line: Line, index: number, role: LineRole, sectionAt: SectionAt): Unit {
  const text = kind === 'break' ? '' : line.run.text
  const marks = kind === 'break' ? [] : line.marks
  return { kind, first: index, last: index, role, section: sectionAt(index), text, marks, lineBreaks: [] }
}

/** The lines of a paragraph from `first` on that have the same role and section. */
function textUnit(source: UnitSource, first: number, end: number, sectionAt: SectionAt): Unit {
  const { manuscript, structure, paragraphOf } = source
  const index = paragraphOf[first] ?? -1
  const role = structure.roles[first] ?? 'story'
  const section = sectionAt(first)
  let last = first
  const until = index === -1 ? first : end
  for (let i = first + 1; i <= until && paragraphOf[i] === index; i++) {
    if (manuscript.lines[i]?.kind === 'blank') continue
    if ((structure.roles[i] ?? 'story') !== role || sectionAt(i) !== section) break
    last = i
  }
  const paragraph = manuscript.paragraphs[index]
  const said =
    paragraph === undefined ? lineText(manuscript.lines[first] as Line) : slice(manuscript, paragraph, first, last)
  return { kind: 'text', first, last, role, section, ...said }
}

type Said = Pick<Unit, 'text' | 'marks' | 'lineBreaks'>

function lineText(line: Line): Said {
  return { text: line.run.text, marks: line.marks, lineBreaks: [] }
}

/** What the lines from `first` to `last` say of a paragraph. */
function slice(manuscript: Manuscript, paragraph: Paragraph, first: number, last: number): Said {
  const { text } = paragraph.run
  if (first === paragraph.first && last === paragraph.last) {
    return { text, marks: paragraph.marks, lineBreaks: paragraph.lineBreaks }
  }
  const starts = lineStarts(paragraph, manuscript.lines)
  const from = starts.get(first) ?? 0
  const to = (starts.get(last) ?? from) + (manuscript.lines[last]?.run.text.length ?? 0)
  const marks = paragraph.marks.map((mark) => ({
    ...mark,
    from: Math.max(mark.from, from) - from,
    to: Math.min(mark.to, to) - from,
  }))
  return {
    text: text.slice(from, to),
    marks: marks.filter((mark) => mark.from < mark.to),
    lineBreaks: paragraph.lineBreaks.filter((at) => at > from && at < to).map((at) => at - from),
  }
}

/** All lines of one `pre`, blank ones and indents included. */
function preUnit(source: UnitSource, first: number, end: number, sectionAt: SectionAt): Unit {
  const { lines } = source.manuscript
  const { roles } = source.structure
  const key = preKey(lines[first] as Line)
  const section = sectionAt(first)
  let last = first
  for (let i = first; i <= end && preKey(lines[i] as Line) === key; i++) {
    if ((lines[i] as Line).kind === 'blank') continue
    if (roles[i] !== undefined && roles[i] !== 'story') break
    if (sectionAt(i) !== section) break
    last = i
  }
  let text = ''
  const marks: Mark[] = []
  for (let i = first; i <= last; i++) {
    const line = lines[i] as Line
    text += (i === first ? '' : '\n') + ' '.repeat(line.indent)
    for (const mark of line.marks) marks.push({ ...mark, from: mark.from + text.length, to: mark.to + text.length })
    text += line.run.text
  }
  return { kind: 'pre', first, last, role: 'story', section, text, marks, lineBreaks: [] }
}

function preKey(line: Line): number | undefined {
  const innermost = line.containers.at(-1)
  return innermost?.kind === 'pre' ? innermost.key : undefined
}

/**
 * Index of the section that a line stands in. A label or a date that nothing but blank lines and other labels parts
 * from the section below it stands in that one.
 */
function sectionFinder(source: UnitSource, chapter: FoundChapter): SectionAt {
  const { sections } = chapter
  const { roles } = source.structure
  let near = 0
  return (line) => {
    // Lines are asked for in order, but for a step back at the end of a unit.
    while (near > 0 && (sections[near - 1] as FoundSection).last >= line) near--
    while (near < sections.length && (sections[near] as FoundSection).last < line) near++
    const section = sections[near]
    if (section === undefined) return -1
    if (section.first <= line) return near
    return isLabel(roles[line]) && leadsTo(roles, line, section.first) ? near : -1
  }
}

function isLabel(role: LineRole | undefined): boolean {
  return role === 'pov-label' || role === 'date'
}

function leadsTo(roles: readonly LineRole[], line: number, first: number): boolean {
  for (let i = line + 1; i < first; i++) if (roles[i] !== 'blank' && !isLabel(roles[i])) return false
  return true
}
