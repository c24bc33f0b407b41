/**
 * Finds e-mail addresses in a text, also those that were written for people and not for machines.
 *
 *     mail sam@lamp.example                    sam@lamp.example
 *     sam (at) lamp (dot) example              the whole of it
 *     SAM AT lamp DOT example                  the whole of it
 *     @sam on the list, look at example.org    nothing
 *
 * Around each sign a bounded stretch is looked at, so a line of megabytes costs its length and no more.
 */

export interface Stretch {
  readonly from: number
  readonly to: number
}

const LONGEST_USER = 64
const LONGEST_DOMAIN = 253

export function findAddresses(text: string): Stretch[] {
  const found: Stretch[] = []
  let kept = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const from = userStart(text, at, kept)
    const to = domainEnd(text, at + 1)
    if (from === at || to === -1) continue
    found.push({ from, to })
    kept = to
  }
  return mayBeSpelledOut(text) ? inOrder([...found, ...findSpelledOut(text)]) : found
}

function userStart(text: string, at: number, kept: number): number {
  let from = at
  const isTwoDots = (): boolean => text[from - 1] === '.' && text[from] === '.'
  while (from > kept && at - from < LONGEST_USER && isUserUnit(text.charCodeAt(from - 1)) && !isTwoDots()) from--
  // "...sam@lamp.example": an ellipsis is no part of it.
  while (from < at && !isLetterOrDigit(text.charCodeAt(from)) && text[from] !== '_') from++
  return from
}

/** -1 when what stands there is no domain: one needs a dot and letters behind it. */
function domainEnd(text: string, start: number): number {
  let to = start
  while (to < text.length && to - start < LONGEST_DOMAIN && isDomainUnit(text.charCodeAt(to))) to++
  let domain = text.slice(start, to)
  const twoDots = domain.indexOf('..')
  if (twoDots !== -1) domain = domain.slice(0, twoDots)
  domain = domain.slice(0, domain.length - (/[.-]+$/.exec(domain)?.[0].length ?? 0))
  const dot = domain.lastIndexOf('.')
  const isDomain =
    dot > 0 && isLetterOrDigit(domain.charCodeAt(0)) && /^(?:[^\d.]{2,63}|xn--.{1,59})$/.test(domain.slice(dot + 1))
  return isDomain ? start + domain.length : -1
}

/** One look for brackets and one for capitals: a pattern that may begin with a blank stops at every word. */
function mayBeSpelledOut(text: string): boolean {
  return /[([{<]\s?(?:at|@|AT)\s?[)\]}>]/.test(text) || (text.includes('AT') && /\sAT\s/.test(text))
}

/** " (at) ", "[at]", " AT ": what stands for the sign, with blanks around it. */
const SPELLED_AT = /\s{0,2}(?:[([{<]\s?(?:at|AT|At|@)\s?[)\]}>]|\sAT\s)\s{0,2}/g
/** " (dot) ", "[dot]", " DOT ", " dot ", or the dot itself. */
const SPELLED_DOT = /^(?:\s{0,2}[([{<]\s?(?:dot|DOT|Dot|\.)\s?[)\]}>]\s{0,2}|\s(?:DOT|dot)\s|\.)/

function findSpelledOut(text: string): Stretch[] {
  const found: Stretch[] = []
  for (const sign of text.matchAll(SPELLED_AT)) {
    const from = userStart(text, sign.index, found.at(-1)?.to ?? 0)
    const to = spelledDomainEnd(text, sign.index + sign[0].length)
    if (from < sign.index && to !== -1) found.push({ from, to })
  }
  return found
}

const MAX_LABELS = 8

/** "lamp (dot) example", "lamp.example": labels with a dot of some kind between each two, at least one. */
function spelledDomainEnd(text: string, start: number): number {
  let to = start
  let dots = 0
  for (let label = 0; label < MAX_LABELS; label++) {
    const begin = to
    while (to < text.length && to - begin < 63 && isLabelUnit(text.charCodeAt(to))) to++
    if (to === begin) return -1
    const dot = SPELLED_DOT.exec(text.slice(to, to + 12))
    const next = dot === null ? to : to + dot[0].length
    if (dot === null || !isLetterOrDigit(text.charCodeAt(next))) break
    to = next
    dots++
  }
  return dots > 0 ? to : -1
}

function inOrder(stretches: readonly Stretch[]): Stretch[] {
  let end = 0
  return stretches
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from, to }) => {
      const isFree = from >= end
      if (isFree) end = to
      return isFree
    })
}

function isUserUnit(unit: number): boolean {
  // Of the signs that may stand in an address . _ + - % and =; the others quote or part words in a text.
  return isLabelUnit(unit) || unit === 0x2e || unit === 0x5f || unit === 0x2b || unit === 0x25 || unit === 0x3d
}

function isDomainUnit(unit: number): boolean {
  return isLabelUnit(unit) || unit === 0x2e
}

function isLabelUnit(unit: number): boolean {
  return isLetterOrDigit(unit) || unit === 0x2d
}

function isLetterOrDigit(unit: number): boolean {
  const isAscii = (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
  return isAscii || (unit > 0x7f && /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(unit)))
}
