/** The blocks of a chapter that carry ids: those that hold text, and breaks. */
import type { Block } from '../../document/tree.ts'

const NUMBERED: ReadonlySet<Block['kind']> = new Set([
  'p',
  'h3',
  'h4',
  'h5',
  'pre',
  'figcaption',
  'caption',
  'hr',
  'gap',
])

function isNumbered(block: Block): boolean {
  return NUMBERED.has(block.kind)
}

/** In order of the text. */
export function numberedBlocks(blocks: readonly Block[]): Block[] {
  const found: Block[] = []
  const visit = (block: Block): void => {
    if (isNumbered(block)) found.push(block)
    else if ('children' in block) for (const child of block.children as readonly Block[]) visit(child)
  }
  for (const block of blocks) visit(block)
  return found
}

/** The blocks with the ids that `idOf` gives to those that carry one, by their place in `numberedBlocks`. */
export function renumber(blocks: readonly Block[], idOf: (index: number) => string): Block[] {
  let index = 0
  const visit = (block: Block): Block => {
    if (isNumbered(block)) return { ...block, id: idOf(index++) }
    if (!('children' in block)) return block
    return { ...block, children: (block.children as readonly Block[]).map(visit) } as Block
  }
  return blocks.map(visit)
}

/** Gives ids that no block of a chapter ever had. */
export function idGiver(used: Iterable<string>): () => string {
  let highest = 0
  for (const id of used) {
    const number = Number.parseInt(id.slice(1), 10)
    if (number > highest) highest = number
  }
  return () => `b${++highest}`
}
