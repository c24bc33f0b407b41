/**
 * Signs a work with its pen name alone where a header gives the real name beside it, and says which names are real.
 *
 *     by Moonchild (Jane Smith)                              Moonchild
 *     Author: Moonchild   From: Jane Smith <moon@…>          Moonchild
 *     by Moonchild (Wren Hollow)                             as it stands, and a suggestion
 *
 * The name is kept as it was written, so that an archivist who says that it is no secret gets it back.
 */
import type { Canon } from '../canon/index.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { Suggestion } from '../reading.ts'
import { isNameIn } from './canon/index.ts'
import type { Found } from './evidence.ts'
import { type Header, maybeField } from './header/index.ts'
import { findNameBeside, isRealName } from './name-beside.ts'

export interface RealName {
  readonly name: string
  readonly rule: 'beside-pen-name' | 'sender-of-signed'
  readonly confidence: number
}

export interface Signed {
  readonly header: Header
  readonly realNames: readonly RealName[]
}

/** More than any work has. */
const MOST_AUTHORS = 50

export function withPenNamesAlone(header: Header, canons: readonly Canon[], manuscript: Manuscript): Signed {
  const realNames: RealName[] = []
  const suggestions: Suggestion[] = []
  const isKnown = (name: string): boolean => isNameIn(canons, name) || isSaidOfStory(header, name)
  const authors = header.authors.map((author, i): Found => {
    const found = i < MOST_AUTHORS ? findNameBeside(author.value, isKnown) : null
    if (found === null) return author
    if (!found.isCertain) {
      suggestions.push(...suggestPenName(author, found.pen, manuscript))
      return author
    }
    realNames.push({ name: found.beside, rule: 'beside-pen-name', confidence: 0.85 })
    return { ...author, value: found.pen, asWritten: author.value }
  })
  // Where nobody is named as author there is no pen name beside which the sender's would be the real one.
  if (authors.length > 0 && authors.every(({ value }) => !isRealName(value))) {
    for (const { value } of header.senders.slice(0, MOST_AUTHORS))
      if (isRealName(value) && !isKnown(value))
        realNames.push({ name: value, rule: 'sender-of-signed', confidence: 0.75 })
  }
  if (realNames.length === 0 && suggestions.length === 0) return { header, realNames }
  const signed = { ...header, authors: once(authors), suggestions: [...header.suggestions, ...suggestions] }
  return { header: signed, realNames }
}

/** "by Moonchild (Harry Potter)": what the header says that the story is about. */
function isSaidOfStory({ fandoms, characters, relationships, title }: Header, name: string): boolean {
  const said = [...fandoms, ...characters, ...relationships, ...(title === null ? [] : [title])].slice(0, 200)
  return said.some(({ value }) => value.toLowerCase().includes(name.toLowerCase()))
}

function suggestPenName({ value, evidence }: Found, pen: string, { lines }: Manuscript): Suggestion[] {
  const at = evidence[0]?.pieces[0]?.at
  const line = at === undefined ? undefined : lines.findLast(({ run }) => (run.pieces[0]?.at ?? Infinity) <= at)
  if (line === undefined) return []
  const why = `In “${value}” the pen name may be “${pen}” alone, and what stands beside it the author's real name. It is shown as it stands.`
  return [maybeField('authors', pen, line, 0.5, why)]
}

/** A pen name that was given with the real name and without is one author. */
function once(authors: readonly Found[]): Found[] {
  const first = new Map<string, Found>()
  for (const author of authors) {
    const key = author.value.toLowerCase()
    if (!first.has(key)) first.set(key, author)
  }
  return [...first.values()]
}
