/**
 * Finds small slips of typing that a person may want to mend: a lost space, a quote that never closes, a space before a
 * stop, doubled stops, a paragraph without its full stop.
 *
 * They are the author's text, so they are suggested and never repaired. What an author does all the time is a habit and
 * not a slip: past MOST of a kind one suggestion speaks for all of them.
 */
import { type Run, sliceRun } from '../../run.ts'
import type { Body } from './body.ts'
import { findQuoteSlips, type Slip } from './quote-slips.ts'
import { type StorySuggestion, suggest } from './story-suggestion.ts'
import { countWords } from './words.ts'

/** One slip: a pattern for the stop it is about, and what the stop should be. The words beside it are shown with it. */
interface Rule {
  readonly code: Slip['code']
  readonly kind: string
  readonly pattern: RegExp
  readonly mend: (found: string) => string
  /** How many of the words beside it belong to it. */
  readonly words: 'both' | 'before' | 'none'
  readonly confidence: number
  readonly why: string
}

/** So many of one kind are reported one by one. */
const MOST = 25
/** A line of megabytes is damage; its start is looked at. */
const LONGEST = 50_000

const RULES: readonly Rule[] = [
  {
    code: 'lost-space',
    kind: 'space-after-stop',
    // "stalling.You"
    pattern: /(?<=\p{Ll}\p{Ll})[.!?]”?(?=\p{Lu}(?:\p{L}|\s))/gu,
    mend: (found) => `${found} `,
    words: 'both',
    confidence: 0.9,
    why: 'A space is missing after the sentence.',
  },
  {
    code: 'lost-space',
    kind: 'space-after-comma',
    pattern: /(?<=\p{L}\p{L}),(?=\p{Ll}\p{L})/gu,
    mend: (found) => `${found} `,
    words: 'both',
    confidence: 0.7,
    why: 'A space is missing after the comma.',
  },
  {
    code: 'author-slip',
    kind: 'space-before-mark',
    // "anyway . Ha", but not " ..." and not " .5"
    pattern: /(?<=\p{L})[ \u00a0]{1,20}[.,](?![.\d\p{L}])/gu,
    mend: (found) => found.trim(),
    words: 'before',
    confidence: 0.9,
    why: 'A space stands before the stop.',
  },
  {
    code: 'author-slip',
    kind: 'doubled-stop',
    pattern: /(?<![.\u2026])\.\.(?![.\u2026])|,,(?!,)|\.,(?=\s)|(?<=[.!?]["”])\.(?!\.)/gu,
    mend: (found) => (found === '..' ? '...' : found === '.' ? '' : ','),
    words: 'none',
    confidence: 0.5,
    why: 'Stops are doubled; three dots or one may be meant.',
  },
]

/**
 * A stop with something unusual beside it, without which no rule finds anything: "g.Y", "t,b", "y .", "..", '".'. Before
 * it a space or a quote; behind it, or behind the quote that closes there, no end, white space, quote, dash or further
 * mark, but a letter or a further stop.
 */
const MAY_SLIP =
  /[.,!?](?:(?<=[ \u00a0"\u201d].)|[.,A-Za-z\u00a1-\u1fff\u2070-\uffff]|(?<!,)\u201d[.,A-Za-z\u00a1-\u1fff\u2070-\uffff])/

export function findSlips(body: Body, isStory: (index: number) => boolean, language: string | null): StorySuggestion[] {
  const byKind = new Map<string, StorySuggestion[]>()
  const counts = new Map<string, number>()
  const keep = (slip: Slip, run: Run, line: number): void => {
    counts.set(slip.kind, (counts.get(slip.kind) ?? 0) + 1)
    const kept = byKind.get(slip.kind) ?? []
    if (kept.length < MOST) kept.push(asSuggestion(slip, run, line))
    byKind.set(slip.kind, kept)
  }
  const endings = missingStops(body, isStory)
  for (const line of body.lines) {
    if (line.isBlank || !isStory(line.index)) continue
    for (const slip of slipsIn(line.text, language)) keep(slip, line.run, line.index)
    const ending = endings.get(line.index)
    if (ending !== undefined) keep(ending, line.run, line.index)
  }
  for (const { slip, line } of findQuoteSlips(body, isStory)) {
    const run = body.lines[line]?.run
    if (run !== undefined) keep(slip, run, line)
  }
  return [...byKind]
    .flatMap(([kind, kept]) => summarise(kept, counts.get(kind) ?? 0))
    .toSorted((a, b) => a.line - b.line)
}

function slipsIn(line: string, language: string | null): Slip[] {
  const text = line.length > LONGEST ? line.slice(0, LONGEST) : line
  if (!MAY_SLIP.test(text)) return []
  const isDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text.slice(0, 100))
  if (isDense) return []
  return RULES.flatMap((rule) =>
    [...text.matchAll(rule.pattern)].flatMap((match) => slipAt(text, match, rule, language) ?? []),
  )
}

function slipAt(text: string, match: RegExpExecArray, rule: Rule, language: string | null): Slip | null {
  const end = match.index + match[0].length
  const from = rule.words === 'none' ? match.index : wordStart(text, match.index)
  const to = rule.words === 'both' ? wordEnd(text, end) : end
  if (rule.words === 'both' && isAddress(text, from, to)) return null
  // German writes "z.B" and "d.h"; one of the two is short.
  if (language === 'de' && rule.words === 'both' && to - end < 3) return null
  const after = `${text.slice(from, match.index)}${rule.mend(match[0])}${text.slice(end, to)}`
  const { code, kind, confidence, why } = rule
  return { code, kind, from, to, after, confidence, why }
}

/** "www.Example.org", "name@host.Org": words that stops and signs join. */
function isAddress(text: string, from: number, to: number): boolean {
  return /[@/\\_.:]/.test(text.charAt(from - 1)) || /^(?:[@/\\_]|[.:]\p{L})/u.test(text.slice(to, to + 2))
}

function wordStart(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < 30 && /[\p{L}\p{M}'’]/u.test(text.charAt(start - 1))) start--
  return start
}

function wordEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && end - at < 30 && /[\p{L}\p{M}'’]/u.test(text.charAt(end))) end++
  return end
}

/** Paragraphs of prose that end in a letter, where paragraphs usually end in a stop. */
function missingStops(body: Body, isStory: (index: number) => boolean): Map<number, Slip> {
  const open: { line: number; slip: Slip }[] = []
  let paragraphs = 0
  for (const paragraph of body.manuscript.paragraphs) {
    const line = body.lines[paragraph.last]
    if (line === undefined || !isStory(line.index) || !isProse(paragraph.run.text)) continue
    paragraphs++
    if (/[.!?…]["”]?$/.test(line.text.slice(-2))) continue
    const match = /(\p{L}{1,30})(["”»]?)$/u.exec(line.text.slice(-40))
    if (match === null || paragraph.lineBreaks.length > 0) continue
    const from = line.text.length - match[0].length
    const after = `${match[1]}.${match[2]}`
    const why = 'The paragraph ends without a stop.'
    open.push({
      line: line.index,
      slip: { code: 'author-slip', kind: 'no-stop', from, to: line.text.length, after, confidence: 0.5, why },
    })
  }
  if (open.length * 5 > paragraphs && open.length > 1) return new Map()
  return new Map(open.map(({ line, slip }) => [line, slip]))
}

function isProse(text: string): boolean {
  return text.length > 40 && countWords(text, 7) > 6
}

function asSuggestion(slip: Slip, run: Run, line: number): StorySuggestion {
  const found = sliceRun(run, slip.from, slip.to)
  return suggest(slip.code, line, slip.confidence, slip.why, { run: found, before: found.text, after: slip.after })
}

function summarise(kept: readonly StorySuggestion[], count: number): readonly StorySuggestion[] {
  const first = kept[0]
  if (count <= MOST || first === undefined) return kept
  const why = `${first.why} The author writes so ${count} times; this is the first.`
  return [{ ...first, confidence: Math.min(first.confidence, 0.4), why }]
}
