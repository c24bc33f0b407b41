/**
 * Finds the labels of point-of-view sections.
 *
 * A line that says so ("Willow's POV") is one, and so are somebody's thoughts, when it is somebody whom the canon or the
 * story knows. A name alone wants company: two such lines at least, names that the canon knows or the story uses, and
 * story between them, so that signatures, cries and cast lists stay what they are.
 */
import {
  type Body,
  type BodyLine,
  isSetOff,
  isSetOffAfter,
  isSetOffBefore,
  nextWritten,
  previousWritten,
} from './body.ts'
import { type PovLabel, readPovLabel } from './pov-label.ts'
import { countWords } from './words.ts'

export interface FoundLabel {
  readonly line: number
  readonly label: string
  /** Canonical where a canon knows the name. */
  readonly who: string | null
  readonly rule: string
  readonly confidence: number
}

export interface LabelHelp {
  readonly isFree: (index: number) => boolean
  readonly isHeading: (index: number) => boolean
  readonly canonical: (name: string) => string | null
}

interface Candidate {
  readonly line: BodyLine
  readonly label: PovLabel
}

/** Between names that label sections there is so much story on average; less where signs or markup set them off. */
const ENOUGH_WORDS = 30
const ENOUGH_WORDS_DECORATED = 15
/** A name with less below it labels nothing, whatever the others do. */
const FEWEST_WORDS = 8
const MOST_WORDS_READ = 300_000
const OF_THOUGHTS = { least: 1, words: FEWEST_WORDS, confidence: 0.85 } as const

/** The labels that say what they are. */
export function findStatedLabels(body: Body, help: LabelHelp): FoundLabel[] {
  const whoIs = asker(body, help)
  return overStory(body, help, candidatesOf(body, help, ['stated'])).map((candidate) => {
    const { line } = candidate
    const isClear = isSetOff(body, line.index) && line.isAlone
    return found(line, whoIs(candidate), 'pov-label', isClear ? 0.98 : 0.85)
  })
}

/** Names alone, and thoughts; `stated` are the labels found already, and `isFree` now leaves out letters too. */
export function findNameLabels(body: Body, help: LabelHelp, stated: readonly FoundLabel[]): FoundLabel[] {
  const all = candidatesOf(body, help, ['thoughts', 'name']).filter(({ line }) => isApart(body, line, help))
  const thoughts = all.filter(({ label }) => label.form === 'thoughts')
  const candidates = all.filter(({ label }) => label.form === 'name')
  if (all.length === 0 || candidates.length > 5000) return []
  const decorated = candidates.filter(({ line, label }) => label.isDecorated || line.isEmphasised)
  const isDecorated = new Set(decorated)
  const bare = candidates.filter((each) => !isDecorated.has(each) && each.label.name !== null)
  const used = usedNames(body, help)
  const isUsed = (times: number) => (name: string) => (used.get(name) ?? 0) >= times
  // Two people's thoughts, or thoughts in brackets, are no title; nor is a name in the brackets of a stated label.
  const isTelling = thoughts.length > 1 || thoughts.some(({ label }) => label.isDecorated)
  const thinkers = acceptNames(body, thoughts, help, isTelling ? anybody : isUsed(1), OF_THOUGHTS)
  const signs = new Set([...stated, ...thinkers].flatMap(({ label }) => signsOf(label) ?? []))
  const inSameSigns = decorated.filter(({ line }) => signs.has(signsOf(line.text) ?? ''))
  const others = decorated.filter((each) => !inSameSigns.includes(each))
  const least = stated.length + thinkers.length > 0 ? 1 : 2
  const inSigns = { least, words: ENOUGH_WORDS_DECORATED, confidence: 0.9 }
  const alone = { least, words: ENOUGH_WORDS, confidence: 0.8 }
  return [
    ...thinkers,
    ...acceptNames(body, inSameSigns, help, anybody, inSigns),
    ...acceptNames(body, others, help, isUsed(1), inSigns),
    ...acceptNames(body, bare, help, isUsed(2), alone),
  ].toSorted((a, b) => a.line - b.line)
}

function anybody(): boolean {
  return true
}

/** The first and the last sign of a line; null where letters stand there. */
function signsOf(text: string): string | null {
  const ends = `${text.charAt(0)}${text.at(-1) ?? ''}`
  return /[\p{L}\p{N}]/u.test(ends) ? null : ends
}

function isApart(body: Body, { index, isAlone }: BodyLine, help: LabelHelp): boolean {
  const isBelowHeading = help.isHeading(previousWritten(body, index))
  return isAlone && isSetOffAfter(body, index) && (isBelowHeading || isSetOffBefore(body, index))
}

/** Without those that no story follows in their chapter: a file was cut off there, and its last line is text. */
function overStory(body: Body, help: LabelHelp, candidates: readonly Candidate[]): Candidate[] {
  const isLabel = new Set(candidates.map(({ line }) => line.index))
  let [at, isFollowed] = [body.lines.length, false]
  const followed = candidates.toReversed().filter(({ line }) => {
    for (at--; at > line.index; at--) {
      if (help.isHeading(at)) isFollowed = false
      else if (help.isFree(at) && body.lines[at]?.isBlank === false && !isLabel.has(at)) isFollowed = true
    }
    return isFollowed
  })
  return followed.toReversed()
}

