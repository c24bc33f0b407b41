/**
 * Reads the text of a chapter, as the old site kept it in a file or a column, into blocks.
 *
 * Nothing is recognised and nothing is taken out: the database says what is title, note and summary, so whatever stands
 * in the text is text. Only the faithful version and the one with its certain repairs are made, with the same ids.
 */
import { plainText } from '../../document/plain-text.ts'
import type { Block } from '../../document/tree.ts'
import { type Built, pairIds } from '../build/index.ts'
import { repairFacts } from '../inspection.ts'
import type { Suggestion } from '../reading.ts'
import { countWords } from './count-words.ts'
import { findReferences } from './markup-facts.ts'
import { type OpenValue, openValue } from './open-value.ts'
import { readBlocks } from './read-blocks.ts'
import { keepsLines } from './typed-lines.ts'
import type { ChapterValue, ValueEvidence } from './value.ts'

export function readChapterValue(bytes: Uint8Array, evidence: ValueEvidence): ChapterValue {
  const value = openValue(bytes, evidence)
  const how = { keepsLines: keepsLines(value.markup.source) }
  const built = readBlocks(value.markup, value.runs, how)
  const faithful =
    value.faithful === null ? null : pairIds(built, readBlocks(value.faithful.markup, value.faithful.runs, how))
  const blocks = built.chapters[0]?.blocks ?? []
  const before = faithful?.chapters[0]?.blocks ?? null
  const end = value.isCutOff ? endOf(value, built) : null
  return {
    encoding: bytes.length === 0 ? null : value.encoding,
    blocks: end === null ? blocks : [...blocks, end.gap],
    faithful: before === null || end === null ? before : [...before, end.gap],
    words: countWords(plainText(blocks)),
    places: end === null ? built.places : [...built.places, end.place],
    repairs: repairFacts(value.lines, value.edits),
    suggestions: end === null ? value.suggestions : [...value.suggestions, end.suggestion],
    isCutOff: value.isCutOff,
    ...findReferences(value.markup),
  }
}

const CUT = 'The text ends here because the old database had no room for more.'

/** The gap behind the last block of a value that was cut. */
function endOf(
  value: OpenValue,
  built: Built,
): {
  readonly gap: Block
  readonly place: Built['places'][number]
  readonly suggestion: Suggestion
} {
  const line = value.lines.starts.length
  const id = `b${built.places.length + 1}`
  const why = 'The value fills its column to the last byte, or ends within a character or a tag: the rest is lost.'
  return {
    gap: { kind: 'gap', id, children: [CUT] },
    place: { chapter: 0, id, startLine: line, endLine: line },
    suggestion: {
      code: 'lost-end',
      line,
      column: null,
      field: null,
      value: null,
      before: null,
      after: null,
      confidence: 1,
      why,
      lines: [line],
    },
  }
}
