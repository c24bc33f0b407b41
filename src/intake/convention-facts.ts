/**
 * Says by which convention a source was read, and whether its emphasis and breaks came through: as many in the story as
 * were found in the text, or a finding that says the difference.
 */
import type { Block, Inline } from '../document/tree.ts'
import { countEmphasis } from './build/index.ts'
import type { AppliedConvention } from './conventions/index.ts'
import type { Manuscript } from './read/manuscript.ts'
import type { ConventionFact, Reading, Suggestion } from './reading.ts'
import type { LineRole, Structure } from './recognise/structure.ts'

export function conventionFact(
  { convention, by, evidence }: AppliedConvention,
  manuscript: Manuscript,
): ConventionFact {
  const marks = (manuscript.layout.marks ?? []).map((count) => {
    const meaning = [...convention.marks].find(([marker]) => marker === count.marker)?.[1] ?? null
    return { mark: count.marker, meaning, pairs: count.pairs, unpaired: count.unpaired }
  })
  return { key: convention.key, name: convention.name, by, evidence, marks }
}

/** What does not fit the convention, and what the site is known to have taken out. */
export function conventionSuggestions(
  { convention }: AppliedConvention,
  { marks, name }: ConventionFact,
  { lines, layout }: Manuscript,
): readonly Suggestion[] {
  const found: Suggestion[] = []
  for (const { mark, meaning, pairs, unpaired } of marks) {
    if (meaning === null || meaning === 'nothing' || unpaired === 0) continue
    const all = pairs + unpaired
    const why = `At ${name} “${mark}” is ${meaning}; ${pairs} of ${all} pairs close inside a paragraph, the others stay as they are.`
    found.push(ofWhole('lost-italics', why, 0.5))
  }
  const { tookOut } = convention
  // A text that still has one of them did not go through the site, and what has markup was saved from it with that.
  const isWithout =
    !layout.emphasis.includes('markup') && !lines.some(({ run }) => tookOut.some((sign) => run.text.includes(sign)))
  if (tookOut.length > 0 && isWithout) {
    const signs = tookOut.map((sign) => `“${sign}”`).join(', ')
    found.push(ofWhole('lost-break', `${name} took ${signs} out of stories; breaks and stress may be missing.`, 0.5))
  }
  return found
}

const STORY: ReadonlySet<LineRole> = new Set<LineRole>(['story', 'salutation', 'signature'])

/** The difference between what was found in the lines of the story and what the story holds; mostly there is none. */
export function countSuggestions(
  manuscript: Manuscript,
  structure: Structure,
  chapters: Reading['chapters'],
): readonly Suggestion[] {
  const found: Suggestion[] = []
  const before = { emphasis: emphasisOfLines(manuscript, structure), breaks: breaksOfLines(structure) }
  const after = { emphasis: countEmphasis(chapters), breaks: breaksOfStory(chapters) }
  if (after.emphasis < before.emphasis) {
    const why = `${before.emphasis} stretches of emphasis were found and ${after.emphasis} are in the story.`
    found.push(ofWhole('count-differs', why, 1))
  }
  if (after.breaks < before.breaks) {
    const why = `${before.breaks} breaks between scenes were found and ${after.breaks} are in the story.`
    found.push(ofWhole('count-differs', why, 1))
  }
  return found
}

/** Breaks with story before and behind them in one chapter; several in a row are one. */
function breaksOfLines({ chapters, roles }: Structure): number {
  let count = 0
  for (const { first, last } of chapters) {
    let [hasStory, isBroken] = [false, false]
    for (let i = first; i <= last; i++) {
      const role = roles[i] ?? 'blank'
      if (role === 'break') isBroken = hasStory
      if (!STORY.has(role)) continue
      if (isBroken) count++
      hasStory = true
      isBroken = false
    }
  }
  return count
}

function breaksOfStory(chapters: Reading['chapters']): number {
  let count = 0
  const ahead: (Block | Inline)[] = chapters.flatMap(({ blocks }) => [...blocks])
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (typeof node === 'string') continue
    if (node.kind === 'hr') count++
    else if ('children' in node) for (const child of node.children) ahead.push(child)
  }
  return count
}

/** Stretches of emphasis in the paragraphs of the story; one inside another counts with it. */
function emphasisOfLines({ paragraphs }: Manuscript, { roles }: Structure): number {
  let count = 0
  for (const { first, marks } of paragraphs) {
    if (!STORY.has(roles[first] ?? 'blank')) continue
    let end = -1
    for (const mark of marks.filter(({ kind }) => EMPHASIS.has(kind)).toSorted((a, b) => a.from - b.from)) {
      if (mark.from >= end) count++
      end = Math.max(end, mark.to)
    }
  }
  return count
}

const EMPHASIS: ReadonlySet<string> = new Set(['em', 'strong', 'i', 'b', 'u'])

function ofWhole(code: Suggestion['code'], why: string, confidence: number): Suggestion {
  return {
    code,
    line: null,
    column: null,
    field: null,
    value: null,
    before: null,
    after: null,
    confidence,
    why,
    lines: [],
  }
}