function candidatesOf(body: Body, help: LabelHelp, forms: readonly PovLabel['form'][]): Candidate[] {
  return body.lines.flatMap((line) => {
    if (line.isBlank || line.text.length > 70 || !line.isOpening || !help.isFree(line.index)) return []
    if (!line.isAlone && !isSetOffBefore(body, line.index)) return []
    if (!isSetOffBefore(body, line.index) && !isSetOffAfter(body, line.index) && body.gap > 0) return []
    const label = readPovLabel(line.text)
    return label === null || !forms.includes(label.form) ? [] : [{ line, label }]
  })
}

interface Demand {
  /** So many names at least. */
  readonly least: number
  /** Words of story below each, on average. */
  readonly words: number
  readonly confidence: number
}

function acceptNames(
  body: Body,
  candidates: readonly Candidate[],
  help: LabelHelp,
  isUsed: (word: string) => boolean,
  demand: Demand,
): FoundLabel[] {
  const names = candidates.filter(({ label }) => label.name === null || isKnown(label.name, help, isUsed))
  const below = names.map(({ line }, i) =>
    wordsFrom(body, line.index, names[i + 1]?.line.index ?? body.lines.length, help),
  )
  const labels = names.filter((_, i) => (below[i] ?? 0) >= FEWEST_WORDS)
  const words = below.reduce((sum, each) => sum + (each >= FEWEST_WORDS ? each : 0), 0)
  // Names that are mostly something else (script lines, a cast) do not become labels by a lucky few.
  if (labels.length < demand.least || labels.length * 2 < candidates.length) return []
  if (words < labels.length * demand.words) return []
  const whoIs = asker(body, help)
  return labels.map((candidate) => {
    const rule = candidate.label.form === 'thoughts' ? 'pov-thoughts' : 'pov-name'
    return found(candidate.line, whoIs(candidate), rule, demand.confidence)
  })
}

/** Asks once a label's text: a thousand sections have a handful of names. */
function asker(body: Body, help: LabelHelp): (candidate: Candidate) => string | null {
  const who = new Map<string, string | null>()
  return (candidate) => {
    const key = `${candidate.label.name ?? ''}\n${candidate.line.text}`
    const known = who.get(key)
    if (known !== undefined) return known
    const asked = whoOf(body, candidate, help)
    who.set(key, asked)
    return asked
  }
}

function isKnown(name: string, help: LabelHelp, isUsed: (word: string) => boolean): boolean {
  if (help.canonical(name) !== null) return true
  return name.split(/\s+/u).every((word) => isUsed(word.replace(/['’]s$/u, '')))
}

/** Words of story from a label to the next, as far as it matters: a long section does not speak for the short ones. */
function wordsFrom(body: Body, label: number, next: number, help: LabelHelp): number {
  let words = 0
  for (let i = nextWritten(body, label); i < next && words < ENOUGH_WORDS; i++) {
    if (help.isFree(i)) words += countWords(body.lines[i]?.text ?? '', ENOUGH_WORDS)
  }
  return words
}

/** How often capitalised words stand in the middle of sentences: the names that the story uses. */
function usedNames(body: Body, help: LabelHelp): Map<string, number> {
  const counts = new Map<string, number>()
  let read = 0
  for (const line of body.lines) {
    if (line.isBlank || !help.isFree(line.index) || line.text.length < 30) continue
    for (const match of line.text.slice(0, 10_000).matchAll(/(?<=[\p{Ll},;] )\p{Lu}[\p{L}\p{M}]+/gu)) {
      counts.set(match[0], (counts.get(match[0]) ?? 0) + 1)
    }
    read += line.text.length
    if (read > MOST_WORDS_READ * 6) break
  }
  return counts
}

/**
 * "Willows POV" without its apostrophe is Willow's, and "Jonas Sicht" is that of Jonas, when that is the name the canon
 * or the story knows.
 */
function whoOf(body: Body, { line, label: { name } }: Candidate, help: LabelHelp): string | null {
  if (name === null) return null
  const others = [/\p{Ll}s$/u.test(name) ? name.slice(0, -1) : '', line.text.includes(`${name}s`) ? `${name}s` : '']
  const names = [name, ...others.filter((each) => each !== '')]
  for (const each of names) {
    const canonical = help.canonical(each)
    if (canonical !== null) return canonical
  }
  if (names.length === 1) return name
  const said = names.map((each) => timesSaid(body, each, line.text))
  return names[said.indexOf(Math.max(...said))] ?? name
}

/** Outside the labels themselves. */
function timesSaid(body: Body, name: string, label: string): number {
  const word = new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?!\\p{L})`, 'gu')
  let times = 0
  for (const { text } of body.lines.slice(0, 2000))
    if (text !== label) times += text.slice(0, 5000).match(word)?.length ?? 0
  return times
}

function found(line: BodyLine, who: string | null, rule: string, confidence: number): FoundLabel {
  return { line: line.index, label: line.text, who, rule, confidence }
}

/** The first names by which narration would speak of somebody: the canonical one and the label's own. */
export function namesOf(label: FoundLabel): string[] {
  const firsts = [label.who ?? '', label.label].map((text) =>
    text.split(/[^\p{L}\p{M}]+/u).find((word) => NAME.test(word) && !TITLE.test(word)),
  )
  return [...new Set(firsts.filter((word) => word !== undefined))]
}

const NAME = /^\p{Lu}\p{L}{2,}$/u
const TITLE = /^(?:pov|from|point|view|the|and|mr|mrs|miss|doctor|lord|lady|captain|aus|sicht)$/i
