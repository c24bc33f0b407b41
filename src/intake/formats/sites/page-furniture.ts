/**
 * Finds what belongs to a personal page and not to the story on it: menus, counters, web rings, what a host put in.
 *
 *     Home | Fan Fiction | Links      You are visitor number 001234      [ Prev | Random | Next ]      Wayback Machine
 *
 * A line goes only when it is certain: each of its words says so (`furniture-line.ts`), or all of them are links to
 * pages of the kind that every site had; and only above the first and below the last sentence of some length, so that
 * "Home" on a line of its own in a story stays. Headings stay, whatever they say. What goes is named in the report, and
 * the original keeps it.
 */
import type { DefaultTreeAdapterTypes } from 'parse5'
import { foldText } from '../../../kernel/text.ts'
import { isFurnitureLine } from '../../recognise/furniture-line.ts'
import { isSentence, type PageLine, readLines } from './page-lines.ts'
import { inOneLine, type Parent, wordsOf } from './page-tree.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

export interface PageFurniture {
  /** Elements and texts that are no part of the story. */
  readonly nodes: ReadonlySet<Node>
  /** The words of each line that goes. */
  readonly lines: readonly string[]
}

const NO_FURNITURE: PageFurniture = { nodes: new Set(), lines: [] }

export function findPageFurniture(page: Parent): PageFurniture {
  const { lines, inserted } = readLines(page)
  const certain = lines.map(isCertain)
  const isProse = (line: PageLine | undefined, i: number): boolean =>
    line !== undefined && !certain[i] && isSentence(line.text)
  const first = lines.findIndex(isProse)
  const last = lines.findLastIndex(isProse)
  const gone = first === -1 ? [] : lines.filter((_, i) => certain[i] === true && (i < first || i > last))
  if (gone.length === 0 && inserted.length === 0) return NO_FURNITURE
  return {
    nodes: new Set<Node>([...inserted, ...gone.flatMap(({ nodes }) => nodes)]),
    lines: [...inserted.map(wordsOf), ...gone.map(({ text }) => text)].filter((text) => text !== ''),
  }
}

function isCertain({ text, links, rest, isHeading }: PageLine): boolean {
  if (isHeading || text.length > 160) return false
  if (isFurnitureLine(text)) return true
  const named = links.map((link) => ({ ...link, text: inOneLine(link.text) })).filter((link) => link.text !== '')
  if (named.length === 0 || /[\p{L}\p{N}]/u.test(rest)) return false
  if (named.length > 1 && named.every((link) => /^\d{1,3}$/.test(link.text))) return true
  return named.every(leadsAway)
}

/** "On to Chapter Two", "Next part >>", "Part 3" */
const OTHER_PART =
  /^(?:(?:on|go|continue|proceed|forward|back|onward) to |read |the )*(?:the )?(?:next |previous |last |first )?(?:chapter|part|section|epilogue|prologue)(?: (?:\d{1,3}|[a-z]{2,9}(?:-[a-z]{3,5})?|[ivx]{1,5}))?$/

function leadsAway({ text, href }: { readonly text: string; readonly href: string }): boolean {
  if (isFurnitureLine(`[${text}]`)) return true
  const folded = foldText(text).replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  return !href.startsWith('#') && OTHER_PART.test(folded)
}
