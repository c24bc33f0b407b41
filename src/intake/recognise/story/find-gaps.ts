/**
 * Finds runs of blank lines that are longer than usual, and says what may have stood there.
 *
 *     "Do you remember me?" I ask.
 *                                        three blank lines where the file has one:
 *                                        a one-word paragraph was lost here, "No." perhaps
 *     It was barely a whisper.
 *
 * Programs that "cleaned" old files dropped short lines, and lines of signs that marked a new scene. Which of the two it
 * was shows in the text on both sides: an answer to nothing, or a new time and place. The text itself is never guessed.
 * Where long runs are common they are the author's way of setting paragraphs, and only the longest of all count.
 */
import { foldText } from '../../../kernel/text.ts'
import type { Body } from './body.ts'
import { ANSWERS_NOTHING, ASKS, BREAKS_OFF, GOES_ON_TALKING, NEW_SCENE, REACTS } from './gap-words.ts'
import { hasSpeech } from './narration.ts'
import { type StorySuggestion, suggest } from './story-suggestion.ts'

/** Past these many a file is made of gaps, and a list of them helps nobody. */
const MOST = 300

/** `isSeam` tells paragraphs that follow on the one before them, with only blank lines between. */
export function findGaps(body: Body, isSeam: (paragraph: number) => boolean): StorySuggestion[] {
  if (body.isMarkup) return []
  const seams: number[] = []
  const counts = new Map<number, number>()
  body.manuscript.paragraphs.forEach((paragraph, p) => {
    if (!isSeam(p)) return
    seams.push(p)
    counts.set(paragraph.blankBefore, (counts.get(paragraph.blankBefore) ?? 0) + 1)
  })
  const usual = usualMost(counts, seams.length, body.gap)
  const longer = seams.filter((p) => (body.manuscript.paragraphs[p]?.blankBefore ?? 0) > usual)
  // What is usual must be seen often enough, most of all where paragraphs follow on each other without blank lines.
  if (seams.length - longer.length < longer.length * (usual === 0 ? 5 : 2)) return []
  return longer.slice(0, MOST).map((p) => judge(body, p, usual))
}

/** Longer runs are suspicious; a length that a quarter of the paragraphs share is a habit. */
function usualMost(counts: ReadonlyMap<number, number>, total: number, gap: number): number {
  let usual = gap
  for (const [length, count] of [...counts].toSorted((a, b) => a[0] - b[0])) {
    if (length > usual && count > 3 && count * 4 >= total) usual = length
  }
  return usual
}

function judge(body: Body, p: number, usual: number): StorySuggestion {
  const paragraph = body.manuscript.paragraphs[p]
  const above = body.manuscript.paragraphs[p - 1]
  const before = above?.run.text.slice(-400) ?? ''
  const after = foldText((paragraph?.run.text ?? '').slice(0, 300)).replace(/^["'\s]+/u, '')
  const from = (above?.last ?? 0) + 1
  const until = (paragraph?.first ?? 1) - 1
  const blanks = until - from + 1
  const lines = Array.from({ length: blanks }, (_, i) => from + i)
  const middle = from + Math.floor((blanks - 1) / 2)
  const line =
    lostLine(before, after, paragraph?.run.text ?? '') ?? emptiedLine(blanks, usual, before, paragraph?.run.text ?? '')
  const scene = newScene(before, after)
  const stand = blanks === 1 ? 'A blank line stands' : `${blanks} blank lines stand`
  const counted = `${stand} here, where the text usually has ${usual === 0 ? 'none' : usual}`
  if (line !== null && line.confidence >= scene) {
    return suggest(
      'lost-line',
      middle,
      line.confidence,
      `${counted}, and ${line.why}: a short paragraph may be lost.`,
      { lines },
    )
  }
  const why =
    scene > 0.6
      ? 'and what follows is another time or place: a break may be lost.'
      : 'without a mark: a break or a line may be lost.'
  return suggest('lost-break', middle, scene, `${counted}, ${why}`, { lines })
}

function lostLine(before: string, after: string, whole: string): { confidence: number; why: string } | null {
  if (ANSWERS_NOTHING.test(after))
    return { confidence: 0.9, why: 'the next paragraph speaks of words that are not there' }
  const isSpeech = hasSpeech(whole)
  if (ASKS.test(before.trimEnd()) && hasSpeech(before)) {
    return { confidence: isSpeech ? 0.8 : 0.7, why: 'a question before them gets no answer' }
  }
  if (BREAKS_OFF.test(before.trimEnd())) return { confidence: 0.75, why: 'the paragraph before them breaks off' }
  if (hasSpeech(before) && REACTS.test(after))
    return { confidence: 0.65, why: 'the next paragraph reacts to something' }
  if (GOES_ON_TALKING.test(whole.slice(0, 260))) return { confidence: 0.6, why: 'somebody goes on talking' }
  if (hasSpeech(before) && isSpeech && !NEW_SCENE.test(after))
    return { confidence: 0.6, why: 'people are talking on both sides' }
  return null
}

/** A line that was emptied leaves its own blank line between those on both sides of it. */
function emptiedLine(
  blanks: number,
  usual: number,
  before: string,
  whole: string,
): { confidence: number; why: string } | null {
  if (blanks !== usual * 2 + 1 || usual === 0 || !(hasSpeech(before) || hasSpeech(whole))) return null
  return { confidence: 0.5, why: 'an emptied line would leave just so many' }
}

function newScene(before: string, after: string): number {
  if (NEW_SCENE.test(after)) return 0.85
  return hasSpeech(before) ? 0.5 : 0.6
}
