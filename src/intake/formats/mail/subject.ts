/**
 * Reads what the subject of a post says by the customs of lists and newsgroups.
 *
 *     "[SunS] NEW: Hollow Ground (2/7) [PG-13]"   a story, "Hollow Ground", part 2 of 7
 *     "Re: [SunS] NEW: Hollow Ground (2/7)"       an answer to it
 *     "REVISED: Hollow Ground 2/7"                another version
 *
 * The codes of alt.startrek.creative (NEW, N2U, REP, COR, REV, DRA) and of the lists after it.
 */
import { foldKey } from '../../../kernel/text.ts'
import { findPartAtEnd, type PartNumber } from '../../recognise/header/part-number.ts'

export interface PostSubject {
  readonly isReply: boolean
  /** Names a code of stories, or a part. */
  readonly saysStory: boolean
  readonly isRevision: boolean
  readonly isRepost: boolean
  /** Says that it is talk, an announcement, a search. */
  readonly saysTalk: boolean
  /** What the list put in brackets before it, without them. */
  readonly tag: string | null
  readonly title: string
  readonly part: PartNumber | null
  /** Equal for all posts of a story and the answers to them; null where nothing is left. */
  readonly threadKey: string | null
}

const REPLY = /^(?:(?:re|aw|sv|antw?|odp|r)(?:\s?[[(^]\d{1,2}[\])]?)?\s?:\s*|\(re:?\)\s*)/i
const FORWARD = /^(?:fwd?|wg|tr)\s?:\s*/i
/** "[SunS]", "[buffyfic]": but not "[PG-13]", "[1/3]", "[fic]". */
const TAG = /^\[([^\][]{1,60})\]\s*/
const STORY_CODE =
  /^[[({*]?\s*(NEW(?:\s(?:FIC|STORY|VIGNETTE|FICLET|DRABBLE|PART|CHAPTER))?|N2U|FIC(?:LET)?|FANFIC(?:TION)?|FAN FIC(?:TION)?|STORY|DRABBLE|VIGNETTE|SERIES|WIP|DRA|CHAPTER|ADULT(?: FIC)?|SLASH|XFC|UPDATE)\s*[\])}*]?\s*(?:[:!–—-]+\s*|\s+(?=\S))/i
const REVISION =
  /^[[({*]?\s*(REV(?:ISED|ISION)?|COR(?:RECTED|RECTION)?|REVISED (?:FIC|STORY)|EDITED|NEW VERSION|UPDATED VERSION)\s*[\])}*]?\s*(?:[:!–—-]+\s*|\s+(?=\S))/i
const REPOST = /^[[({*]?\s*(REP(?:OST(?:ED|ING)?)?|RESEND|RE-?POST|RESENDING)\s*[\])}*]?\s*(?:[:!–—-]+\s*|\s+(?=\S))/i
const TALK =
  /^[[({*]?\s*(OT|TAN|DISC(?:USSION)?|META|ADMIN(?:ISTRIVIA)?|MOD|NOTICE|LIST|META|POLL|CHAT|ANN(?:OUNCE(?:MENT)?)?|RECS?|REQ(?:UEST)?|QUERY|QUESTION|SEARCH|LOOKING FOR|FIC SEARCH|STORY SEARCH|SPOILERS?|EPISODE|REVIEW|INTRO(?:DUCTION)?|WELCOME|HELP|CHALLENGE|FIC REQ(?:UEST)?|FIC REC)S?\s*[\])}*]?\s*[:!–—-]/i
/** These codes are words, too: without a colon they count in capitals only. */
const IS_WORD = /[:!–—\]\-)}*]\s*$/
const LATER_REVISED = /[[(]\s*(?:revised|revision|rev\.?|corrected|new version|v\d|version \d)\s*[\])]/i
const LATER_REPOST = /[[(]\s*(?:repost(?:ed)?|resend|rep)\s*[\])]/i

export function readPostSubject(written: string): PostSubject {
  let rest = written.slice(0, 500).trim()
  const found = { isReply: false, saysStory: false, isRevision: false, isRepost: false, saysTalk: false }
  let tag: string | null = null
  for (let i = 0; i < 10; i++) {
    const step = readLead(rest)
    if (step === null) break
    rest = rest.slice(step.length).trim()
    if (step.says === 'tag') tag ??= step.word
    else if (step.says !== 'forward') found[step.says] = true
    if (step.says === 'isRevision' || step.says === 'isRepost') found.saysStory = true
  }
  found.saysTalk ||= TALK.test(rest)
  found.isRevision ||= LATER_REVISED.test(rest)
  found.isRepost ||= LATER_REPOST.test(rest)
  const bare = withoutLists(rest.replace(LATER_REVISED, ' ').replace(LATER_REPOST, ' '))
  const part = findPartAtEnd(bare)
  const before = withoutLists(part === null ? bare : bare.slice(0, part.from))
  const title = before.replaceAll(/^["“”'*_\s-]+|["“”'*_\s,:;-]+$/g, '')
  const key = foldKey(title)
  return {
    ...found,
    saysStory: (found.saysStory || part !== null) && !found.saysTalk,
    tag,
    title,
    part: part?.part ?? null,
    threadKey: key === '' ? null : key,
  }
}

interface Lead {
  readonly says: 'isReply' | 'saysStory' | 'isRevision' | 'isRepost' | 'tag' | 'forward'
  readonly length: number
  readonly word: string
}

function readLead(text: string): Lead | null {
  const reply = REPLY.exec(text)
  if (reply !== null) return { says: 'isReply', length: reply[0].length, word: '' }
  const forward = FORWARD.exec(text)
  if (forward !== null) return { says: 'forward', length: forward[0].length, word: '' }
  for (const [says, pattern] of CODES) {
    const [whole, word = ''] = pattern.exec(text.slice(0, 60)) ?? []
    if (whole !== undefined && (IS_WORD.test(whole) || word === word.toUpperCase()))
      return { says, length: whole.length, word }
  }
  const tag = TAG.exec(text)
  const inner = tag?.[1] ?? ''
  if (tag !== null && !IS_FACT.test(inner)) return { says: 'tag', length: tag[0].length, word: inner.trim() }
  return null
}

const CODES = [
  ['isRevision', REVISION],
  ['isRepost', REPOST],
  ['saysStory', STORY_CODE],
] as const
/** A rating or a part in brackets is of the story, not of the list. */
const IS_FACT =
  /^(?:(?:rated:?\s*)?(?:G|PG|PG-?13|R|NC-?17|FR\w{1,3}|\d{1,3}\s?(?:\/|of)\s?[\d?]{1,3}|(?:part|chapter)\s.{1,12}))$/i

/** Ratings, pairings and other codes in brackets, and series before the title: "VOY", "[PG-13]", "(P/T)". */
function withoutLists(text: string): string {
  let rest = text.replace(/^(?:TOS|TNG|DS9|DSN|VOY|VGR|ENT|TAS|AOS)\b[\s,/:-]*/, '')
  for (let i = 0; i < 6; i++) {
    const match = /\s*(?:[[({]([^\])}[({]{1,60})[\])}])\s*$/.exec(rest.slice(-80))
    const inner = match?.[1]
    if (match === null || inner === undefined || findPartAtEnd(` ${inner}`)?.from === 0) break
    rest = rest.slice(0, rest.length - match[0].length)
  }
  return rest.replace(/(?:\s+(?:NC-?17|PG-?13|PG|[A-Z][A-Za-z]{0,3}(?:\/[A-Z][A-Za-z]{0,3})+)[,;]?)+$/, '').trim()
}
