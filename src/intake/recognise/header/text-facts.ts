/** Title, summary and notes of a header, and what summaries and notes say besides. */
import { sliceRun, trimRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { findUnfinishedRemark } from '../status.ts'
import type { Context } from './context.ts'
import { addEvidence, addFact, addOther, type Draft, found, foundAsWritten } from './draft.ts'
import type { Entry } from './entry.ts'
import { bareTitleRange } from './line-shape.ts'
import { findPartAtEnd } from './part-number.ts'
import { isSameText } from './same-text.ts'
import { addSequel } from './series-facts.ts'
import { betasIn, remarksIn, saysDatesAreOfWriting, settingsIn } from './summary-notes.ts'

export function addTitle(draft: Draft, entry: Entry, context: Context): void {
  let run = entry.value
  const part = findPartAtEnd(run.text)
  if (part !== null && part.from > 0) {
    const evidence = trimRun(sliceRun(run, part.from))
    const asWritten = evidence.text.replace(/^[\s,:;–—-]+/, '')
    addFact(draft, 'partHints', draft.partHints, {
      value: part.part,
      asWritten,
      evidence: [evidence],
      rule: 'part-in-title',
      confidence: 0.9,
    })
    run = trimRun(sliceRun(run, 0, part.from))
  }
  const [from, to] = bareTitleRange(run.text)
  const title = run.text.slice(from, to)
  // What the author wrote keeps its part and its quotation marks; the value is the title alone.
  const said: Found = { ...found(entry), value: title }
  if (draft.title !== null && context.zone === 'part' && !isSameText(draft.title.value, title)) {
    addOther(draft, entry, 'chapterTitle', entry.value, title)
    return
  }
  draft.title = merge(draft, entry, 'title', draft.title, said)
}

export function addSummary(draft: Draft, entry: Entry): void {
  const value = entry.value.text.replace(/\n\n/g, ' ')
  draft.summary = merge(draft, entry, 'summary', draft.summary, { ...found(entry), value })
  for (const remark of remarksIn(entry.value)) {
    addFact(draft, 'notesBefore', draft.notesBefore, foundAsWritten(remark.run, 'note-in-summary', 0.85))
  }
  readAside(draft, entry)
  const sequel = /^(?:(?:this is )?(?:a |the )?(?:sequel|follow[- ]?up|companion(?: piece)?|prequel)) to\b/i
  if (sequel.test(entry.value.text)) addSequel(draft, entry)
}

/** What summaries and notes say besides. */
function readAside(draft: Draft, entry: Entry): void {
  for (const setting of settingsIn(entry.value)) {
    addFact(draft, 'setting', draft.setting, foundAsWritten(setting, 'setting-in-summary', 0.8))
  }
  draft.unfinishedRemark ??= findUnfinishedRemark(entry.value)
  draft.datesOfWriting ??= saysDatesAreOfWriting(entry.value)
}

export function addNotes(draft: Draft, entry: Entry, context: Context): void {
  const isAfter = entry.key === 'endNotes' || context.zone === 'end'
  const notes = isAfter ? draft.notesAfter : draft.notesBefore
  addFact(draft, isAfter ? 'notesAfter' : 'notesBefore', notes, found(entry))
  readAside(draft, entry)
  for (const name of betasIn(entry.value))
    addOther(draft, { ...entry, labelRun: null, rule: 'beta-in-notes' }, 'beta', name)
}

/** A second statement: the same one is more evidence, another one goes to `other`. */
function merge(draft: Draft, entry: Entry, key: 'title' | 'summary', first: Found | null, second: Found): Found {
  if (first === null) return second
  if (isSameText(first.value, second.value)) {
    // A label knows the letters of a title better than a heading in capitals does.
    const kept =
      first.rule === 'line-as-label' ? { ...second, evidence: [...first.evidence, ...second.evidence] } : first
    if (kept === first) addEvidence(first, second.evidence)
    return kept
  }
  addOther(draft, entry, key, entry.value, second.value)
  return first
}
