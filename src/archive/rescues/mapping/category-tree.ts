/**
 * The categories of a site as a tree, whatever the rows say: parents that are gone, and circles of parents, end it.
 *
 * On eFiction a story of "Season One" is mostly in that category alone; that it is of the fandom above it is said by the
 * tree. So what stands above a category, and under it, and who belongs to it, is asked again and again.
 */
import type { SiteTerm } from './term.ts'

export interface Category {
  readonly term: SiteTerm
  /** From the top down, without itself. */
  readonly above: readonly Category[]
  readonly children: readonly Category[]
  /** Characters that the site lists under it or under a category in it. */
  readonly characters: number
  /** What it stood under is not there, or stands under it. */
  readonly isStray: boolean
}

/** What the old site wrote where nothing is above a category. */
const AT_THE_TOP: ReadonlySet<string> = new Set(['-1', '0', ''])

interface Growing extends Category {
  readonly above: Category[]
  readonly children: Category[]
  characters: number
  isStray: boolean
}

export function growTree(terms: readonly SiteTerm[]): ReadonlyMap<number, Category> {
  const tree = new Map<number, Growing>()
  for (const term of terms) {
    if (term.kind !== 'category') continue
    const isStray = term.parentId === null && term.oldParent !== null && !AT_THE_TOP.has(term.oldParent)
    tree.set(term.id, { term, above: [], children: [], characters: 0, isStray })
  }
  for (const category of tree.values()) {
    category.above.push(...ancestorsOf(tree, category))
    const parent = tree.get(category.term.parentId ?? -1)
    if (parent !== undefined && parent !== category) parent.children.push(category)
  }
  for (const term of terms) {
    if (term.kind !== 'character') continue
    const own = tree.get(term.parentId ?? -1)
    if (own === undefined) continue
    for (const category of new Set([own, ...(own.above as Growing[])])) category.characters++
  }
  return tree
}

/** Categories in the order in which a person reads a tree: each with those under it behind it. */
export function inTreeOrder(terms: readonly SiteTerm[]): readonly SiteTerm[] {
  const tree = growTree(terms)
  const order: SiteTerm[] = []
  const open = [...tree.values()].filter(({ above }) => above.length === 0).toReversed()
  for (let category = open.pop(); category !== undefined; category = open.pop()) {
    order.push(category.term)
    open.push(...category.children.filter(({ above }) => above.length > 0).toReversed())
  }
  return order
}

/** Sites have three or four levels; what lies deeper than this is a mistake or an attack, and is taken for a stray. */
const DEEPEST = 20

function ancestorsOf(tree: ReadonlyMap<number, Growing>, category: Growing): Growing[] {
  const above: Growing[] = []
  let at = tree.get(category.term.parentId ?? -1)
  while (at !== undefined && above.length <= DEEPEST) {
    above.unshift(at)
    at = tree.get(at.term.parentId ?? -1)
  }
  // A circle is deeper than anything.
  if (above.length <= DEEPEST) return above
  category.isStray = true
  return []
}
