/**
 * Makes the sections of a chapter from its stretches.
 *
 * - `pov` under a label, again after a letter inside it, and after a break for as long as nothing speaks against it;
 * - `diary` below a date when an "I" tells what follows or the line itself says so; else the date dates a `scene`;
 * - `letter` from salutation to signature;
 * - `narration` where the narrator or the person changes without a label, and around letters;
 * - `scene` for every other stretch between marked breaks; a chapter without any is one scene.
 */
import type { Person } from '../../reading.ts'
import type { FoundSection } from '../structure.ts'
import type { Body } from './body.ts'
import { findNarratorChanges, isNarratorNamed, type NarratorChange } from './narrator-change.ts'
import { personOf } from './person.ts'
import type { Stretch } from './stretches.ts'
import type { Voice } from './voice.ts'

export interface SectionHelp {
  readonly voices: readonly Voice[]
  readonly language: string | null
  /** Who tells the story, when its header says so. */
  readonly narrator: string | null
  /** Whose point of view all of it takes by a label of the header, be it told as "he" or "she". */
  readonly pointOfView: string | null
  readonly canonical: (name: string) => string | null
}

export interface Sections {
  readonly sections: readonly FoundSection[]
  /** Changes of narrator that are only suspected, with the name that was found. */
  readonly suspected: readonly NarratorChange[]
}

interface Told extends Stretch {
  readonly person: Person | null
  /** Why it is told by another than the label says, or than its neighbours. */
  readonly change: NarratorChange['rule'] | null
}

export function makeSections(body: Body, stretches: readonly Stretch[], help: SectionHelp): Sections {
  const suspected: NarratorChange[] = []
  const told = stretches.flatMap((stretch) => splitAtChanges(body, stretch, help, suspected))
  const diaries = diaryDates(told)
  const sections = told.map((stretch, i) => sectionOf(stretch, told[i - 1], told[i + 1], diaries, help))
  return { sections, suspected }
}

function splitAtChanges(body: Body, stretch: Stretch, help: SectionHelp, suspected: NarratorChange[]): Told[] {
  const changes = findNarratorChanges(body, stretch, help.voices, help.language)
  suspected.push(...changes.filter((change) => !change.isCertain))
  const cuts = changes.filter((change) => change.isCertain)
  const told: Told[] = []
  let rest = stretch
  let change: Told['change'] = null
  for (const cut of cuts) {
    const paragraph = body.manuscript.paragraphs[cut.paragraph]
    const above = body.manuscript.paragraphs[cut.paragraph - 1]
    if (paragraph === undefined || above === undefined) continue
    told.push(toldIn(body, { ...rest, last: above.last, after: 'change' }, help, change))
    rest = {
      ...rest,
      first: paragraph.first,
      before: 'change',
      label: null,
      isLabelFresh: false,
      date: null,
      isDateFresh: false,
    }
    change = cut.rule
  }
  told.push(toldIn(body, rest, help, change))
  return told
}

function toldIn(body: Body, stretch: Stretch, help: SectionHelp, change: Told['change']): Told {
  const first = body.paragraphOf[stretch.first] ?? -1
  const last = body.paragraphOf[stretch.last] ?? -1
  const voices = first < 0 ? [] : help.voices.slice(first, last + 1)
  const person = personOf(voices, help.language)
  if (change !== null || stretch.label === null || stretch.isLabelFresh || stretch.letter !== null)
    return { ...stretch, person, change }
  // After a break the label may not hold any longer: its narrator is spoken of.
  const isOther = stretch.before === 'break' && person === 'first' && isNarratorNamed(body, stretch)
  return isOther ? { ...stretch, label: null, person, change: 'narrator-named' } : { ...stretch, person, change: null }
}

/**
 * Dates below which somebody writes as "I", or that say themselves that they are a diary's. In a diary an entry about
 * others is an entry too.
 */
function diaryDates(told: readonly Told[]): Set<number> {
  const diaries = new Set<number>()
  const others: number[] = []
  for (const { date, isDateFresh, letter, person } of told) {
    if (date === null || letter !== null || !isDateFresh) continue
    if (date.isDiary || person === 'first' || person === null) diaries.add(date.line)
    else others.push(date.line)
  }
  if (diaries.size > 1 && diaries.size > others.length) for (const line of others) diaries.add(line)
  return diaries
}

