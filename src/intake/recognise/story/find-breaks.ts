/**
 * Finds marked breaks: lines made of signs, of the letters o and x, and rules of the markup.
 *
 *     * * *      ~*~*~      oOo      -xXx-      [scene]      ________      <hr>
 *
 * `rule` is a drawn line (markup, or three and more of - _ = unspaced), `symbol` everything else. Deliberately not
 * breaks: an ellipsis, the line under a heading, the borders of a table, kisses below a letter, and decorated words
 * ("~ later ~"). Whether a break stands between two stretches of story, `story.ts` decides.
 */
import type { FoundBreak } from '../structure.ts'
import { type Body, type BodyLine, isSetOff, isSetOffBefore } from './body.ts'

const LONGEST = 80
const SIGNS = new Set('-=*_@#~+•·°^/\\<>|%&$:§¤×†‡«»○●◇◆□■☆★♥♡♦♣♠※＊＃～―─━–—‡♪♫✿❀❤✦✧⁂☼☽≈∞¨\'`".,…｡')
/** Signs that also write something: alone they are an ellipsis or a slip, not a break. */
const PUNCTUATION = new Set('.,…:\'"`')
/** Faces, which people leave on a line of their own too. */
const FACES = new Set([
  ':/',
  ':\\',
  '^^',
  '^_^',
  '^-^',
  '^.^',
  '>_<',
  '>.<',
  '-_-',
  '=_=',
  ':$',
  ':*',
  ':-*',
  ':-/',
  '<\\',
  '-.-',
  '~_~',
  '*_*',
  '@_@',
])
const LINE_SIGNS = new Set('-_=─━—–―')

/** oOo, xXx, 0o0, o0o0o, ooo: one letter and its look-alikes, three times or more. */
const ROUND_LETTERS = /^(?:[oO0]{3,40}|[xX]{3,40}|(?:[xX][oO]){2,20}[xX]?|(?:[oO][xX]){2,20}[oO]?)$/
const NAMED =
  /^[[(<{*~-]{1,3}\s?(?:scene(?: ?break)?|break|scene change|linebreak|line break|page ?break|hr|time ?skip|pausa|szenenwechsel)\s?[\])>}*~-]{1,3}$/i

export interface MarkedLine extends FoundBreak {
  /** It is drawn directly below a short line: an underline, if that line is a heading or title. */
  readonly isUnderline: boolean
}

export function findBreaks(body: Body): MarkedLine[] {
  return body.lines.flatMap((line) => {
    const kind = line.isTaken || (line.isBlank && line.source.kind !== 'rule') ? null : breakKind(body, line)
    return kind === null
      ? []
      : [
          {
            line: line.index,
            marker: line.text === '' ? '<hr>' : line.text,
            kind,
            isUnderline: isUnderline(body, line),
          },
        ]
  })
}

function breakKind(body: Body, line: BodyLine): FoundBreak['kind'] | null {
  if (line.source.kind === 'rule') return 'rule'
  const { text } = line
  if (text.length > LONGEST || (!line.isAlone && !isBesideText(body, line))) return null
  if (/^<\/?hr\s*\/?>$/i.test(text)) return 'rule'
  if (NAMED.test(text)) return 'symbol'
  const bare = withoutSpaces(text)
  if (isDrawnLine(bare)) return isTableBorder(body, line) ? null : 'rule'
  if (!isMadeOfSigns(bare) && !isMadeOfLetters(body, line, bare)) return null
  return isTableBorder(body, line) || isSignatureDashes(body, line) ? null : 'symbol'
}

/** In a paragraph with others, a line of signs is still a break: nobody writes three stars inside a sentence. */
function isBesideText(body: Body, line: BodyLine): boolean {
  return body.paragraphOf[line.index] !== -1 && line.text.length >= 3
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/[\s\u200b]+/gu, '')
}

function isDrawnLine(bare: string): boolean {
  if (bare.length < 3) return false
  const first = bare.charAt(0)
  return LINE_SIGNS.has(first) && bare === first.repeat(bare.length)
}

function isMadeOfSigns(bare: string): boolean {
  if (FACES.has(bare)) return false
  let signs = 0
  let stops = 0
  for (const character of bare) {
    if (!SIGNS.has(character)) return false
    if (PUNCTUATION.has(character)) stops++
    else signs++
  }
  // Five dots and more are no ellipsis any longer.
  return signs > 0 ? signs * 2 >= stops : stops >= 5 && /^[.·:]+$/.test(bare)
}

/** Letters want a place of their own, because "xxx" also closes a letter and "ooo" is a cry. */
function isMadeOfLetters(body: Body, line: BodyLine, bare: string): boolean {
  const core = bare.replace(/^[-~*=_#<>.+]{1,10}/, '').replace(/[-~*=_#<>.+]{1,10}$/, '')
  if (!isSetOff(body, line.index) && core === bare) return false
  if (ROUND_LETTERS.test(core)) return !isKiss(core)
  const isSpaced = /^[oOxX0](?:[\s~*.-]+[oOxX0]){2,}$/.test(line.text)
  const isMixed = core !== bare && /^[oOxX0](?:[-~*=_.+]{0,5}[oOxX0]){0,20}$/.test(core)
  return isSpaced || isMixed
}

function isKiss(core: string): boolean {
  return core === 'xoxo' || core === 'XOXO' || core === 'xox' || core === 'XOX'
}

function isTableBorder(body: Body, line: BodyLine): boolean {
  const beside = [body.lines[line.index - 1], body.lines[line.index + 1]]
  return beside.some(
    (other) => other !== undefined && (other.text.match(/[|+]/g)?.length ?? 0) >= 2 && /\w/.test(other.text),
  )
}

/** Signs directly below a short line draw a line under it: it is a title or heading, and no paragraph. */
function isUnderline(body: Body, line: BodyLine): boolean {
  const above = body.lines[line.index - 1]
  if (above === undefined || above.isBlank || !isSetOffBefore(body, above.index) || line.source.kind === 'rule')
    return false
  const isAsLong = Math.abs(above.text.length - line.text.length) <= Math.max(3, above.text.length * 0.25)
  return isAsLong && above.text.length <= 60 && !/[.!?"”»,]$/u.test(above.text) && line.text.length >= 4
}

/** "--" above the last few lines is the signature of a mail. */
function isSignatureDashes(body: Body, line: BodyLine): boolean {
  if (line.text !== '--' && line.text !== '-- ') return false
  const left = body.lines.slice(line.index + 1, line.index + 12).filter((other) => !other.isBlank && !other.isTaken)
  return (
    line.index + 12 >= body.lines.length &&
    left.length > 0 &&
    left.length <= 6 &&
    left.every((other) => other.text.length < 72)
  )
}
