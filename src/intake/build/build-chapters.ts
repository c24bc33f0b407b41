/**
 * Builds the document of a manuscript: its story as chapters of blocks, as `recognise` found them.
 *
 *     salutation, two paragraphs, signature      div.letter( header( p ), p, p, footer( p ) )
 *
 * Sections become elements around their blocks, labels and dates headings (always of one level, however deep), marked
 * boundaries `hr`; what the markup had around lines (lists, quotes, tables) is nested again. Only the story comes into
 * a chapter: header, notes, end marker and furniture are fields, and stay in the source.
 */
import { tidyBlocks } from '../../document/tidy.ts'
import { type Block, type Chapter, DIV_CLASSES, type DivClass, type TextBlock } from '../../document/tree.ts'
import { type Container, type Line, type Manuscript, sourceLines } from '../read/manuscript.ts'
import type { BlockPlace } from '../reading.ts'
import type { FoundChapter, FoundSection, Structure } from '../recognise/structure.ts'
import { nestMarks } from './nest-marks.ts'
import { cutUnits, type Unit, type UnitSource, unitSource } from './units.ts'

export interface Built {
  readonly chapters: readonly Chapter[]
  /** Where each block with an id came from; `chapter` counts from 0. */
  readonly places: readonly BlockPlace[]
}

export function buildChapters(manuscript: Manuscript, structure: Structure): Built {
  const source = unitSource(manuscript, structure)
  const places: BlockPlace[] = []
  const chapters = structure.chapters.map((chapter, index) => buildChapter(source, chapter, index, places))
  return { chapters, places }
}

/** Labels and dates inside a chapter: the chapter's own title stands above them. */
const LABEL_HEADING = 'h4'

function buildChapter(source: UnitSource, chapter: FoundChapter, index: number, places: BlockPlace[]): Chapter {
  const { lines } = source.manuscript
  const nest = nester()
  withoutOuterBreaks(cutUnits(source, chapter)).forEach((unit, i) => {
    const id = `b${i + 1}`
    const first = lines[unit.first] as Line
    const last = lines[unit.last] as Line
    if (first.image !== undefined) {
      nest.add(pathOf(unit, first, chapter.sections), { kind: 'figure', children: [{ kind: 'img', ...first.image }] })
      return
    }
    places.push({ chapter: index, id, ...sourceLines(first, last) })
    nest.add(pathOf(unit, first, chapter.sections), blockOf(unit, first, id))
  })
  return { title: chapter.heading, blocks: tidyBlocks(nest.finish()) }
}

/** A boundary stands between two things: breaks before the first and behind the last are none. */
function withoutOuterBreaks(units: readonly Unit[]): readonly Unit[] {
  const first = units.findIndex((unit) => unit.kind !== 'break')
  const last = units.findLastIndex((unit) => unit.kind !== 'break')
  return first === -1 ? [] : units.slice(first, last + 1)
}

function blockOf(unit: Unit, line: Line, id: string): Block {
  if (unit.kind === 'break') return { kind: 'hr', id }
  const kind: TextBlock['kind'] = unit.kind === 'text' ? 'p' : unit.kind === 'pre' ? 'pre' : LABEL_HEADING
  return {
    kind,
    id,
    ...(line.lang === undefined ? {} : { lang: line.lang }),
    ...(line.dir === undefined ? {} : { dir: line.dir }),
    children: nestMarks(unit.text, unit.marks, unit.lineBreaks),
  }
}

/** An element around blocks. The same key in the same place is the same element. */
interface Wrap {
  readonly key: string
  readonly make: (children: readonly Block[]) => Block
}

function pathOf(unit: Unit, line: Line, sections: readonly FoundSection[]): Wrap[] {
  const path: Wrap[] = []
  const section = sections[unit.section]
  if (section !== undefined) path.push(...sectionWraps(section, unit))
  if (unit.kind === 'break' || unit.kind === 'label') return path
  const containers = unit.kind === 'pre' ? line.containers.slice(0, -1) : line.containers
  for (const container of containers) path.push(containerWrap(container))
  // Verse has an alignment of its own.
  if (line.align !== null && containers.at(-1)?.kind !== 'verse') path.push(divWrap(line.align))
  return path
}

function sectionWraps(section: FoundSection, unit: Unit): Wrap[] {
  const key = `section ${unit.section}`
  switch (section.kind) {
    case 'pov':
    case 'narration': {
      const className = section.kind
      return [{ key, make: (children) => ({ kind: 'section', className, children }) }]
    }
    case 'diary':
      return [{ ...divWrap('diary'), key }]
    case 'letter': {
      const letter = { ...divWrap('letter'), key }
      if (unit.role === 'salutation')
        return [letter, { key: 'header', make: (children) => ({ kind: 'header', children }) }]
      if (unit.role === 'signature')
        return [letter, { key: 'footer', make: (children) => ({ kind: 'footer', children }) }]
      return [letter]
    }
    case 'scene':
      return []
  }
}

function divWrap(className: DivClass): Wrap {
  return { key: className, make: (children) => ({ kind: 'div', className, children }) }
}

function containerWrap({ kind, key }: Container): Wrap {
  const keyed = `${kind} ${key}`
  if (isDivClass(kind)) return { ...divWrap(kind), key: keyed }
  // A `pre` around other elements only sets them apart.
  const element = kind === 'pre' ? 'blockquote' : kind
  return { key: keyed, make: (children) => ({ kind: element, children }) }
}

function isDivClass(kind: Container['kind']): kind is DivClass {
  return (DIV_CLASSES as readonly string[]).includes(kind)
}

interface Nester {
  add(path: readonly Wrap[], block: Block): void
  finish(): readonly Block[]
}

/** Puts blocks into elements, and goes on in the elements that the block before stood in. */
function nester(): Nester {
  const root: Block[] = []
  const open: { readonly wrap: Wrap; readonly children: Block[] }[] = []
  const closeTo = (depth: number): void => {
    while (open.length > depth) {
      const { wrap, children } = open.pop() as (typeof open)[number]
      ;(open.at(-1)?.children ?? root).push(wrap.make(children))
    }
  }
  return {
    add(path, block) {
      let common = 0
      while (common < path.length && open[common]?.wrap.key === path[common]?.key) common++
      closeTo(common)
      for (const wrap of path.slice(common)) open.push({ wrap, children: [] })
      ;(open.at(-1)?.children ?? root).push(block)
    },
    finish() {
      closeTo(0)
      return root
    },
  }
}
