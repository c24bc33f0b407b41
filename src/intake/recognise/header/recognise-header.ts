/**
 * Recognise the header of a manuscript: labelled in any of its shapes, as a mail's subject, as a site's line of facts,
 * or without any label; before the story, under the headings of its parts, and behind it.
 *
 * Only what a label, a heading, a byline or its place in a header says is stated. The story's own sentences are never
 * read for facts, and what looks like a label within them stays where it is.
 */
import type { Line, Manuscript } from '../../read/manuscript.ts'
import type { Suggestion } from '../../reading.ts'
import { joinRuns } from '../../run.ts'
import type { Found } from '../evidence.ts'
import type { LineRole } from '../structure.ts'
import { type Block, findBlocks } from './blocks.ts'
import { readClosing } from './closing.ts'
import type { Context } from './context.ts'
import { orderOfDates } from './date-facts.ts'
import { addEvidence, type Draft, emptyDraft } from './draft.ts'
import { type Entry, withParagraph } from './entry.ts'
import { addEntry } from './facts.ts'
import { readFront } from './front.ts'
import type { Header } from './header.ts'
import { PROSE_KEYS } from './label-line.ts'
import { findByline, isTitleShaped } from './line-shape.ts'
import { findMailHeaders } from './mail.ts'
import { addMail } from './mail-facts.ts'
import { maybeField } from './maybe-field.ts'
import { addPageTitle } from './page-title.ts'
import { findPartAtEnd, isPartHeading, type PartNumber } from './part-number.ts'
import { readSiteLine } from './site-line.ts'

/** Lines of sites stand in the first lines. */
const SITE_LINES = 40

export function recogniseHeader(manuscript: Manuscript): Header {
  const { lines } = manuscript
  const draft = emptyDraft()
  const roles = new Map<number, LineRole>()
  const claim = (at: number, role: LineRole): void => void roles.set(at, role)

  const mails = findMailHeaders(lines)
  const siteEntries = readSiteLines(lines)
  for (const mail of mails) for (let at = mail.first; at <= mail.last; at++) claim(at, 'furniture')
  for (const entry of siteEntries) for (const at of entry.lines) claim(at, 'field')
  const blocks = findBlocks(lines, (at) => roles.has(at)).map((block) => withParagraphsBetween(lines, block, roles))
  for (const block of blocks)
    for (const entry of block.entries)
      for (const at of entry.lines) claim(at, block.zone === 'end' && entry.key === 'notes' ? 'note' : 'field')

  const labelled = blocks.flatMap((block) => block.entries)
  const titles = labelled.filter((entry) => entry.key === 'title').map((entry) => entry.value.text)
  const hasTitle = titles.length > 0 || mails.some((mail) => mail.subject !== null)
  const front = readFront(
    manuscript,
    new Set(roles.keys()),
    hasTitle ? titles : null,
    endOfFront(blocks, siteEntries, mails[0]?.last ?? -1),
  )
  for (const entry of front.entries) for (const at of entry.lines) claim(at, 'field')
  const closing = readClosing(lines, new Set(roles.keys()))
  for (const entry of closing) for (const at of entry.lines) claim(at, entry.key === 'endNotes' ? 'note' : 'field')

  const context = contextOf(
    labelled,
    siteEntries,
    mails.length > 0 && mails[0]?.subject !== null ? (mails[0]?.subject?.value.text ?? '') : '',
  )
  for (const entry of front.entries) addEntry(draft, entry, context('front'))
  for (const block of blocks) for (const entry of block.entries) addEntry(draft, entry, context(block.zone))
  for (const entry of siteEntries) addEntry(draft, entry, context('front'))
  for (const entry of closing) addEntry(draft, entry, context('end'))
  for (const mail of mails) addMail(draft, mail, roles)
  const suggestions: Suggestion[] = front.suggestions.filter((one) => one.field !== 'title' || draft.title === null)
  addPageTitle(draft, manuscript, suggestions)
  addPartLine(draft, lines, blocks)
  draft.partHints = fullestParts(draft.partHints)
  draft.labelLanguage = languageOfLabels(labelled)
  const { said: _said, maybe, ...facts } = draft
  for (const { field, value, line, confidence, why } of maybe)
    if (field !== 'fandoms' || draft.fandoms.length === 0)
      suggestions.push(maybeField(field, value, lines[line] as Line, confidence, why))
  return { ...facts, roles, suggestions }
}

function readSiteLines(lines: readonly Line[]): Entry[] {
  const entries: Entry[] = []
  for (const [at, line] of lines.slice(0, SITE_LINES).entries()) entries.push(...(readSiteLine(line, at) ?? []))
  return entries
}

/** Paragraphs between two labels belong to the value before them, where that is made of sentences. */
function withParagraphsBetween(lines: readonly Line[], block: Block, roles: ReadonlyMap<number, LineRole>): Block {
  const entries = block.entries.map((entry, i) => {
    const next = block.entries[i + 1]
    if (next === undefined || !PROSE_KEYS.has(entry.key)) return entry
    const from = (entry.lines.at(-1) ?? 0) + 1
    const to = titleWithin(lines, from, next.lines[0] ?? 0)
    const between: number[] = []
    for (let at = from; at < to; at++) if (lines[at]?.kind === 'text' && !roles.has(at)) between.push(at)
    const hasWords = between.some((at) => /\p{L}/u.test((lines[at] as Line).run.text))
    return hasWords
      ? withParagraph(
          entry,
          lines,
          between.filter((at) => /[\p{L}\p{N}]/u.test((lines[at] as Line).run.text)),
        )
      : entry
  })
  return { ...block, entries }
}

