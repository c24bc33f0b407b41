/**
 * Split a value into its items, keeping the author's words of each.
 *
 *     "language, OOC?, a bit of lime"   language · OOC · lime
 *     "B/S; W/T and X/A"                B/S · W/T · X/A
 */
import { type Run, sliceRun, trimRun } from '../../run.ts'

/** What an item is split at; brackets and quotation marks hold together what is in them. */
export type Separator = ',' | ';' | '/' | ' and ' | '\n' | '|' | ' - '

/** Nobody lists more. */
const MAX_ITEMS = 200

/** The items of a value, each with its own stretch of the source. */
export function splitItems(run: Run, separators: readonly Separator[]): Run[] {
  const text = run.text
  const items: Run[] = []
  let [start, depth, quote] = [0, 0, '']
  for (let at = 0; at < text.length && items.length < MAX_ITEMS; at++) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === quote) quote = ''
      continue
    }
    if ((char === '"' && text.indexOf('"', at + 1) > at && text.indexOf('"', at + 1) - at < 80) || char === '“') {
      quote = char === '“' ? '”' : '"'
      if (!text.slice(at + 1, at + 82).includes(quote)) quote = ''
      continue
    }
    if (char === '(' && text.slice(at, at + 120).includes(')')) depth++
    if (char === ')' && depth > 0) depth--
    const length = depth > 0 ? 0 : separatorAt(text, at, separators)
    if (length === 0) continue
    items.push(sliceRun(run, start, at))
    start = at + length
    at = start - 1
  }
  items.push(sliceRun(run, start))
  return items.map(trimItem).filter((item) => item.text !== '')
}

function separatorAt(text: string, at: number, separators: readonly Separator[]): number {
  for (const separator of separators) {
    if (separator === ' and ') {
      const word = /^,?\s+(?:and|und|et|y|e|i|en|och|&)\s+/.exec(text.slice(at, at + 8))
      // "1 & 2" and "Willow & Tara" are one item: & joins names.
      if (word !== null && !word[0].includes('&') && /\s|,/.test(text.charAt(at))) return word[0].length
    } else if (text.startsWith(separator, at)) {
      return separator.length
    }
  }
  return 0
}

/** An item without the "and" before it and the stop behind it. */
function trimItem(item: Run): Run {
  let run = trimRun(item)
  const lead = /^(?:and|und|et|y|och|&|[-*•])\s+/i.exec(run.text)
  if (lead !== null) run = sliceRun(run, lead[0].length)
  if (/[^.]\.$/.test(run.text) && !/\b\p{Lu}\.$|\.\p{L}\.$/u.test(run.text)) run = sliceRun(run, 0, run.text.length - 1)
  return trimRun(run)
}

/** Says that there is nothing to say: "None", "n/a", "-". */
export function isNone(text: string): boolean {
  return /^(?:none(?: (?:really|yet|that i (?:know|can think) of|known|at all|listed|given|needed))?|no|nope|n\/a|na|nil|nothing|-+|keine?|aucune?s?|ningun[ao]s?|nessun[ao]?|nenhum[a]?|geen|brak|žádné|ingen|inga|нет)[.!]?$/i.test(
    text.trim(),
  )
}

/** A warning without what softens it: "OOC?" is OOC, "a bit of lime" is lime. */
export function bareWarning(text: string): string {
  return text
    .replace(
      /^(?:a (?:bit|little|lot|touch|hint) of|some|mild(?:ly)?|slight(?:ly)?|possible|maybe|implied|very mild|minor|contains)\s+/i,
      '',
    )
    .replace(/[?!]+$/, '')
    .trim()
}
