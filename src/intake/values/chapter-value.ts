/**
 * Reads the text of a chapter, as the old site kept it in a file or a column, into blocks.
 *
 * Nothing is recognised and nothing is taken out: the database says what is title, note and summary, so whatever stands
 * in the text is text. Only the faithful version and the one with its certain repairs are made, with the same ids.
 */
import { plainText } from '../../document/plain-text.ts'
import { type Built, pairIds } from '../build/index.ts'
import { repairFacts } from '../inspection.ts'
import { countWords } from './count-words.ts'
import { endOf } from './cut.ts'
import { findDividers } from './divider-images.ts'
import { findReferences } from './markup-facts.ts'
import { type OpenValue, openValue } from './open-value.ts'
import { readBlocks } from './read-blocks.ts'
import { keepsLines, mayHaveTypedEmphasis } from './typed-lines.ts'
import type { ChapterValue, ValueEvidence } from './value.ts'

export function readChapterValue(bytes: Uint8Array, evidence: ValueEvidence): ChapterValue {
  const value = openValue(bytes, evidence)
  const { built, faithful } = readVersions(value, evidence)
  const blocks = built.chapters[0]?.blocks ?? []
  const before = faithful?.chapters[0]?.blocks ?? null
  const end = value.isCutOff ? endOf(value.lines, `b${built.places.length + 1}`) : null
  return {
    encoding: bytes.length === 0 ? null : value.encoding,
    blocks: end === null ? blocks : [...blocks, end.gap],
    faithful: before === null || end === null ? before : [...before, end.gap],
    words: countWords(plainText(blocks)),
    places: end === null ? built.places : [...built.places, end.place],
    repairs: repairFacts(value.lines, value.edits),
    suggestions: end === null ? value.suggestions : [...value.suggestions, end.suggestion],
    isCutOff: value.isCutOff,
    ...findReferences(value.markup, evidence),
  }
}

function readVersions(
  value: OpenValue,
  evidence: ValueEvidence,
): { readonly built: Built; readonly faithful: Built | null } {
  const { source } = value.markup
  const how = {
    keepsLines: keepsLines(source),
    readsTypedEmphasis: mayHaveTypedEmphasis(source),
    readsSymbolBreaks: true,
    trustsBreaks: true,
    showsHidden: true,
    resolveLink: evidence.resolveLink,
    findImage: evidence.findImage,
    isDivider: findDividers(value.markup),
  }
  const built = readBlocks(value.markup, value.runs, how)
  if (value.faithful === null) return { built, faithful: null }
  const { markup, runs } = value.faithful
  return { built, faithful: pairIds(built, readBlocks(markup, runs, how)) }
}