/** Where a title with its byline stands between two labels ("Summary: …", title, "by …", "Rating: …"), else `to`. */
function titleWithin(lines: readonly Line[], from: number, to: number): number {
  let above = -1
  for (let at = from; at < to; at++) {
    const line = lines[at] as Line
    if (line.kind === 'blank') continue
    if (findByline(line.run.text) !== null) return above >= 0 && isTitleShaped(lines[above] as Line) ? above : at
    above = at
  }
  return to
}

function endOfFront(blocks: readonly Block[], siteEntries: readonly Entry[], mailEnd: number): number {
  let end = mailEnd
  for (const block of blocks) if (block.zone === 'front') end = Math.max(end, block.last)
  for (const entry of siteEntries) for (const at of entry.lines) end = Math.max(end, at)
  return end
}

const DATE_KEYS: ReadonlySet<string> = new Set(['date', 'posted', 'updated', 'written', 'completed'])

function contextOf(
  labelled: readonly Entry[],
  site: readonly Entry[],
  subject: string,
): (zone: Context['zone']) => Context {
  const labels = new Set(labelled.map((entry) => entry.labelRun?.text.toLowerCase() ?? ''))
  const isStarTrekGroup =
    labelled.some((entry) => entry.key === 'codes') || /\b(?:TOS|TNG|DS9|DSN|VOY|VGR)\b/.test(subject)
  const categoryIsFandom = labels.has('packaged') || labels.has('story url')
  const dates = labelled.filter((entry) => DATE_KEYS.has(entry.key)).map((entry) => entry.value.text)
  const order = site.some((entry) => entry.rule === 'fanfiction-net') ? 'month-first' : orderOfDates(dates)
  return (zone) => ({ zone, isStarTrekGroup, categoryIsFandom, order })
}

/** "Part 1/?" as the last line of the labels. The line itself stays the heading that it also is. */
function addPartLine(draft: Draft, lines: readonly Line[], blocks: readonly Block[]): void {
  const first = blocks.find((block) => block.zone === 'front')
  const line = first === undefined ? undefined : lines[first.last + 1]
  if (line === undefined || !isPartHeading(line.run.text)) return
  const part = findPartAtEnd(line.run.text)
  if (part === null || part.from > 0) return
  draft.partHints.push({
    value: part.part,
    asWritten: line.run.text,
    evidence: [line.run],
    rule: 'part-line',
    confidence: 0.9,
  })
}

/** "Part 3" in the title and "Part 3 of 5" in the subject are one statement: the fuller one, with the evidence of both. */
function fullestParts(hints: readonly Found<PartNumber>[]): Found<PartNumber>[] {
  const full = new Map(hints.filter(({ value }) => value.total !== null).map((hint) => [rangeOf(hint.value), hint]))
  return hints.flatMap((hint) => {
    const known = hint.value.total === null ? full.get(rangeOf(hint.value)) : undefined
    if (known === undefined) return [hint]
    addEvidence(known, hint.evidence)
    return []
  })
}

function rangeOf({ number, to }: PartNumber): string {
  return `${number}-${to}`
}

/** The language that most labels are in, when one of them is in no other and it is not English. */
function languageOfLabels(entries: readonly Entry[]): Found | null {
  const labels = entries.filter((entry) => entry.languages.length > 0 && entry.labelRun !== null)
  const counts = [...new Set(labels.flatMap((entry) => entry.languages))]
    .filter((language) => language !== 'en')
    .map((language) => ({ language, count: countKeys(labels, language), alone: countKeys(labels, language, true) }))
    .toSorted((a, b) => b.count - a.count || b.alone - a.alone)
  const [best, second] = counts
  if (best === undefined || best.count < 2 || best.alone === 0) return null
  if (second !== undefined && second.count >= best.count && second.alone >= best.alone) return null
  // "Disclaimer", "Feedback", "Beta" and "Rating" are international; these English labels are not.
  const english = labels.filter((entry) => ENGLISH_KEYS.has(entry.key) && entry.languages.join() === 'en').length
  if (best.count <= english) return null
  const evidence = labels.flatMap((entry) =>
    entry.languages.includes(best.language) && entry.labelRun !== null ? [entry.labelRun] : [],
  )
  return { value: best.language, asWritten: joinRuns(evidence, ', ').text, evidence, rule: 'labels', confidence: 0.85 }
}

const ENGLISH_KEYS: ReadonlySet<string> = new Set(['title', 'author', 'summary', 'pairing', 'warnings', 'notes'])

function countKeys(labels: readonly Entry[], language: string, alone = false): number {
  const keys = labels.filter(({ languages }) => languages.includes(language) && (!alone || languages.length === 1))
  return new Set(keys.map((entry) => entry.key)).size
}
