/** Says of a page that is of no site we know what it is besides its story: contents of others, and a person's own site around it. */
import type { LossFact } from '../opened-format.ts'
import { type ContentsFact, findContents } from './contents.ts'
import { whyHomePage } from './home-page.ts'
import { findPageFurniture } from './page-furniture.ts'
import type { Parent } from './page-tree.ts'

export interface AroundPage {
  /** Not null for an index page. */
  readonly contents: ContentsFact | null
  /** Elements and texts that are no part of the story. */
  readonly nodes: ReadonlySet<unknown>
  readonly losses: readonly LossFact[]
}

/** Characters of the left out lines that are quoted. */
const QUOTED = 300

export function lookAround(page: Parent): AroundPage {
  const contents = findContents(page)
  // On an index page the links are what it is there for; one that greets visitors says nothing of a story.
  if (contents !== null) {
    const isBare = contents.isBare || whyHomePage(page) !== null
    return { contents: { ...contents, isBare }, nodes: new Set(), losses: [] }
  }
  const { nodes, lines } = findPageFurniture(page)
  if (lines.length === 0) return { contents, nodes, losses: [] }
  const all = lines.join(' / ')
  const quoted = all.length <= QUOTED ? all : `${all.slice(0, QUOTED)} …`
  const count = lines.length === 1 ? 'One line' : `${lines.length} lines`
  const why = `${count} of the site around the story ${lines.length === 1 ? 'is' : 'are'} left out: “${quoted}”`
  return { contents, nodes, losses: [{ code: 'left-out', why }] }
}
