/**
 * Where in its canon a story is set, as its header says it.
 *
 *     Timeline: early season 6              season 6, early
 *     "Set post-Chosen."                    after s7e22 (Chosen)
 *     Spoilers: up to "Smashed"             around s6e09 (Smashed)
 *     "AU after Becoming, Part 2"           alternate universe, after s2e22 (Becoming, Part 2)
 *
 * In a setting label a point of the canon may stand alone. Elsewhere it needs a cue ("set after", "post-", "tag to"),
 * quotation marks, or the look of a title, since half the episodes ever made have everyday words for titles: "after
 * Help arrives" is no episode. Spoilers are a weak setting: the story is not set before the last thing it gives away,
 * so only the last counts, as `around` it and with less confidence.
 *
 * A label that names no point is kept as it was written. Titles are looked for in the story's own fandoms only.
 */
import type { Canon } from '../../canon/canon.ts'
import { type Run, sliceRun, sourceSpan } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { type CanonIndex, isOneWord, isOrdinary } from './canon-index.ts'
import { fold } from './lexicon.ts'
import { type Anchor, findAnchors, isQuoted } from './setting-anchors.ts'
import { placeOf, type SettingPlace, type Standing } from './setting-place.ts'
import { ALTERNATE, CUES, type Cue, PARTS, PARTS_BEHIND } from './setting-words.ts'
import { mergeFound, type Statement, type StatementRole } from './statement.ts'

export interface FoundSetting extends Found {
  /** The place as data; null where the label names none that we know. */
  readonly place: SettingPlace | null
}

/** An anchor that counts, with what the words around it say. */
export interface Mention {
  readonly anchor: Anchor
  readonly end: Anchor | null
  readonly standing: Standing
  /** Of the phrase, with its cue. */
  readonly from: number
  readonly to: number
  readonly confidence: number
}

export function findSettings(
  index: CanonIndex,
  canons: readonly Canon[],
  statements: readonly Statement[],
): readonly FoundSetting[] {
  return mergeFound(
    statements.flatMap((statement) => {
      const whole = wholeOf(statement, statements)
      // A stretch of a spoiler label is a spoiler, whoever took it for a setting.
      return whole?.role === 'spoilers' ? [] : readStatement(index, canons, statement, whole !== undefined)
    }),
  )
}

/** The statement that a setting was cut out of: a summary, a note, a spoiler label. */
function wholeOf(part: Statement, statements: readonly Statement[]): Statement | undefined {
  if (part.role !== 'setting') return undefined
  const [from, to] = sourceSpan(part.run)
  return statements.find((other) => {
    const [start, end] = sourceSpan(other.run)
    return other !== part && other.role !== 'setting' && start <= from && to <= end
  })
}

/** The points that a statement names and that count. */
export function findMentions(
  index: CanonIndex,
  canons: readonly Canon[],
  { role, run }: Statement,
): readonly Mention[] {
  if (role === 'disclaimer' || role === 'fandom') return []
  const text = run.text
  const folded = fold(text)
  const anchors = findAnchors({ role, run }, index, canons)
  const mentions: Mention[] = []
  let used = 0
  anchors.forEach((anchor, i) => {
    if (anchor.from < used) return
    const next = anchors[i + 1]
    const mention = judge(text, folded, role, anchor, next)
    if (mention === null) return
    used = mention.to
    mentions.push(mention)
  })
  return mentions
}

function readStatement(
  index: CanonIndex,
  canons: readonly Canon[],
  statement: Statement,
  isPart: boolean,
): FoundSetting[] {
  const { role, run } = statement
  const mentions = findMentions(index, canons, statement)
  if (role === 'spoilers') return latest(mentions).map((mention) => asFound(role, run, mention))
  const found = mentions.map((mention) => asFound(role, run, mention))
  if (found.length === 0 && MAY_BE_ALTERNATE.has(role)) {
    const match = ALTERNATE.exec(run.text)
    if (match !== null) found.push(alternate(sliceRun(run, match.index, match.index + match[0].length)))
  }
  if (
    role === 'setting' &&
    !(isPart && found.length > 0) &&
    leavesMuch(run.text, mentions) &&
    !NOTHING.test(run.text.trim())
  )
    found.push(asWritten(run))
  return found
}

const MAY_BE_ALTERNATE: ReadonlySet<StatementRole> = new Set(['setting', 'summary', 'notes', 'keywords', 'title'])
const NOTHING = /^(?:none|n\/?a|no|any(?:time)?|unknown|-+|\?+|)\.?$/i

function alternate(run: Run): FoundSetting {
  const value = 'alternate universe'
  return { value, asWritten: run.text, evidence: [run], rule: 'alternate-universe', confidence: 0.8, place: null }
}

function asWritten(run: Run): FoundSetting {
  const words = run.text.trim()
  return { value: words, asWritten: words, evidence: [run], rule: 'setting-label', confidence: 0.8, place: null }
}

