/**
 * Reads who sent a mail: the name, never the address, which stays in the original.
 *
 *     "Tamsin Reed" <tamsin@example.com>     Tamsin Reed
 *     tamsin@example.com (Tamsin Reed)       Tamsin Reed
 *     tamsin at example.com (Tamsin)         Tamsin, as the archives of Mailman hide addresses
 *     tamsin@example.com                     nobody that is named
 */
import { decodeWords } from './words.ts'

const ADDRESS = /[^\s<>()"[\]:;,]{1,64}(?:@|\s+at\s+)[^\s<>()"[\]:;,]{2,80}/g

export function readSenderName(from: string | null): string | null {
  if (from === null) return null
  const inBrackets = /\(([^()]{1,80})\)\s*$/.exec(from.slice(0, 300))?.[1]
  const written = inBrackets ?? from.slice(0, 300).replaceAll(/<[^<>]{0,200}>?/g, ' ')
  const name = decodeWords(written.replaceAll(/^["'\s]+|["'\s]+$/g, '').replaceAll(/\\(.)/g, '$1'))
    .replaceAll(ADDRESS, ' ')
    .replaceAll(/^["'\s<(,;]+|["'\s>),;]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    // "Tamsin Reed via SunS": lists write so since mail is signed.
    .replace(/\s(?:via|\[via)\s.{1,60}$/i, '')
  return /\p{L}/u.test(name) && !/^(?:nobody|anonymous|unknown|no name|undisclosed)$/i.test(name) ? name : null
}
