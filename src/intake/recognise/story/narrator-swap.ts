/**
 * Suspects where one "I" gives way to another and nothing says so.
 *
 *     … I took Lin's case, and Lin never thanked me. "You are late, Jonas," she said.
 *     … I heard Jonas go up. "Lin?" my aunt called. Jonas had shut his door.             (here Lin tells)
 *
 * Whoever tells is not spoken of by name, but called by it. So two names are looked for that are spoken of by turns and
 * never together, of whom one at least is called while the other is spoken of. Without such a call it may be a change of
 * company only. What a person would hear in the manner of telling is not looked at, so this is never more than suspected.
 */
import type { FoundChapter, FoundSection } from '../structure.ts'
import type { Body } from './body.ts'
import { calledIn } from './called.ts'
import { narrationOf } from './narration.ts'
import { type StorySuggestion, suggest } from './story-suggestion.ts'

/** What one paragraph says of names. */
interface Said {
  readonly paragraph: number
  /** How often each is spoken of as acting. */
  readonly acting: ReadonlyMap<string, number>
  /** Who is called in speech. */
  readonly called: ReadonlySet<string>
}

/** Paragraphs, one behind the other, in which one of two names is spoken of. */
interface Turn {
  readonly name: string
  readonly first: number
  last: number
  times: number
}

/** A turn in which a name is said less often may be a slip of the eye. */
const FEWEST_TIMES = 2
const MOST_NAMES = 6
const MOST_PARAGRAPHS = 3000
const MOST = 40

export function findNarratorSwaps(body: Body, chapters: readonly FoundChapter[]): StorySuggestion[] {
  return chapters.flatMap((chapter) => {
    const untold = chapter.sections.filter(isUntold)
    const said = untold.flatMap((section) => paragraphsOf(body, section)).slice(0, MOST_PARAGRAPHS)
    const starts = new Set(untold.map(({ first }) => body.paragraphOf[first] ?? -1))
    return swapsIn(
      body,
      said.map((paragraph) => readParagraph(body, paragraph)),
      starts,
    )
  })
}

/** Told by an "I" whose name is not known. */
function isUntold({ kind, person, who }: FoundSection): boolean {
  return person === 'first' && who === null && (kind === 'scene' || kind === 'narration')
}

function paragraphsOf(body: Body, { first, last }: FoundSection): number[] {
  const from = body.paragraphOf[first] ?? -1
  const to = body.paragraphOf[last] ?? -1
  return from < 0 ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** "Lin never says", "Lin's case": the name of one who acts or has. */
const ACTING = /(?<![\p{L}\p{M}])\p{Lu}\p{Ll}{2,}(?=(?:['’]s)?\s\p{Ll})/gu

function readParagraph(body: Body, paragraph: number): Said {
  const text = body.manuscript.paragraphs[paragraph]?.run.text.slice(0, 20_000) ?? ''
  const acting = new Map<string, number>()
  for (const [name] of narrationOf(text).matchAll(ACTING)) acting.set(name, (acting.get(name) ?? 0) + 1)
  return { paragraph, acting, called: calledIn(text) }
}

function swapsIn(body: Body, said: readonly Said[], starts: ReadonlySet<number>): StorySuggestion[] {
  const names = oftenSaid(said)
  for (const [i, one] of names.entries()) {
    for (const other of names.slice(i + 1)) {
      const turns = turnsOf(said, one, other)
      if (turns !== null && isCalled(said, turns, one, other)) return suggestTurns(body, said, turns, starts)
    }
  }
  return []
}

/** The names that are spoken of, the most frequent first. */
function oftenSaid(said: readonly Said[]): string[] {
  const times = new Map<string, number>()
  for (const { acting } of said) for (const [name, count] of acting) times.set(name, (times.get(name) ?? 0) + count)
  return [...times]
    .filter(([, count]) => count >= FEWEST_TIMES)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_NAMES)
    .map(([name]) => name)
}

/** The turns in which two names are spoken of; null where they are spoken of together, or one of them hardly. */
function turnsOf(said: readonly Said[], one: string, other: string): Turn[] | null {
  const turns: Turn[] = []
  for (const [at, { acting }] of said.entries()) {
    const [first, second] = [acting.get(one) ?? 0, acting.get(other) ?? 0]
    if (first > 0 && second > 0) return null
    const times = first + second
    if (times === 0) continue
    const name = first > 0 ? one : other
    const last = turns.at(-1)
    if (last?.name === name) {
      last.last = at
      last.times += times
    } else turns.push({ name, first: at, last: at, times })
  }
  return turns.length > 1 && turns.every((turn) => turn.times >= FEWEST_TIMES) ? turns : null
}

/** Is the one who is not spoken of called by name? */
function isCalled(said: readonly Said[], turns: readonly Turn[], one: string, other: string): boolean {
  return turns.some(({ name, first, last }) => {
    const teller = name === one ? other : one
    return said.slice(first, last + 1).some(({ called }) => called.has(teller))
  })
}

function suggestTurns(
  body: Body,
  said: readonly Said[],
  turns: readonly Turn[],
  starts: ReadonlySet<number>,
): StorySuggestion[] {
  return turns.slice(1, MOST).map((turn, i) => {
    const { name, last } = turns[i] as Turn
    const between = said.slice(last + 1, turn.first + 1).map(({ paragraph }) => paragraph)
    const line = body.manuscript.paragraphs[seamIn(body, between, starts)]?.first ?? 0
    const why = `Up to here ${name} is spoken of by name, and from here on ${turn.name}: ${name} may be telling this.`
    return suggest('maybe-section', line, 0.5, why, { field: 'narration', value: name })
  })
}

/** Of the paragraphs between two turns the one that begins a section, or has more blank lines above it; else the last. */
function seamIn(body: Body, between: readonly number[], starts: ReadonlySet<number>): number {
  const isSeam = (p: number): boolean => starts.has(p) || (body.manuscript.paragraphs[p]?.blankBefore ?? 0) > body.gap
  return between.find(isSeam) ?? between.at(-1) ?? 0
}
