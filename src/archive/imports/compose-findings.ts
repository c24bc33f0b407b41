/** The findings of a work: repairs and suggestions of its sources, each tied to its block, and what is missing. */
import type { AssembledWork } from '../../intake/assemble/index.ts'
import type { PrivateFact } from '../../intake/private/index.ts'
import type { Inspection, MissingFact, RepairFact } from '../../intake/reading.ts'
import type { FindingDraft } from '../works/index.ts'
import type { ComposedSource } from './composed-source.ts'

export function findingsOf(work: AssembledWork, sources: readonly ComposedSource[]): FindingDraft[] {
  const findings: FindingDraft[] = []
  let chapter = 0
  for (const source of sources) {
    findings.push(...findingsOfSource(source, source.role === 'text' ? chapter : null))
    if (source.role === 'text') chapter += source.reading.chapters.length
  }
  return [...findings, ...gapsOf(work, sources)]
}

/** `firstChapter` is the number in the work of the source's first chapter; null for a source that gives none. */
function findingsOfSource(source: ComposedSource, firstChapter: number | null): FindingDraft[] {
  const { inspection, places } = source.reading
  const blockOf = blockFinder(places, firstChapter)
  const repairs = foundRepairs(inspection).map(
    (repair): FindingDraft => ({
      ...EMPTY,
      ...blockOf(repair.line),
      sha256: source.sha256,
      kind: 'repair',
      code: repair.code,
      codes: repair.codes,
      line: repair.line,
      column: repair.column,
      lines: [repair.line],
      before: repair.before,
      after: repair.after,
    }),
  )
  const suggestions = inspection.suggestions.map(
    (suggestion): FindingDraft => ({
      ...EMPTY,
      ...suggestion,
      ...blockOf(suggestion.line),
      sha256: source.sha256,
      kind: 'suggestion',
    }),
  )
  return [...repairs, ...suggestions, ...inspection.private.map((fact) => privateFinding(source, fact, blockOf))]
}

/** Those that somebody has undone among them, where they would be: their findings remember it. */
function foundRepairs({ repairs, refused }: Inspection): readonly RepairFact[] {
  if (refused === undefined) return repairs
  return [...repairs, ...refused].toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** Where it stands and how long it is; what it says stays in the original. */
function privateFinding({ sha256 }: ComposedSource, fact: PrivateFact, blockOf: BlockFinder): FindingDraft {
  const { code, line, column, length, rule, confidence } = fact
  return {
    ...EMPTY,
    ...blockOf(line),
    sha256,
    kind: 'private',
    code,
    line,
    column,
    lines: line === null ? [] : [line],
    field: rule,
    value: String(length),
    confidence,
  }
}

const EMPTY = {
  sha256: null,
  chapter: null,
  blockId: null,
  codes: null,
  line: null,
  column: null,
  lines: [],
  before: null,
  after: null,
  field: null,
  value: null,
  why: null,
  confidence: 1,
} as const

type BlockFinder = (line: number | null) => { readonly chapter: number | null; readonly blockId: string | null }

/** Finds the block that came from a line, or the next one after it, in time that does not grow with the text. */
function blockFinder(places: ComposedSource['reading']['places'], firstChapter: number | null): BlockFinder {
  const sorted = places.toSorted((a, b) => a.endLine - b.endLine || a.startLine - b.startLine)
  return (line) => {
    if (line === null || firstChapter === null || sorted.length === 0) return { chapter: null, blockId: null }
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.endLine ?? 0) < line) low = middle + 1
      else high = middle
    }
    const place = sorted[Math.min(low, sorted.length - 1)]
    return place === undefined
      ? { chapter: null, blockId: null }
      : { chapter: firstChapter + place.chapter, blockId: place.id }
  }
}

/** What one source calls missing may be filled by another; once several are together, assemble knows better. */
function gapsOf(work: AssembledWork, sources: readonly ComposedSource[]): FindingDraft[] {
  const isOne = work.sources.filter((source) => source.role === 'text').length === 1
  const own = isOne ? sources.slice(0, 1).flatMap(missingOf) : []
  const known = new Set(own.map(({ gap }) => `${gap.code} ${gap.number}`))
  const further = work.missing
    .filter((gap) => !known.has(`${gap.code} ${gap.number}`) && !(isOne && known.size > 0))
    .map((gap) => ({ gap, sha256: null }))
  return [...own, ...further].map(({ gap, sha256 }) => ({
    ...EMPTY,
    sha256,
    kind: 'gap',
    code: gap.code,
    line: gap.lines[0] ?? null,
    lines: gap.lines,
    value: gap.number === null ? null : String(gap.number),
    why: gap.why,
  }))
}

function missingOf(source: ComposedSource): { readonly gap: MissingFact; readonly sha256: string | null }[] {
  return (source.reading.inspection.work?.missing ?? []).map((gap) => ({ gap, sha256: source.sha256 }))
}
