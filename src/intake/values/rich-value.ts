/**
 * Reads a value with markup, a paragraph to some pages long, into story HTML: a summary, a note, a review, a profile.
 *
 *     in     Loved it!⏎⏎*hugs*<br>More <b>soon</b>?
 *     out    <p>Loved it!</p> <p>*hugs*<br/>More <b>soon</b>?</p>
 *
 * Stars stay as people typed them: who writes a review writes `*hugs*` and means the stars.
 */
import { plainText } from '../../document/plain-text.ts'
import { writeStoryHtml } from '../../document/story-html.ts'
import type { Block } from '../../document/tree.ts'
import { countWords } from './count-words.ts'
import { endOf } from './cut.ts'
import { findReferences } from './markup-facts.ts'
import { openValue } from './open-value.ts'
import { readBlocks } from './read-blocks.ts'
import { keepsLines } from './typed-lines.ts'
import type { RichValue, ValueEvidence } from './value.ts'

export function readRichValue(bytes: Uint8Array, evidence: ValueEvidence): RichValue {
  const value = openValue(bytes, evidence)
  const how = {
    keepsLines: keepsLines(value.markup.source),
    readsTypedEmphasis: false,
    readsSymbolBreaks: false,
    trustsBreaks: true,
    showsHidden: true,
    resolveLink: evidence.resolveLink,
    findImage: evidence.findImage,
  }
  const blocks = withoutIds(readBlocks(value.markup, value.runs, how).chapters[0]?.blocks ?? [])
  const end = value.isCutOff ? endOf(value.lines, 'b1') : null
  const all = end === null ? blocks : [...blocks, ...withoutIds([end.gap])]
  const text = plainText(blocks)
  return {
    html: all.every((block) => block.kind === 'hr') ? '' : writeStoryHtml(all),
    text,
    words: countWords(text),
    repairs: value.edits.map(({ before, after, codes }) => ({ before, after, codes })),
    suggestions: end === null ? value.suggestions : [...value.suggestions, end.suggestion],
    ...findReferences(value.markup, evidence),
  }
}

/** Only blocks of running text carry ids. */
function withoutIds(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    if (block.id === undefined && 'children' in block) {
      return { ...block, children: withoutIds(block.children as readonly Block[]) } as Block
    }
    const { id: _, ...rest } = block
    return rest
  })
}
