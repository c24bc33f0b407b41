/**
 * Keeps the books on the elements that are open at a place of the markup, to say which tags the parser may see.
 *
 * The parser copies open formatting into every paragraph, and looks through all open elements at every tag: a value
 * with thousands of them takes it hours. Nobody means those, so their tags are kept from it.
 */
import { FORMATTING, NESTED, UNNESTED } from './tag-names.ts'

/** Elements open at the same time. */
const DEEPEST = 100
/** The same formatting inside itself says nothing; so often the parser keeps it. */
const MOST_ALIKE = 3
/** Copies of open formatting that all paragraphs together may cost. */
const MOST_COPIES = 500_000

type Kind = 'formatting' | 'block' | 'inline'

export interface OpenTags {
  /** False when this start tag is to be blanked. `tag` is all of it. */
  start(name: string, tag: string): boolean
  /** False when this end tag is to be blanked. */
  end(name: string): boolean
  /** The formatting cost more than anybody's would. */
  isTooMuch(): boolean
}

export function openTags(keepsFormatting: boolean): OpenTags {
  const open: Record<Kind, { name: string; tag: string; isBlanked: boolean }[]> = {
    formatting: [],
    block: [],
    inline: [],
  }
  const counts: Record<Kind, number> = { formatting: 0, block: 0, inline: 0 }
  const alike = new Map<string, number>()
  let copies = 0
  const paragraph = (): void => {
    copies += counts.formatting
    open.inline = []
    counts.inline = 0
  }
  return {
    start(name, tag) {
      if (UNNESTED.has(name)) {
        if (name !== 'br' && name !== 'img' && name !== 'wbr') paragraph()
        return true
      }
      const kind = kindOf(name)
      if (kind === 'block') paragraph()
      const isBlanked =
        counts[kind] >= DEEPEST || (kind === 'formatting' && (!keepsFormatting || (alike.get(tag) ?? 0) >= MOST_ALIKE))
      // What was blanked is remembered only to find its end.
      if (!isBlanked || open[kind].length < DEEPEST * 3) open[kind].push({ name, tag, isBlanked })
      if (isBlanked) return false
      counts[kind]++
      if (kind === 'formatting') alike.set(tag, (alike.get(tag) ?? 0) + 1)
      return true
    },
    end(name) {
      if (UNNESTED.has(name)) {
        paragraph()
        return true
      }
      const kind = kindOf(name)
      const at = open[kind].findLastIndex((each) => each.name === name)
      if (at === -1) return false
      const [closed] = open[kind].splice(at, 1)
      if (closed === undefined || closed.isBlanked) return false
      counts[kind]--
      if (kind === 'formatting') alike.set(closed.tag, (alike.get(closed.tag) ?? 1) - 1)
      return true
    },
    isTooMuch: () => copies > MOST_COPIES,
  }
}

function kindOf(name: string): Kind {
  return FORMATTING.has(name) ? 'formatting' : NESTED.has(name) ? 'block' : 'inline'
}
