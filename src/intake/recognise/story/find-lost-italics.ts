/**
 * Finds thoughts that probably stood in italics: sentences in the first person and the present inside a story that is
 * told in the third person and the past.
 *
 *     She closed the door. I can't do this. She tried again.
 *
 * Programs that stripped markup left them so. It is never certain (an author may write like that), so each is only
 * suggested, and a section that is full of them is told by an "I" after all. English only; sections whose italics
 * survived are left alone.
 */
import { sliceRun } from '../../run.ts'
import type { FoundSection } from '../structure.ts'
import type { Body, BodyLine } from './body.ts'
import { type StorySuggestion, suggest } from './story-suggestion.ts'

/** A subject "I" that is not past: "I can't", "I'm", "I have to", "am I". It begins with the "I", which is quick to look for. */
const PRESENT_I =
  /\bI(?:['’](?:m|ll|ve|d)\b|\s+(?:just |really |still |never |always |only |don['’]t |can['’]t |won['’]t )?(?:am|have|has|do|don['’]t|can|can['’]t|cannot|will|won['’]t|need|want|know|think|believe|guess|hope|wish|wonder|love|hate|miss|mean|should|shouldn['’]t|must|may|might|see|feel|like|swear|suppose|remember|understand|deserve|get|go|say|look|sound|care|trust|promise)\b)|(?<=\b(?:am|do|can|should|will|must|did|why am|how do) )I\b/
const PAST = /\b(?:was|were|had|said|went|came|saw|knew|felt|looked|turned|asked|thought)\b/
const MOST = 60
/** More of its sentences than this, and it is the narrator who speaks. */
const MOST_SHARE = 0.2
const LONGEST = 20_000

export function findLostItalics(
  body: Body,
  sections: readonly FoundSection[],
  language: string | null,
): StorySuggestion[] {
  if (language !== 'en') return []
  const found: StorySuggestion[] = []
  for (const section of sections) {
    if (section.person !== 'third' || section.kind === 'letter' || section.kind === 'diary') continue
    found.push(...thoughtsIn(body, section))
    if (found.length >= MOST) break
  }
  return found.slice(0, MOST)
}

function thoughtsIn(body: Body, section: FoundSection): StorySuggestion[] {
  const lines = body.lines.slice(section.first, section.last + 1).filter((line) => !line.isBlank)
  if (lines.some((line) => line.source.marks.some((mark) => mark.kind === 'em' || mark.kind === 'i'))) return []
  const thoughts = lines.flatMap(thoughtsOfLine).slice(0, MOST)
  // Most sections hold none, and their sentences need no counting.
  if (thoughts.length === 0) return []
  let [sentences, past] = [0, 0]
  for (const { text } of lines) {
    for (const [from, to] of sentencesOf(text.slice(0, LONGEST))) {
      sentences++
      if (PAST.test(text.slice(from, to))) past++
    }
  }
  const isToldInPast = past * 6 >= sentences
  return isToldInPast && thoughts.length <= sentences * MOST_SHARE + 2 ? thoughts : []
}

function thoughtsOfLine(line: BodyLine): StorySuggestion[] {
  const start = line.text.slice(0, LONGEST)
  if (!start.includes('I') || !PRESENT_I.test(start)) return []
  return sentencesOf(start).flatMap(([from, to]) => {
    const text = line.text.slice(from, to)
    if (!PRESENT_I.test(text) || PAST.test(text)) return []
    const run = sliceRun(line.run, from, to)
    const why =
      'A thought in the first person and the present, in a story told in the third: it may have stood in italics.'
    return [suggest('lost-italics', line.index, 0.7, why, { run, before: text, after: `*${text}*` })]
  })
}

/** The sentences of a line that stand outside quotes, as [from, to). */
function sentencesOf(text: string): [number, number][] {
  const found: [number, number][] = []
  let start = 0
  let quotes = 0
  const telling = /["“”]|[.!?](?=[\s"”])/g
  for (let i = -1; i < text.length - 1; ) {
    i = telling.exec(text) === null ? text.length - 1 : telling.lastIndex - 1
    const character = text.charAt(i)
    const isQuote = character === '"' || character === '“' || character === '”'
    if (isQuote) quotes++
    if (isQuote && i < text.length - 1) continue
    if (quotes === 0) {
      const from = start + (text.slice(start, i).length - text.slice(start, i).trimStart().length)
      if (i - from > 3) found.push([from, i + 1])
    }
    if (quotes % 2 === 0) quotes = 0
    start = i + 1
  }
  return found
}
