/**
 * Finds where the narrator changes and no label says so.
 *
 * Two signs, both outside speech and both only where more blank lines stand than usual:
 * - the person changes: an "I" told what stood before, and nobody does behind it, or the other way round;
 * - the narrator whom the label names ("Willow POV") is spoken of by name: she is no longer the one who tells.
 *
 * Without the blank lines a change is only suggested. Third-person stories that follow one head after another are not
 * told apart.
 */
import type { Person } from '../../reading.ts'
import type { Body } from './body.ts'
import { namesOf } from './find-labels.ts'
import { narrationOf } from './narration.ts'
import { personOf, sumOf } from './person.ts'
import type { Stretch } from './stretches.ts'
import type { Voice } from './voice.ts'

export interface NarratorChange {
  /** Index of the paragraph that the new narrator begins with. */
  readonly paragraph: number
  readonly rule: 'person-changes' | 'narrator-named'
  /** Without blank lines to show where, it is a suggestion. */
  readonly isCertain: boolean
}

/** So much narration shows its person. */
const ENOUGH_WORDS = 100
/** Fewer do where one person fills them and the other is not there at all. */
const ENOUGH_PLAIN_WORDS = 40
/** Named so often, the narrator is not the one who tells; once is enough where blank lines show the change. */
const ENOUGH_NAMES = 2

export function findNarratorChanges(
  body: Body,
  stretch: Stretch,
  voices: readonly Voice[],
  language: string | null,
): NarratorChange[] {
  const first = body.paragraphOf[stretch.first] ?? -1
  const last = body.paragraphOf[stretch.last] ?? -1
  if (first < 0 || last <= first || stretch.letter !== null) return []
  const seams = seamsOf(body, first, last)
  const byPerson = personChanges(seams, first, last, voices, language)
  if (byPerson.length > 0) return byPerson
  const named = narratorNamed(body, stretch, first, last, seams, voices, language)
  return named === null ? [] : [named]
}

/** Is the narrator of a label named in a later stretch that could still be hers? */
export function isNarratorNamed(body: Body, stretch: Stretch): boolean {
  if (stretch.label === null) return false
  const first = body.paragraphOf[stretch.first] ?? -1
  const last = body.paragraphOf[stretch.last] ?? -1
  const names = namesOf(stretch.label)
  let count = 0
  for (let p = first; p >= 0 && p <= last; p++) count += timesNamed(body, p, names)
  return count >= ENOUGH_NAMES
}

/** Paragraphs that more blank lines stand before than usual. */
function seamsOf(body: Body, first: number, last: number): number[] {
  const seams: number[] = []
  for (let p = first + 1; p <= last; p++) {
    if ((body.manuscript.paragraphs[p]?.blankBefore ?? 0) > body.gap) seams.push(p)
  }
  return seams
}

function personChanges(
  seams: readonly number[],
  first: number,
  last: number,
  voices: readonly Voice[],
  language: string | null,
): NarratorChange[] {
  const changes: NarratorChange[] = []
  const starts = [first, ...seams]
  // What stands between two changes is told by one person: short scenes show it together.
  let from = first
  for (const [i, start] of starts.entries()) {
    if (i === 0) continue
    const before = clearPerson(voices.slice(from, start), language, from === first)
    const behind = clearPerson(voices.slice(start, starts[i + 1] ?? last + 1), language, i === starts.length - 1)
    if (before === null || behind === null || before === behind) continue
    changes.push({ paragraph: start, rule: 'person-changes', isCertain: true })
    from = start
  }
  return changes
}

/** The person, where nobody could doubt it. Between two seams there may be a short look at somebody else. */
function clearPerson(voices: readonly Voice[], language: string | null, isOuter: boolean): Person | null {
  const sum = sumOf(voices)
  const person = personOf(voices, language)
  if (sum.words < (isOuter && isPlain(person, sum) ? ENOUGH_PLAIN_WORDS : ENOUGH_WORDS)) return null
  if (person === 'third') return sum.first * 250 <= sum.words ? 'third' : null
  if (person === 'first') return sum.first * 33 >= sum.words ? 'first' : null
  return person
}

function isPlain(person: Person | null, sum: Voice): boolean {
  if (person === 'third') return sum.first === 0 && sum.third * 12 >= sum.words
  return person === 'first' && sum.first * 12 >= sum.words
}

function narratorNamed(
  body: Body,
  stretch: Stretch,
  first: number,
  last: number,
  seams: readonly number[],
  voices: readonly Voice[],
  language: string | null,
): NarratorChange | null {
  if (stretch.label === null || personOf(voices.slice(first, last + 1), language) !== 'first') return null
  const names = namesOf(stretch.label)
  if (names.length === 0) return null
  const mentions: number[] = []
  for (let p = first; p <= last; p++) for (let n = timesNamed(body, p, names); n > 0; n--) mentions.push(p)
  const named = mentions[0]
  if (named === undefined) return null
  // From the last seam before the first mention on; a name that is there from the start says nothing of a change.
  const seam = seams.filter((each) => each <= named).at(-1)
  if (seam !== undefined) return { paragraph: seam, rule: 'narrator-named', isCertain: true }
  return named - first < 4 || mentions.length < ENOUGH_NAMES
    ? null
    : { paragraph: named, rule: 'narrator-named', isCertain: false }
}

function timesNamed(body: Body, p: number, names: readonly string[]): number {
  const text = body.manuscript.paragraphs[p]?.run.text ?? ''
  if (!names.some((name) => text.includes(name))) return 0
  const told = narrationOf(text)
  let times = 0
  for (const name of names) {
    for (let at = told.indexOf(name); at !== -1; at = told.indexOf(name, at + name.length)) {
      // "Well done, Willow." is what somebody says to herself; "Willow looked" and "Willow's hand" are told of another.
      const isActing = /^(?:['’]s)?\s\p{Ll}/u.test(told.slice(at + name.length, at + name.length + 4))
      if (isActing && !/\p{L}/u.test(told.charAt(at - 1))) times++
    }
  }
  return times
}
