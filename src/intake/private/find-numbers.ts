/**
 * Finds telephone numbers, addresses of machines and postal addresses in a line that is no story.
 *
 *     Phone: (555) 010-4477            (555) 010-4477
 *     X-Originating-IP: [192.0.2.17]   192.0.2.17
 *     12 Harbour Street, Lampton, ME 04101
 *
 * A number needs its form and a word beside it, or a form that nothing else has: stories and headers are full of
 * dates, counts and parts.
 */
import type { PrivateStretch } from './private-fact.ts'

const LONGEST_LINE = 2000

/** A line that is a street and no more, above a line with a town and its code: an address over two lines. */
export function isAddressOverTwoLines(line: string, next: string): boolean {
  if (line.length > 100 || next.length > 100) return false
  const street = STREET.exec(line) ?? STREET_BEFORE_NUMBER.exec(line)
  const isStreet = street !== null && street[0].length >= line.trim().length - 12
  const code = isStreet ? CODE.exec(next) : null
  return code !== null && next.trim().length <= code.index + code[0].length + 25
}

/** Telephone numbers, machines and streets of one line. */
export function findNumbers(line: string, isMailHead: boolean): PrivateStretch[] {
  const text = line.slice(0, LONGEST_LINE)
  if (!/\d/.test(text)) return []
  return [...findPhones(text), ...(isMailHead || /\bIP\b/.test(text) ? findMachines(text) : []), ...findPostal(text)]
}

/** "Phone:", "tel.", "Telefon", "call me at", "fax". */
const PHONE_WORD = /\b(?:tel|phone|telephone|telefon|téléphone|teléfono|mobile|handy|cell|fax|call)\b/iu
/** "(555) 010-4477", "555-010-4477", "+44 20 7946 0958": groups of digits with one sign between each two. */
const PHONE = /(?<![\d/.-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\) ?)?\d{1,5}(?:[ .-]\d{1,5}){1,5}(?![\d/])/g
/** A form of its own: with its country's code, or area code in brackets. */
const CERTAIN_PHONE = /^(?:\+\d|\(\d{3}\) ?\d{3}[ .-]\d{4}$)/

function findPhones(text: string): PrivateStretch[] {
  const isNamed = PHONE_WORD.test(text)
  return [...text.matchAll(PHONE)].flatMap(({ 0: number, index }) => {
    const digits = number.replaceAll(/\D/g, '').length
    const isDate = /^(?:19|20)\d\d[-. ]\d\d?[-. ]\d\d?$|^\d\d?[-. ]\d\d?[-. ](?:19|20)\d\d$/.test(number)
    const isPhone = digits >= 7 && digits <= 15 && !isDate && (isNamed || CERTAIN_PHONE.test(number))
    return isPhone ? [{ code: 'phone-number', from: index, to: index + number.length } as const] : []
  })
}

const MACHINE = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g

function findMachines(text: string): PrivateStretch[] {
  return [...text.matchAll(MACHINE)].flatMap(({ 0: number, index }) => {
    const isMachine = number.split('.').every((part) => Number(part) <= 255)
    return isMachine ? [{ code: 'network-address', from: index, to: index + number.length } as const] : []
  })
}

/** "Snail mail: 12 Harbour Street, Lampton", "My address is …". */
const POSTAL_LABEL =
  /^[*_\s]{0,4}(?:snail[ -]?mail|(?:postal|mailing|street|home) address|address|anschrift|postadresse|adresse postale|dirección postal)[*_]{0,2}\s?(?::|is\b)\s*/iu
/** "P.O. Box 1178", "Postfach 12 34". */
const BOX = /\b(?:p\.? ?o\.? ?box|postfach|apartado(?: postal)?|boîte postale) ?\d[\d ]{0,9}/iu
/** "12 Harbour Street": a number, up to four words, and what streets are called. */
const STREET =
  /\b\d{1,5}[a-z]? (?:[\p{L}.'’-]{1,25} ){1,4}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|place|pl|terrace|way|close|crescent)\b\.?/iu
/** "Hafenstraße 12", "rue du Port 12" in front of a postal code. */
const STREET_BEFORE_NUMBER = /\p{Lu}\p{L}{2,25}(?:straße|strasse|str\.|weg|gasse|platz|allee) \d{1,4}[a-z]?\b/u
/** "Lampton, ME 04101", "Lampton LT1 4XY", "12345 Lampstadt", "K1A 0B1". */
const CODE =
  /\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b\d{5} \p{Lu}\p{L}{2,}/u

function findPostal(text: string): PrivateStretch[] {
  const label = POSTAL_LABEL.exec(text)
  const whole = (from: number): PrivateStretch[] => {
    const to = text.trimEnd().length
    return to > from ? [{ code: 'postal-address', from, to }] : []
  }
  if (label !== null && /\d/.test(text.slice(label[0].length)) && !/@|:\/\//.test(text)) return whole(label[0].length)
  const start = BOX.exec(text) ?? STREET.exec(text) ?? STREET_BEFORE_NUMBER.exec(text)
  if (start === null) return []
  const code = CODE.exec(text.slice(start.index))
  // A street alone may be a title ("221B Baker Street"); with a town's code behind it, it is somebody's.
  if (code === null && BOX.exec(text) === null) return []
  const town = code === null ? start.index + start[0].length : start.index + code.index + code[0].length
  return [{ code: 'postal-address', from: start.index, to: Math.max(town, start.index + start[0].length) }]
}