function sectionOf(
  stretch: Told,
  above: Told | undefined,
  below: Told | undefined,
  diaries: ReadonlySet<number>,
  help: SectionHelp,
): FoundSection {
  const { first, last, person, letter, label, date } = stretch
  const base = { label: null, labelLine: null, who: null, date: null, to: null, from: null, person, first, last }
  if (letter !== null) {
    const who = letter.from === null ? null : (help.canonical(letter.from) ?? letter.from)
    const { to, from, rule, confidence } = letter
    return { ...base, kind: 'letter', who, date: date?.date ?? null, to, from, rule, confidence }
  }
  if (label !== null && holds(stretch, above)) {
    const labelLine = stretch.isLabelFresh && label.rule !== 'pov-in-heading' ? label.line : null
    const pov = {
      ...base,
      kind: 'pov',
      label: label.label,
      labelLine,
      who: label.who,
      date: date?.date ?? null,
    } as const
    if (stretch.isLabelFresh || stretch.before === 'date')
      return { ...pov, rule: label.rule, confidence: label.confidence }
    const isAfterLetter = stretch.before === 'letter'
    return {
      ...pov,
      rule: isAfterLetter ? 'pov-continues' : 'pov-continues-after-break',
      confidence: isAfterLetter ? 0.95 : 0.7,
    }
  }
  const narrator = help.pointOfView ?? (person === 'third' ? null : help.narrator)
  if (date !== null && label === null) {
    const dated = datedSection(stretch, diaries, base, narrator)
    if (dated !== null) return dated
  }
  return { ...base, who: label === null ? narrator : null, ...undated(stretch, above, below) }
}

/** Does a label still hold? Not when its narrator's person is gone. */
function holds(stretch: Told, above: Told | undefined): boolean {
  if (stretch.isLabelFresh || stretch.before === 'date') return true
  const before = above?.letter === null ? above.person : null
  return before === null || stretch.person === null || stretch.person === before || stretch.before === 'letter'
}

type Base = Omit<FoundSection, 'kind' | 'rule' | 'confidence'>

function datedSection(
  stretch: Told,
  diaries: ReadonlySet<number>,
  base: Base,
  narrator: string | null,
): FoundSection | null {
  const { date, isDateFresh, person } = stretch
  if (date === null) return null
  // "Dear Diary," is the first line of its entry, not a label above it.
  const label = date.isSalutation ? null : date.label
  const labelled = { ...base, label, labelLine: isDateFresh && label !== null ? date.line : null, date: date.date }
  if (!diaries.has(date.line)) {
    return isDateFresh ? { ...labelled, kind: 'scene', rule: 'dated-scene', confidence: 0.85 } : null
  }
  if (!isDateFresh && person === 'third') return null
  const who = date.owner ?? narrator
  const rule = isDateFresh ? 'diary-date' : 'diary-continues'
  return {
    ...labelled,
    kind: 'diary',
    who,
    rule,
    confidence: !isDateFresh ? 0.7 : date.isDiary ? 0.97 : date.isWeak ? 0.8 : 0.93,
  }
}

function undated(
  stretch: Told,
  above: Told | undefined,
  below: Told | undefined,
): Pick<FoundSection, 'kind' | 'rule' | 'confidence'> {
  if (stretch.change !== null) {
    return { kind: 'narration', rule: stretch.change, confidence: stretch.change === 'person-changes' ? 0.85 : 0.7 }
  }
  const touches = [stretch.before, stretch.after]
  const isAboveLetter = stretch.after === 'date' && below !== undefined && below.letter !== null
  if (touches.includes('letter') || isAboveLetter)
    return { kind: 'narration', rule: 'around-a-letter', confidence: 0.9 }
  if (touches.includes('change')) return { kind: 'narration', rule: 'before-a-change', confidence: 0.85 }
  if (touches.includes('label') || stretch.before === 'date' || stretch.label !== null) {
    return { kind: 'narration', rule: 'outside-the-labels', confidence: 0.85 }
  }
  const others = [above, below]
    .filter((each) => each !== undefined && each.letter === null)
    .map((each) => each?.person ?? null)
  if (stretch.person !== null && others.some((other) => other !== null && other !== stretch.person)) {
    return { kind: 'narration', rule: 'person-changes', confidence: 0.85 }
  }
  const isWhole = stretch.before === 'chapter' && stretch.after === 'chapter'
  return { kind: 'scene', rule: isWhole ? 'whole-chapter' : 'between-breaks', confidence: 0.9 }
}
