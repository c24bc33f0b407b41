/**
 * Write XML that is always well-formed: escapes text, replaces what XML forbids, and joins both in a template.
 *
 *     xml`<title>${'Spike & <Dru>'}</title>`.markup      <title>Spike &#38; &#60;Dru&#62;</title>
 *
 * Only numeric entities are written, because HTML's names mean nothing in an EPUB or a feed. NUL, most C0 controls,
 * lone surrogates, U+FFFE and U+FFFF cannot stand in XML 1.0 even as entities (https://www.w3.org/TR/xml/#charsets);
 * each becomes U+FFFD. A carriage return is written as an entity, since a parser would make it a line feed.
 */

/** Markup that is known to be well-formed. Only `xml` and `trustedXml` make it. */
export interface Xml {
  readonly markup: string
}

/** What may stand in the holes of `xml`: nothing, text that is escaped, markup that is not, or a list of these. */
export type XmlValue = string | number | Xml | null | undefined | false | readonly XmlValue[]

/** A template whose holes are escaped, in text and in double-quoted attribute values alike. */
export function xml(strings: TemplateStringsArray, ...values: readonly XmlValue[]): Xml {
  let markup = strings[0] as string
  values.forEach((value, i) => {
    markup += markupOf(value) + (strings[i + 1] as string)
  })
  return { markup }
}

/** Markup that we wrote ourselves, such as stored story HTML, for a hole of `xml`. */
export function trustedXml(markup: string): Xml {
  return { markup }
}

/** Text for between two tags. */
export function escapeText(text: string): string {
  if (!NEEDS_CARE_IN_TEXT.test(text)) return text
  return replaceIllegal(text).replaceAll(MEANS_SOMETHING_IN_TEXT, numericEntity)
}

/** Text for a value in double quotes. Line feeds and tabs too, which a parser would make spaces. */
export function escapeAttribute(text: string): string {
  if (!NEEDS_CARE_IN_ATTRIBUTE.test(text)) return text
  return replaceIllegal(text).replaceAll(MEANS_SOMETHING_IN_ATTRIBUTE, numericEntity)
}

/** Whether XML 1.0 allows this code point. */
export function isLegalXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x9 || codePoint === 0xa || codePoint === 0xd
  if (codePoint <= 0xd7ff) return true
  return (codePoint >= 0xe000 && codePoint <= 0xfffd) || (codePoint >= 0x10000 && codePoint <= 0x10ffff)
}

/** The text with U+FFFD for every character that XML forbids; as many UTF-16 units long as before. */
export function replaceIllegal(text: string): string {
  return MAY_BE_ILLEGAL.test(text) ? text.toWellFormed().replaceAll(FORBIDDEN, '\ufffd') : text
}

// Forbidden single units besides lone surrogates, which `toWellFormed` replaces: "\u0000", "\u000b", "\ufffe".
// oxlint-disable-next-line no-control-regex -- controls are what it looks for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
// The same and every half of a pair: one look that lets nearly every text through.
// oxlint-disable-next-line no-control-regex -- controls are what it looks for
const MAY_BE_ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/
const MEANS_SOMETHING_IN_TEXT = /[&<>\r]/g
const MEANS_SOMETHING_IN_ATTRIBUTE = /[&<>"\t\n\r]/g
// One look that lets nearly every text through: "<", a control, half a pair. Without "u" a whole pair matches too.
// oxlint-disable-next-line no-control-regex -- controls are what it looks for
const NEEDS_CARE_IN_TEXT = /[&<>\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/
// oxlint-disable-next-line no-control-regex -- controls are what it looks for
const NEEDS_CARE_IN_ATTRIBUTE = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/

function numericEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

function markupOf(value: XmlValue): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeAttribute(value)
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map(markupOf).join('')
}
