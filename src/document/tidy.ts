/**
 * Put blocks into the form in which they are stored: every tree that the types allow becomes one that is valid HTML.
 *
 *     li, li, p in a blockquote      blockquote( ul( li, li ), p )
 *     td in a table                  table( tr( td ) )
 *     header outside a letter        its blocks
 *
 * Old pages nest anything in anything, and an EPUB with a list item outside a list is refused by validators. Nothing
 * that can be read is dropped: blocks get the parent they lack, or lose a frame that cannot stand there. Ids given
 * twice, attributes that say nothing we know, and frames deeper than anybody writes go.
 */

import { replaceIllegal } from '../kernel/xml.ts'
import { isBlockId, isDirection, isLanguageTag, isSha256 } from './attributes.ts'
import { tidyInlines } from './tidy-inline.ts'
import type { Block, ContainerBlock, DivBlock, FigureBlock, ImageBlock, SectionBlock, TextBlock } from './tree.ts'

/** Blocks in stored form. Idempotent; what came out of here is given back as it is. */
export function tidyBlocks(blocks: readonly Block[]): readonly Block[] {
  if (tidied.has(blocks)) return blocks
  const tidy = fitFlow(blocks, { depth: 0, parent: 'flow', isNarrow: false, inHead: false, ids: new Set() })
  tidied.add(tidy)
  return tidy
}

/** What is tidy already: a chapter is made tidy when it is built, and is asked to be again when it is written. */
const tidied = new WeakSet<readonly Block[]>()

type Framed = ContainerBlock | DivBlock | SectionBlock | FigureBlock

interface Surroundings {
  readonly depth: number
  readonly parent: 'flow' | 'letter'
  /** In a letter's header or footer, or a heading cell: where HTML allows no header, footer or section. */
  readonly isNarrow: boolean
  /** In a heading cell, where HTML allows no headings. */
  readonly inHead: boolean
  /** Those given already. */
  readonly ids: Set<string>
}

const MAX_DEPTH = 48

/** Blocks for a place where all but parts of lists and tables may stand. */
function fitFlow(blocks: readonly Block[], around: Surroundings): readonly Block[] {
  const out: Block[] = []
  const known = around.depth < MAX_DEPTH ? blocks : withoutFrames(blocks)
  for (const [kind, run] of runs(known, (block) =>
    block.kind === 'li' ? 'list' : isTablePart(block) ? 'table' : '',
  )) {
    if (kind === 'list') out.push({ kind: 'ul', children: fitList(run, inside(around)) })
    else if (kind === 'table') out.push({ kind: 'table', children: fitTable(run, inside(around)) })
    else for (const block of run) for (const each of tidyBlock(block, around)) out.push(each)
  }
  return out
}

function fitList(blocks: readonly Block[], around: Surroundings): readonly Block[] {
  const items: Block[] = []
  for (const [kind, run] of runs(blocks, (block) => block.kind === 'li')) {
    if (kind) for (const item of run) items.push(tidyFrame(item as ContainerBlock, around))
    else for (const block of fitFlow(run, inside(around))) items.push({ kind: 'li', children: [block] })
  }
  return items
}

function fitTable(blocks: readonly Block[], around: Surroundings): readonly Block[] {
  const caption = blocks.find((block): block is TextBlock => block.kind === 'caption')
  const rest = caption === undefined ? blocks : blocks.filter((block) => block !== caption)
  const rows: Block[] = caption === undefined ? [] : [tidyText(caption, around)]
  for (const [isRow, run] of runs(rest, (block) => block.kind === 'tr')) {
    if (isRow) for (const row of run) rows.push(tidyFrame(row as ContainerBlock, around))
    else rows.push({ kind: 'tr', children: fitRow(run, inside(around)) })
  }
  return rows
}

function fitRow(blocks: readonly Block[], around: Surroundings): readonly Block[] {
  const cells: Block[] = []
  for (const [isCell, run] of runs(blocks, (block) => block.kind === 'td' || block.kind === 'th')) {
    if (isCell) for (const cell of run) cells.push(tidyFrame(cell as ContainerBlock, around))
    else cells.push({ kind: 'td', children: fitFlow(run, inside(around)) })
  }
  return cells
}

/** One block for a place of flow: usually one, none or many where a frame cannot stand. */
function tidyBlock(block: Block, around: Surroundings): readonly Block[] {
  switch (block.kind) {
    case 'hr':
      return [{ kind: 'hr', ...attributes(block, around) }]
    case 'gap':
      return [{ kind: 'gap', ...attributes(block, around), children: tidyInlines(block.children) }]
    case 'img':
      return [tidyImage(block, around)]
    case 'h3':
    case 'h4':
    case 'h5':
      return [tidyText(block, around, around.inHead ? 'p' : block.kind)]
    case 'p':
    case 'pre':
      return [tidyText(block, around)]
    case 'caption':
    case 'figcaption':
      return [tidyText(block, around, 'p')]
    case 'header':
    case 'footer':
      return around.parent === 'letter' && !around.isNarrow ? [tidyFrame(block, around)] : unframed(block, around)
    case 'section':
      return around.isNarrow ? unframed(block, around) : [tidyFrame(block, around)]
    case 'blockquote':
    case 'ul':
    case 'ol':
    case 'li':
    case 'table':
    case 'tr':
    case 'td':
    case 'th':
    case 'div':
    case 'figure':
      return [tidyFrame(block, around)]
  }
}

