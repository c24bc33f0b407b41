/**
 * Cuts a chapter into stretches: story without a break, label, date or letter inside, each with what stands before it.
 * What kind of section a stretch is, `sections.ts` decides.
 */
import type { Body } from './body.ts'
import type { Region } from './closing.ts'
import type { FoundDate } from './find-dates.ts'
import type { FoundLabel } from './find-labels.ts'
import type { FoundLetter } from './find-letters.ts'

type Edge = 'chapter' | 'break' | 'label' | 'date' | 'letter' | 'change'

export interface Stretch {
  readonly first: number
  readonly last: number
  /** The label in force, and whether it stands directly above. */
  readonly label: FoundLabel | null
  readonly isLabelFresh: boolean
  /** The date in force, and whether it stands directly above. */
  readonly date: FoundDate | null
  readonly isDateFresh: boolean
  readonly letter: FoundLetter | null
  readonly before: Edge
  readonly after: Edge
}

/** What was found in the story, by line. */
export interface Landmarks {
  readonly labels: ReadonlyMap<number, FoundLabel>
  readonly dates: ReadonlyMap<number, FoundDate>
  /** By the first line of each. */
  readonly letters: ReadonlyMap<number, FoundLetter>
  readonly isBreak: (index: number) => boolean
  readonly isStory: (index: number) => boolean
}

interface Open {
  first: number
  last: number
}

/** `heading` is the label that the heading of the chapter gives. */
export function cutStretches(
  body: Body,
  region: Region,
  landmarks: Landmarks,
  heading: FoundLabel | null = null,
): Stretch[] {
  const stretches: Stretch[] = []
  let [label, date]: [FoundLabel | null, FoundDate | null] = [heading, null]
  let [isLabelFresh, isDateFresh] = [heading !== null, false]
  let before: Edge = 'chapter'
  let open: Open | null = null

  const close = (after: Edge): void => {
    if (open !== null) {
      stretches.push({ ...open, label, isLabelFresh, date, isDateFresh, letter: null, before, after })
      isLabelFresh = false
      isDateFresh = false
    }
    open = null
    before = after
  }

  for (let i = region.first; i <= region.last; i++) {
    const letter = landmarks.letters.get(i)
    if (letter !== undefined) {
      close('letter')
      const isDated = isDateFresh
      stretches.push({
        first: i,
        last: letter.last,
        label,
        isLabelFresh,
        date: isDated ? date : null,
        isDateFresh,
        letter,
        before,
        after: 'letter',
      })
      // A date above a letter is the letter's.
      if (isDated) date = null
      isLabelFresh = false
      isDateFresh = false
      i = letter.last
    } else if (landmarks.labels.has(i)) {
      close('label')
      label = landmarks.labels.get(i) ?? null
      date = null
      isLabelFresh = true
      isDateFresh = false
    } else if (landmarks.dates.has(i)) {
      close('date')
      const next = landmarks.dates.get(i) ?? null
      date = isDateFresh ? joinDates(date, next) : next
      isDateFresh = true
      if (next?.isSalutation === true) open = { first: i, last: i }
    } else if (landmarks.isBreak(i)) close('break')
    else if (landmarks.isStory(i) && body.lines[i]?.isBlank === false) {
      if (open === null) open = { first: i, last: i }
      else open.last = i
    }
  }
  close('chapter')
  return stretches
}

/** "Dear Diary," below a date opens the entry of that date. */
function joinDates(above: FoundDate | null, below: FoundDate | null): FoundDate | null {
  if (above === null || below?.isSalutation !== true || below.date !== null) return below
  return { ...above, isDiary: true }
}
