/**
 * Tells the name that somebody is called by from the pen name it stands beside.
 *
 *     Moonchild (Jane Smith)              “Jane Smith” is a real name
 *     Moonchild aka Jane Smith            so it is
 *     Moonchild (Wren Hollow)             it may be one, or a second pen name: nobody can tell
 *     Moonchild (writing as Sunchild)     nothing, nor in “Jane Smith” alone
 *
 * What a person is called is nobody's business but theirs, and a pen name that is cut in two is another's. So a name is
 * real only where the source says so, or where it has the form that only real names have: a given name and then a family
 * name, beside a pen name that is neither a part of it nor of this form itself.
 */
import { foldText } from '../../kernel/text.ts'
import { GIVEN_NAMES } from './given-names.ts'

export interface NameBeside {
  /** What the story is signed with: `text.slice(0, penTo)`. */
  readonly pen: string
  /** The name beside it. */
  readonly beside: string
  readonly isCertain: boolean
}

const IN_BRACKETS = /^([^()[\]{}]{1,60}?)\s*[([{]\s*([^()[\]{}]{3,70}?)\s*[)\]}]$/
const BEHIND =
  /^([^()[\]{}]{1,60}?)[\s,;–—-]+((?:a\.?k\.?a\.?|alias|also known as|in real life|irl|real name)\s.{3,70})$/iu
/** Words that lead to the other name, and whether they say that it is the real one. */
const LEADS =
  /^(?:(?:a\.?k\.?a\.?|alias|also known as|or)\s*[:,]?|(?:my |her |his )?(?:real name|rl name|real-life name|in real life|irl|echter name|vrai nom|nombre real|vero nome|nome real|skutečné jméno|настоящее имя)(?: is| ist| est| es)?\s*[:,]?)\s+/iu
const SAYS_REAL = /real|\birl\b|\brl\b|echter|vrai|vero|skutečné|настоящее/iu

/** `isKnown` is true for people and titles of stories: "(Harry Potter)" is what it is about. */
export function findNameBeside(text: string, isKnown: (name: string) => boolean): NameBeside | null {
  if (text.length > 140) return null
  const match = IN_BRACKETS.exec(text) ?? BEHIND.exec(text)
  if (match === null) return null
  const pen = (match[1] ?? '').trim()
  const lead = LEADS.exec(match[2] ?? '')?.[0] ?? ''
  const beside = (match[2] ?? '').slice(lead.length).trim()
  if (!/\p{L}/u.test(pen) || !FULL_NAME.test(beside) || isKnown(beside) || STANDS_FOR_NOBODY.test(beside)) return null
  if (SAYS_REAL.test(lead)) return { pen, beside, isCertain: true }
  return { pen, beside, isCertain: isRealName(beside) && !looksReal(pen) && !shareWord(pen, beside) }
}

/** Two to four words of a name, with initials and what stands before noble and Dutch ones. */
const FULL_NAME =
  /^\p{Lu}[\p{L}'’-]{1,20}(?: (?:\p{Lu}\.?|\p{Lu}[\p{L}'’-]{1,20}|van|von|der|den|de|del|di|da|dos|la|le|zu|y)){0,3} (?:O['’])?\p{Lu}[\p{L}'’-]{1,25}$/u

/** Persons of speech, what a story is (a verse, a challenge), and whose archive it is in. */
const STANDS_FOR_NOBODY =
  /^(?:mary sue|gary stu|marty stu|jane doe|john doe|joe bloggs|max mustermann|erika mustermann)$|\b(?:archives?|awards?|ballads?|challenge|chronicles|club|collection|cycle|diaries|fandom|fanfiction|fans?|fics?|fiction|groups?|home ?page|list|pov|saga|series|site|society|stories|tales|universe|verse|works?|writers?)$/iu

/** A given name and a family name, and the family name is no given name. */
export function isRealName(name: string): boolean {
  if (!FULL_NAME.test(name) || STANDS_FOR_NOBODY.test(name)) return false
  const words = foldText(name).split(' ')
  const last = words.at(-1) ?? ''
  return isGiven(words[0] ?? '') && !isGiven(last)
}

/** "Anne-Marie" is as much a given name as "Anne". */
function isGiven(word: string): boolean {
  return word.split('-').every((part) => GIVEN_NAMES.has(part))
}

/** A pen name that could as well be the name of a person: "Kate", "Kate Brown". */
function looksReal(pen: string): boolean {
  return isGiven(foldText(pen).split(' ')[0] ?? '')
}

function shareWord(one: string, other: string): boolean {
  const words = new Set(foldText(one).split(/[^\p{L}\p{N}]+/u))
  return foldText(other)
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.length > 2 && words.has(word))
}