function tidyFrame(block: Framed, around: Surroundings): Block {
  const own = attributes(block, around)
  const within = inside(around)
  switch (block.kind) {
    case 'ul':
    case 'ol':
      return { kind: block.kind, ...own, children: fitList(block.children, within) }
    case 'table':
      return { kind: block.kind, ...own, children: fitTable(block.children, within) }
    case 'tr':
      return { kind: block.kind, ...own, children: fitRow(block.children, within) }
    case 'th':
      return {
        kind: block.kind,
        ...own,
        children: fitFlow(block.children, { ...within, isNarrow: true, inHead: true }),
      }
    case 'header':
    case 'footer':
      return { kind: block.kind, ...own, children: fitFlow(block.children, { ...within, isNarrow: true }) }
    case 'div':
      return tidyDiv(block, own, within)
    case 'section':
      return { kind: block.kind, className: block.className, ...own, children: fitFlow(block.children, within) }
    case 'figure':
      return { kind: block.kind, ...own, children: fitFigure(block.children, within) }
    case 'blockquote':
    case 'li':
    case 'td':
      return { kind: block.kind, ...own, children: fitFlow(block.children, within) }
  }
}

function tidyDiv(block: DivBlock, own: Attributes, within: Surroundings): Block {
  const parent = block.className === 'letter' ? 'letter' : 'flow'
  return { kind: 'div', className: block.className, ...own, children: fitFlow(block.children, { ...within, parent }) }
}

/** A caption stands first or last, and there is one. */
function fitFigure(blocks: FigureBlock['children'], around: Surroundings): FigureBlock['children'] {
  const last = blocks.length - 1
  const caption = [0, last].find((i) => blocks[i]?.kind === 'figcaption')
  return blocks.map((block, i) => {
    if (block.kind === 'img') return tidyImage(block, around)
    const isCaption = block.kind === 'caption' || block.kind === 'figcaption'
    return tidyText(block, around, i === caption ? 'figcaption' : isCaption ? 'p' : block.kind)
  })
}

function tidyText(block: TextBlock, around: Surroundings, kind: TextBlock['kind'] = block.kind): TextBlock {
  return { kind, ...attributes(block, around), children: tidyInlines(block.children) }
}

/** An image without a reference of ours is what it says it shows. */
function tidyImage(block: ImageBlock, around: Surroundings): ImageBlock | TextBlock {
  const own = attributes(block, around)
  if (!isSha256(block.sha256)) return { kind: 'p', ...own, children: tidyInlines([block.alt]) }
  return { kind: 'img', ...own, sha256: block.sha256, alt: replaceIllegal(block.alt) }
}

type Attributes = Pick<Block, 'id' | 'lang' | 'dir'>

const NO_ATTRIBUTES: Attributes = {}

function attributes(block: Block, around: Surroundings): Attributes {
  if (block.id === undefined && block.lang === undefined && block.dir === undefined) return NO_ATTRIBUTES
  const id = block.id !== undefined && isBlockId(block.id) && !around.ids.has(block.id) ? block.id : undefined
  if (id !== undefined) around.ids.add(id)
  return {
    ...(id !== undefined && { id }),
    ...(block.lang !== undefined && isLanguageTag(block.lang) && { lang: block.lang }),
    ...(block.dir !== undefined && isDirection(block.dir) && { dir: block.dir }),
  }
}

function unframed(block: Framed, around: Surroundings): readonly Block[] {
  return fitFlow(block.children, { ...around, depth: around.depth + 1 })
}

function inside(around: Surroundings): Surroundings {
  return { ...around, depth: around.depth + 1, parent: 'flow' }
}

function isTablePart(block: Block): boolean {
  return block.kind === 'tr' || block.kind === 'td' || block.kind === 'th'
}

/** The list cut where the answer changes. */
function runs<Answer>(
  blocks: readonly Block[],
  ask: (block: Block) => Answer,
): readonly (readonly [Answer, Block[]])[] {
  const out: [Answer, Block[]][] = []
  for (const block of blocks) {
    const answer = ask(block)
    const last = out.at(-1)
    if (last !== undefined && last[0] === answer) last[1].push(block)
    else out.push([answer, [block]])
  }
  return out
}

/** The blocks inside all frames, without recursion: here the nesting may be a million deep. */
function withoutFrames(blocks: readonly Block[]): readonly Block[] {
  const out: Block[] = []
  const ahead = blocks.toReversed()
  for (let block = ahead.pop(); block !== undefined; block = ahead.pop()) {
    if (!isFramed(block)) out.push(block)
    else for (let i = block.children.length - 1; i >= 0; i--) ahead.push(block.children[i] as Block)
  }
  return out
}

const UNFRAMED: ReadonlySet<string> = new Set('p h3 h4 h5 pre figcaption caption hr gap img'.split(' '))

function isFramed(block: Block): block is Framed {
  return !UNFRAMED.has(block.kind)
}
