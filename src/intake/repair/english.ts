/** Knows English well enough to tell an apostrophe from a letter: contractions, and the commonest words. */
import { forEachWord } from '../../kernel/letters.ts'

/**
 * Contractions without their apostrophe, in which a letter in its place makes no word of any language: `sheís` for
 * `she’s`. The closed list is what makes the repair certain; names and nouns with `’s` are not in it (`país`, `lunís`).
 */
const CONTRACTIONS = new Set(
  [
    ...stems('t', 'ain aren can couldn daren didn doesn don hadn hasn haven isn mayn mightn mustn needn oughtn shan'),
    ...stems('t', 'shouldn wasn weren won wouldn'),
    ...stems('s', 'he she it that there here what who where how why when let one everyone someone anyone everybody'),
    ...stems('s', 'somebody anybody nobody nothing something everything this'),
    ...stems('d', 'i you he she it we they who that there what how where why'),
    ...stems('ll', 'i you he she it we they who that there what this how'),
    ...stems('ve', 'i you we they who could would should might must there that what how'),
    ...stems('re', 'you we they who what there how where why these those'),
    'i’m',
    'o’clock',
    'y’all',
    'd’you',
    'c’mon',
    'ma’am',
    'g’night',
    's’pose',
  ].map((word) => word.replace('’', "'")),
)

function stems(tail: string, words: string): readonly string[] {
  return words.split(' ').map((word) => `${word}’${tail}`)
}

/** Elisions of French and Italian, of which the same holds; d’a, l’a, m’a and the like are not (`día`, `mía`). */
const ELISIONS = new Set(
  (
    "c'est c'était j'ai j'avais j'aime j'étais n'est n'était n'ai n'avait n'y d'un d'une d'accord d'autres d'autre d'être " +
    "l'un l'une l'autre l'homme l'eau l'air l'histoire qu'il qu'elle qu'ils qu'elles qu'on qu'un qu'une s'il s'ils s'est " +
    "s'était m'avait l'avait t'ai m'est jusqu'à jusqu'au lorsqu'il lorsqu'elle puisqu'il quelqu'un aujourd'hui " +
    "dell'altro all'altro quell'uomo dell'uomo c'era nell'aria"
  ).split(' '),
)

/** `left` and `right` of an apostrophe, as in `doesn` and `t`. */
export function isKnownContraction(left: string, right: string): boolean {
  const word = `${left}'${right}`.toLowerCase()
  return CONTRACTIONS.has(word) || ELISIONS.has(word)
}

/** `’tis`, `’twas`: words that begin with the apostrophe. */
export function isClipped(word: string): boolean {
  return CLIPPED.has(word.toLowerCase())
}

const CLIPPED = new Set('tis twas twere twill em cause bout til'.split(' '))

/** Words that are in most English lines and in no other language; `to`, `at`, `is` and `my` are in many. */
const COMMON = new Set(
  (
    'the and of was were that this with his her she it they you your had have what there said been would could into ' +
    'them then when who from for not but out be him their are know just about how why because here back'
  ).split(' '),
)
/** `don`, `it` and others before a mark in place of an apostrophe: `donít`, `I’m`. */
const CONTRACTED = 'don didn doesn isn wasn weren aren couldn wouldn shouldn hasn haven hadn ain won'
const BEFORE_APOSTROPHE = new Set(`${CONTRACTED} can it he she that i you they we what there`.split(' '))
const BEHIND_APOSTROPHE = new Set('t s m d ll re ve'.split(' '))
/** An apostrophe that became a letter. */
const MISREAD = /[íõæ]/

/** Characters of a line that are looked at on either side. */
const REACH = 300

/** Whether the line around an offset is English. */
export function isInEnglish(text: string, at: number): boolean {
  const from = Math.max(0, at - REACH)
  const slice = text.slice(from, at + REACH)
  const start = slice.lastIndexOf('\n', at - from - 1) + 1
  const end = slice.indexOf('\n', at - from)
  return isEnglish(slice.slice(start, end === -1 ? undefined : end))
}

function isEnglish(line: string): boolean {
  let words = 0
  let common = 0
  /** Where a word would begin behind the apostrophe of the last one. */
  let tail = -1
  forEachWord(line, (from, to) => {
    words++
    // All words that count are short.
    const word = to - from > LONGEST ? '' : line.slice(from, to).toLowerCase()
    if (COMMON.has(word)) common++
    if (from === tail ? BEHIND_APOSTROPHE.has(word) : isMisreadContraction(word)) common += 2
    tail = isApostrophe(line.charAt(to)) && BEFORE_APOSTROPHE.has(word) ? to + 1 : -1
  })
  return common >= words / 8 && common >= (words > 8 ? 2 : 1)
}

/** `shouldníve` */
const LONGEST = 10

function isApostrophe(character: string): boolean {
  return character === "'" || character === '’'
}

function isMisreadContraction(word: string): boolean {
  if (!MISREAD.test(word)) return false
  const [before = '', behind = '', ...more] = word.split(MISREAD)
  return more.length === 0 && BEFORE_APOSTROPHE.has(before) && BEHIND_APOSTROPHE.has(behind)
}
