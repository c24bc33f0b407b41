/** Reads a value with markup, a paragraph to some pages long, into story HTML: a summary, a note, a review, a profile. */
import { plainText } from '../../document/plain-text.ts'
import { writeStoryHtml } from '../../document/story-html.ts'
import type { Block } from '../../document/tree.ts'
import { countWords } from './count-words.ts'
import { findReferences } from './markup-facts.ts'
import { openValue } from './open-value.ts'
import { readBlocks } from './read-blocks.ts'
import { keepsLines } from './typed-lines.ts'
import type { RichValue, ValueEvidence } from './value.ts'

export function readRichValue(bytes: Uint8Array, evidence: ValueEvidence): RichValue {
  const value = openValue(bytes, evidence)
  const how = { keepsLines: keepsLines(value.markup.source), readsTypedEmphasis: false }
  const blocks = readBlocks(value.markup, value.runs, how).chapters[0]?.blocks ?? []
  const text = plainText(blocks)
  return {
    html: text === '' ? '' : writeStoryHtml(withoutIds(blocks)),
    text,
    words: countWords(text),
    repairs: value.edits.map(({ before, after, codes }) => ({ before, after, codes })),
    suggestions: value.suggestions,
    ...findReferences(value.markup),
  }
}

function withoutIds(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    const { id: _, ...rest } = block
    return 'children' in rest && !('id' in block && block.id !== undefined)
      ? ({ ...rest, children: withoutIds(rest.children as readonly Block[]) } as Block)
      : (rest as Block)
  })
}
