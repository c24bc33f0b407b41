/** The rating of a header with its reason, and its warnings. */
import { sliceRun, trimRun } from '../../run.ts'
import { findRating } from '../rating.ts'
import { addEvidence, addFact, addOther, type Draft, found, foundAsWritten } from './draft.ts'
import type { Entry } from './entry.ts'
import { bareWarning, isNone, splitItems } from './items.ts'

export function addRating(draft: Draft, entry: Entry): void {
  const pieces = splitItems(entry.value, [';', '\n'])
  const [first, ...others] = pieces
  if (first === undefined) return
  const word = findRating(first.text)
  if (word === null) {
    addOther(draft, entry, 'rating', entry.value)
    return
  }
  const run = sliceRun(first, word.from, word.to)
  if (draft.rating === null) {
    draft.rating = {
      value: word.value,
      asWritten: run.text,
      evidence: [run],
      rule: entry.rule,
      confidence: entry.confidence,
    }
  } else if (draft.rating.asWritten.toUpperCase() === run.text.toUpperCase()) {
    addEvidence(draft.rating, [run])
  } else {
    addOther(draft, entry, 'rating', run)
  }
  const reason = trimRun(sliceRun(first, word.to))
  const bare = reason.text.replace(/^[\s)\].,:;•|/–-]+|[\s([]+$/g, '')
  if (/[\p{L}\p{N}]/u.test(bare)) {
    const at = reason.text.indexOf(bare)
    const key = /^\d+ reviews?$/i.test(bare) ? 'site' : 'ratingReason'
    addOther(
      draft,
      { ...entry, labelRun: null },
      key,
      sliceRun(reason, at, at + bare.length),
      bare.replace(/^for\s+|^\(|\)$/gi, ''),
    )
  }
  // "Rated PG for mild peril; no spoilers; gen."
  for (const piece of others) addLoosePiece(draft, { ...entry, labelRun: null, value: piece, runs: [piece] })
}

function addLoosePiece(draft: Draft, entry: Entry): void {
  const text = entry.value.text
  if (/\bspoil/i.test(text)) addOther(draft, entry, 'spoilers', entry.value)
  else if (
    /^(?:gen|het|slash|fem-?slash|f\/f|m\/m|m\/f|f\/m|yaoi|yuri|ust|angst|drama|humou?r|romance|au|pwp)\b/i.test(text)
  )
    addOther(draft, entry, 'category', entry.value)
  else if (/\p{L}\/\p{L}/u.test(text)) draft.relationships.push(found(entry))
  else addOther(draft, entry, 'keywords', entry.value)
}

/** "SEX WARNING: Nope" warns of nothing, "VIOLENCE WARNING: Some" of violence. */
export function addWarnings(draft: Draft, entry: Entry): void {
  const subject = /^(\p{L}{3,20}) warnings?$/iu.exec(entry.labelRun?.text ?? '')?.[1]?.toLowerCase()
  const kind = subject === undefined || NO_SUBJECTS.has(subject) ? null : subject
  for (const item of splitItems(entry.value, [',', ';', ' and ', '\n', '|'])) {
    const isQuantity =
      /^(?:oh )?(?:yes|yep|yeah|some|a (?:little|bit|lot)|lots|plenty|mild|heavy|definitely|maybe)[.!]*$/i.test(
        item.text,
      )
    const value = kind !== null && isQuantity ? kind : bareWarning(item.text)
    if (isNone(item.text)) addOther(draft, entry, 'warnings', item, '')
    else
      addFact(
        draft,
        'warnings',
        draft.warnings,
        foundAsWritten(item, entry.rule, entry.confidence, value === '' ? item.text : value),
        value,
      )
  }
}

const NO_SUBJECTS: ReadonlySet<string> = new Set([
  'content',
  'archive',
  'trigger',
  'story',
  'general',
  'squick',
  'chapter',
  'standard',
])
