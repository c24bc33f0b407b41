/**
 * Decodes entities that were escaped once too often, or that stand in a plain text.
 *
 *     in     Tom &amp;amp; Anna didn&#8217;t&nbsp;&mdash; wait.
 *     out    Tom & Anna didn’t⍽— wait.
 *
 * Only known entities with their semicolon, escaped up to four times over; an `&` of one's own (R&B, &c.) is none.
 * Numbers from 128 to 159 mean Windows-1252, as in every browser. What would be a control or a line end stays. A text
 * that speaks of entities says so: such lines, and entities in backticks, are left.
 */
import { decodeSingleByte } from '../decode/index.ts'
import { ENTITY_NAMES } from './entity-names.ts'
import { isMentioned } from './mentioned.ts'
import { type Change, NOTHING, type Rule } from './rule.ts'

/** `&amp;amp;#8217;`, `&eacute;`, `&#x2014;`. */
const ENTITY = /&((?:amp;){0,4})(#\d{2,7}|#[xX][\da-fA-F]{2,6}|[A-Za-z]{2,8}\d{0,2});/g

export const repairEntities: Rule = {
  code: 'entity',
  find: (text) => {
    if (!text.includes('&')) return NOTHING
    const changes: Change[] = []
    for (const { 0: entity, 1: escapes, 2: name, index } of text.matchAll(ENTITY)) {
      const character = characterOf(name as string)
      // `AT&amp;T;` is an escaped & before what is no entity.
      const isAmpersand = character === undefined && escapes !== ''
      const after = isAmpersand ? '&' : character
      const to = index + (isAmpersand ? 1 + (escapes as string).length : entity.length)
      if (after !== undefined && !isMentioned(text, index, to)) changes.push({ from: index, to, after })
    }
    return changes.length === 0 ? NOTHING : { changes, doubts: [] }
  },
}

function characterOf(name: string): string | undefined {
  const code = name.startsWith('#')
    ? codeOf(name.slice(1))
    : Object.hasOwn(ENTITY_NAMES, name)
      ? ENTITY_NAMES[name]
      : undefined
  if (code === undefined || code < 0x20 || code === 0x7f || code > 0x10ffff) return undefined
  if (code >= 0x80 && code < 0xa0) return decodeSingleByte(Uint8Array.of(code), 'windows-1252')
  const isIllegal = (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe
  return isIllegal || code === 0x2028 || code === 0x2029 ? undefined : String.fromCodePoint(code)
}

function codeOf(digits: string): number {
  return /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10)
}
