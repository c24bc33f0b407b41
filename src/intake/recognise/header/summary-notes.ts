/**
 * Find what a summary or a note also says: words to the readers, when the story is set, who read it before us.
 *
 *     "Takes place in season 6. … Just the dates I wrote the chapter. Hope you like.."
 *     setting "Takes place in season 6." · notes "… Just the dates I wrote the chapter." and "Hope you like.."
 *
 * The summary itself stays whole, as written: a sentence may be both.
 */
import { type Run, sliceRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { sentencesOf } from './cues.ts'

type Kind = 'dates' | 'greeting' | 'remark'

/** What authors say to readers inside a summary, by what it is about; neighbours of one kind are one note. */
const REMARKS: readonly (readonly [Kind, RegExp])[] = [
  [
    'dates',
    /\bdates?\b.{0,60}\b(?:i wrote|written|meaningful|mean nothing|not important|ignore)\b|\bignore the dates\b|\bwhen i wrote\b/i,
  ],
  [
    'greeting',
    /\b(?:hope (?:that )?(?:you|u|y'?all|everyone)|enjoy\b(?:[!.]|\s*$|.{0,15}$)|let me know|tell me what you)/i,
  ],
  [
    'remark',
    /\b(?:please|pls|plz) (?:please )?(?:r ?& ?r|review|rate|comment|leave|be (?:nice|kind|gentle))|\bR ?(?:&|and|\/) ?R\b|\bread (?:and|&) review\b|\breviews? (?:please|welcome|appreciated)\b|\bno flames\b|\bflames? (?:will|are|welcome)/i,
  ],
  [
    'remark',
    /\b(?:my|is a) (?:very )?(?:first|second|1st) (?:ever )?(?:fan ?fic(?:tion)?|fic|attempt|story|songfic)\b|\bi suck at summaries\b|\b(?:bad|lame|crappy) (?:at )?summar/i,
  ],
  [
    'remark',
    /\b(?:feedback|constructive criticism)\b|\bmore (?:chapters|parts) (?:to come|soon)\b|\b(?:sorry|apologies) (?:for|about)\b|\bi (?:decided|wanted|had) to (?:write|post)\b/i,
  ],
  [
    'remark',
    /\bi know (?:that )?(?:the|my) (?:dates?|timeline|canon|spelling|grammar|title|summary|english)\b|\bbear with me\b|\bi(?:'m| am|'ll be) (?:posting|updating|still writing (?:this|it|the)|working on (?:this|the next|part|chapter))\b|\bmy (?:english|spelling|grammar) is\b/i,
  ],
  [
    'remark',
    /\bSchreibt mir\b|\b(?:Reviews?|Kommentare) (?:sind )?(?:erwünscht|willkommen)|\blaissez .{0,20}reviews?|\bdejen reviews?|\bviel Spaß\b/i,
  ],
]

export interface Remark {
  readonly kind: Kind
  readonly run: Run
}

/** The stretches of a summary that speak to the readers. */
export function remarksIn(summary: Run): Remark[] {
  const remarks: { kind: Kind; from: number; to: number }[] = []
  let previousEnd = -1
  for (const sentence of sentencesOf(summary.text)) {
    const kind = REMARKS.find(([, cue]) => cue.test(sentence.text.slice(0, 500)))?.[0]
    const last = remarks.at(-1)
    if (kind === undefined) continue
    if (
      last !== undefined &&
      last.kind === kind &&
      last.to === previousEnd &&
      !/[\p{L}\p{N}]/u.test(summary.text.slice(last.to, sentence.from))
    ) {
      last.to = sentence.to
    } else {
      remarks.push({ kind, from: sentence.from, to: sentence.to })
    }
    previousEnd = sentence.to
  }
  return remarks.map(({ kind, from, to }) => ({ kind, run: sliceRun(summary, from, to) }))
}

/** Does a text say that its dates are the days on which it was written? */
export function saysDatesAreOfWriting(run: Run): Found | null {
  for (const { kind, run: remark } of remarksIn(run)) {
    if (kind !== 'dates' || !/\b(?:i wrote|when i wrote|was written|were written)\b/i.test(remark.text)) continue
    return { value: 'written', asWritten: remark.text, evidence: [remark], rule: 'dates-of-writing', confidence: 0.9 }
  }
  return null
}

/** "Takes place in season 6", "Set during …", "Post-Chosen", "follows directly after …" */
const SETTING =
  /\b(?:takes? place|is set|set (?:in|during|after|before|between|right|sometime|shortly|at|post|pre|early|late|immediately|two|three|a few|\d)|spoilers? (?:for|up to|through)|post-(?=[\p{Lu}\d])|(?:early|mid|late)[- ]season|season (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)|S\d{1,2}\b|spielt (?:in|nach|vor|während|zwischen)|se (?:passe|sitúa|desarrolla)|ambientat[ao])/iu

/** "Set in the same universe as my last one": no time of the canon. */
const IN_SERIES = /\bset in (?:the|this|that|my|an?) (?:same |shared |own )?(?:universe|series|verse|world|arc)\b/i

/** The sentences of a text that say when the story is set. */
export function settingsIn(run: Run): Run[] {
  return sentencesOf(run.text)
    .filter(({ text }) => SETTING.test(text.slice(0, 500)) && !IN_SERIES.test(text.slice(0, 500)))
    .map((sentence) => sliceRun(run, sentence.from, sentence.to))
}

const NAME = '\\p{Lu}[\\p{L}\\d_-]{0,30}(?:\\s\\p{Lu}[\\p{L}\\d_-]{0,30}){0,2}'
const NAMES = `(${NAME}(?:(?:,\\s*(?:and\\s+)?|\\s+(?:and|&)\\s+)${NAME}){0,5})`

/** "Thanks to Jo for the beta", "my betas, Ann and Wil", "beta'd by Jo" */
const BETA: readonly RegExp[] = [
  new RegExp(`[Tt]han(?:ks|x)(?: you)? to ${NAMES} for (?:the |her |his |their |a |doing )?(?:\\p{L}+ ){0,2}beta`, 'u'),
  new RegExp(`\\b[Bb]eta(?:s|['’]?d|ed|-?read(?:er)?s?|-?readers?)?(?:,| by| was| is| to| -|:)? ${NAMES}`, 'u'),
]

/** The names of those who read the story before it was posted. */
export function betasIn(run: Run): Run[] {
  for (const pattern of BETA) {
    const match = pattern.exec(run.text.slice(0, 2000))
    if (match === null || match[1] === undefined) continue
    const start = match.index + match[0].lastIndexOf(match[1])
    const names = [...match[1].matchAll(new RegExp(NAME, 'gu'))]
    return names.map((name) => sliceRun(run, start + name.index, start + name.index + name[0].length))
  }
  return []
}
