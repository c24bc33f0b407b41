/**
 * Takes e-mail addresses out of a text that everybody reads.
 *
 *     write to marrow@mail.example!      write to [address hidden]!
 *     tell @quill on the list            stays
 *
 * People wrote their addresses into profiles and reviews when few machines read along. The text is kept as it was; pages
 * show it without. An address that is spelled out ("marrow at mail dot example") stays; `intake/private` hides these, too,
 * where people wrote more than a name or a line.
 */

/** What readers see in the place of an address, wherever it was. */
export const HIDDEN_ADDRESS = '[address hidden]'

/** `instead` makes what is shown of the part before the @. */
export function withoutMailAddresses(text: string, instead: (user: string) => string = () => HIDDEN_ADDRESS): string {
  let result = ''
  let kept = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > kept && at - start < LONGEST_USER && isUserUnit(text.charCodeAt(start - 1))) start--
    let end = at + 1
    while (end < text.length && end - at < LONGEST_DOMAIN && isDomainUnit(text.charCodeAt(end))) end++
    while (end > at + 1 && !isLetterOrDigit(text.charCodeAt(end - 1))) end--
    if (start === at || !text.slice(at + 2, end).includes('.')) continue
    result += text.slice(kept, start) + instead(text.slice(start, at))
    kept = end
  }
  return kept === 0 ? text : result + text.slice(kept)
}

const LONGEST_USER = 64
const LONGEST_DOMAIN = 255

function isUserUnit(unit: number): boolean {
  // Of the signs that may stand in an address only . _ + - and %; the others quote or part words in a text.
  return isLetterOrDigit(unit) || unit === 0x2e || unit === 0x5f || unit === 0x2b || unit === 0x2d || unit === 0x25
}

function isDomainUnit(unit: number): boolean {
  return isLetterOrDigit(unit) || unit === 0x2e || unit === 0x2d
}

function isLetterOrDigit(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit > 0x7f
  )
}