/** Do the phrases that were understood cover less than half of the label? */
function leavesMuch(text: string, mentions: readonly Mention[]): boolean {
  const covered = mentions.reduce((sum, { from, to }) => sum + to - from, 0)
  return covered * 2 < text.trim().length
}

function asFound(role: StatementRole, run: Run, mention: Mention): FoundSetting {
  const { anchor, end, standing, confidence } = mention
  const [from, to] = role === 'spoilers' ? [anchor.from, anchor.to] : [mention.from, mention.to]
  const evidence = sliceRun(run, from, closed(run.text, from, to))
  const { value, place } = placeOf(anchor.stretch, standing, end?.stretch ?? null)
  const rule = role === 'spoilers' ? 'spoilers' : role === 'setting' ? 'setting-label' : 'setting-phrase'
  return { value, asWritten: evidence.text, evidence: [evidence], rule, confidence, place }
}

/** With the quotation mark that closes one inside: `tag to "Angel"`. */
function closed(text: string, from: number, to: number): number {
  const phrase = text.slice(from, to)
  const opens = ['"', '“', '«', '„'].some((mark) => phrase.split(mark).length % 2 === 0)
  const isOpen = opens && !/["”“»]$/.test(phrase)
  return isOpen && /^["”“»]/.test(text.slice(to, to + 1)) ? to + 1 : to
}

/** Of the things a story gives away, the last in the canon's time, or the last named where there is no canon. */
function latest(mentions: readonly Mention[]): readonly Mention[] {
  const rank = ({ anchor }: Mention): number => {
    const { canon, to } = anchor.stretch
    return canon === null ? (to.season ?? 0) * 100 + (to.episode ?? 0) : canon.points.indexOf(to)
  }
  const best = mentions.reduce<Mention | undefined>(
    (last, each) => (last === undefined || rank(each) >= rank(last) ? each : last),
    undefined,
  )
  return best === undefined ? [] : [best]
}

function judge(
  text: string,
  folded: string,
  role: StatementRole,
  anchor: Anchor,
  next: Anchor | undefined,
): Mention | null {
  const around = wordsAround(folded, anchor)
  const confidence = confidenceOf(text, role, anchor, around.cue)
  if (confidence === null) return null
  const isAlternate = ALTERNATE.test(sentenceAround(text, anchor))
  const isBetween = around.cue?.relation === 'between'
  const end = isBetween && next !== undefined && JOINS.test(folded.slice(anchor.to, next.from)) ? next : null
  const relation = relationOf(role, anchor, around.cue, end)
  const standing: Standing = { relation, part: around.part, isAlternate }
  return { anchor, end, standing, from: around.from, to: end?.to ?? around.to, confidence }
}

/** What stands between the two ends of "between X and Y". */
const JOINS = /^["'»”’)]{0,2} (?:and|&|und|et|y) (?:the |before |after )?(?:season |episode )?["'«„“‘(]{0,2}$/

function relationOf(role: StatementRole, anchor: Anchor, cue: Cue | null, end: Anchor | null): Standing['relation'] {
  if (end !== null) return 'between'
  if (cue?.relation === 'between') return anchor.stretch.from.key === anchor.stretch.to.key ? 'during' : 'between'
  if (cue === null || (cue.relation === 'during' && role === 'spoilers'))
    return role === 'spoilers' ? 'around' : 'during'
  return cue.relation
}

interface Around {
  readonly cue: Cue | null
  readonly part: Standing['part']
  readonly from: number
  readonly to: number
}

const CUE_MAX = 80

/** The cue and the part before an anchor ("set in late "), and the part behind it (", early"). */
function wordsAround(folded: string, anchor: Anchor): Around {
  const start = Math.max(0, anchor.from - CUE_MAX)
  let before = unquote(folded.slice(start, anchor.from))
  let part: Standing['part'] = null
  if (anchor.by === 'season') {
    for (const [name, words] of PARTS) {
      const match = words.exec(before)
      if (match === null) continue
      part = name
      before = before.slice(0, match.index)
      break
    }
  }
  const from = start + before.length
  const behind =
    anchor.by === 'season' && part === null ? PARTS_BEHIND.exec(folded.slice(anchor.to, anchor.to + 20)) : null
  const to = behind === null ? anchor.to : anchor.to + behind[0].length
  if (behind !== null) part = PART_OF_WORD[behind[1] ?? ''] ?? null
  const isEvent = anchor.by === 'event'
  for (const cue of isEvent ? CUES.filter(({ strong, relation }) => strong || relation !== 'during') : CUES) {
    const match = cue.before.exec(before)
    if (match !== null) return { cue, part, from: cue.bare ? from : start + match.index + leadOf(match[0]), to }
  }
  return { cue: null, part, from: part === null ? anchor.from : from, to }
}

const PART_OF_WORD: Readonly<Record<string, 'early' | 'mid' | 'late'>> = {
  early: 'early',
  premiere: 'early',
  opener: 'early',
  mid: 'mid',
  middle: 'mid',
  late: 'late',
  finale: 'late',
}

/** Every kind of quotation mark as the plain one, for the cues. */
function unquote(text: string): string {
  return text.replaceAll(/[“”„«»]/g, '"').replaceAll(/[‘’]/g, "'")
}

/** The character before a cue that its pattern needs to begin a word. */
function leadOf(match: string): number {
  return /^\p{L}/u.test(match) ? 0 : 1
}

function sentenceAround(text: string, { from, to }: Anchor): string {
  const before = text.slice(Math.max(0, from - 200), from)
  const behind = text.slice(to, to + 100)
  const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n'))
  const end = behind.search(/[.!?](?:\s|$)|\n/)
  return before.slice(start + 1) + text.slice(from, to) + (end < 0 ? behind : behind.slice(0, end))
}

/** How sure it is that an anchor speaks of the story's setting; null when it does not. */
function confidenceOf(text: string, role: StatementRole, anchor: Anchor, cue: Cue | null): number | null {
  if (role === 'spoilers') return labelled(text, anchor, cue) ? 0.6 : null
  if (role === 'setting') return labelled(text, anchor, cue) ? 0.95 : null
  const isAside = role === 'title' || role === 'heading' || role === 'pov'
  const base = cue?.relation === 'around' ? 0.6 : 0.9
  switch (anchor.by) {
    case 'season':
    case 'code':
    case 'event':
    case 'year':
      return isAside && cue?.strong !== true && anchor.by !== 'event' ? null : base
    case 'ends':
      return base
    case 'loose-code':
      return cue?.strong === true ? base : null
    case 'bare-year':
      return null
    case 'title':
      return titled(text, anchor, cue, isAside)
  }
}

/** In a label a point may stand alone; in one that is a whole sentence a title must still look like one. */
function labelled(text: string, anchor: Anchor, cue: Cue | null): boolean {
  if (anchor.by !== 'title' || cue?.strong === true || isQuoted(text, anchor)) return true
  return hasCapital(text, anchor) || text.length <= 60
}

function titled(text: string, anchor: Anchor, cue: Cue | null, isAside: boolean): number | null {
  const isPerson = namesPerson(anchor)
  if (cue?.strong === true) {
    // "post-grave" needs no capital; "set after Angel left" is about the man.
    const isSaid = cue.relation === 'before' || cue.relation === 'after' ? !isPerson || isQuoted(text, anchor) : true
    const looksRight = hasCapital(text, anchor) || isQuoted(text, anchor) || isHyphened(text, anchor)
    return isSaid && looksRight ? (cue.relation === 'around' ? 0.6 : 0.9) : null
  }
  if (isAside) return null
  if (isQuoted(text, anchor)) return isPerson && cue === null ? null : 0.75
  if (!hasCapital(text, anchor)) return null
  if (isShort(anchor.text)) return text.slice(anchor.from, anchor.to) === anchor.text ? 0.7 : null
  const isLong = anchor.text.split(/\s+/).length > 2
  if (cue !== null && !isPerson) {
    if (!isOneWord(withoutArticle(anchor.text))) return 0.7
    return cue.relation !== 'during' && endsPhrase(text, anchor) ? 0.7 : null
  }
  return isLong ? 0.6 : null
}

function withoutArticle(title: string): string {
  return title.replace(/^(?:the|an?) /i, '')
}

/** Does the sentence pause behind the title? "After Home burns" is about a home, "after Home, but" about an episode. */
function endsPhrase(text: string, { to }: Anchor): boolean {
  return /^(?:[^\p{L}\p{N}\s]|\s*$|\n|\s(?:and|but|or|und|aber|et|mais|y|pero)\s)/u.test(text.slice(to, to + 8))
}

/** "OMWF", "CWDP": initials, which nobody writes for anything else. */
function isShort(alias: string): boolean {
  return /^\p{Lu}[\p{L}\d&]{2,6}$/u.test(alias) && /\p{Lu}.*\p{Lu}/u.test(alias)
}

/** Has the first word of the title a capital here, and every longer one? */
function hasCapital(text: string, { from, to }: Anchor): boolean {
  const words = text.slice(from, to).split(/[^\p{L}\p{N}'’]+/u)
  const long = words.filter((word) => word.length > 3 || words.length < 3)
  return [words[0] ?? '', ...long].every((word) => !/^\p{Ll}/u.test(word))
}

function isHyphened(text: string, { from }: Anchor): boolean {
  return text[from - 1] === '-'
}

/** Is the title also the name of one of the canon's people ("Angel", "Faith, Hope & Trick" is not)? */
function namesPerson(anchor: Anchor): boolean {
  const title = fold(anchor.text)
  const people = anchor.stretch.canon?.characters ?? []
  return (
    (isOneWord(title) && isOrdinary(title)) ||
    people.some((who) => [who.name, ...who.aliases].some((name) => fold(name) === title))
  )
}
