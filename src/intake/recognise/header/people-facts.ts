/** The people a header names: who wrote it, and who read it before us. */
import { type Run, sliceRun, trimRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { addEvidence, addFact, addOther, type Draft } from './draft.ts'
import type { Entry } from './entry.ts'
import { splitItems } from './items.ts'
import type { OtherKey } from './label-keys.ts'

export function addAuthors(draft: Draft, entry: Entry): void {
  for (const item of splitItems(entry.value, [',', ';', '/', ' and ', '\n'])) {
    const names = withoutAddress(draft, entry, item)
    const name = names.text
      .replace(/^(?:by|written by|aka)\s+/i, '')
      .replace(/[,;:]$/, '')
      .trim()
    if (name === '') continue
    addAuthor(draft, {
      value: name,
      asWritten: names.text,
      evidence: [names],
      rule: entry.rule,
      confidence: entry.confidence,
    })
  }
}

/** "Wren (wren@example.org)", "Wren <wren@example.org>" */
const ADDRESS = /[<([{]?\s*([^\s<>()[\]{}]{1,60}@[^\s<>()[\]{}]{3,60}?)\s*[>)\]}]?\s*$/

function withoutAddress(draft: Draft, entry: Entry, item: Run): Run {
  const address = ADDRESS.exec(item.text.slice(0, 300))
  if (address?.[1] === undefined) return item
  const at = address.index + address[0].indexOf(address[1])
  addOther(draft, { ...entry, labelRun: null }, 'email', sliceRun(item, at, at + address[1].length))
  return trimRun(sliceRun(item, 0, address.index))
}

/** "Tamsin" and "Tamsin Reed" are one: the fuller name is kept, with the evidence of both. */
function addAuthor(draft: Draft, said: Found): void {
  const at = draft.authors
    .slice(0, MAX_COMPARED)
    .findIndex(({ value }) => isPartOfName(value, said.value) || isPartOfName(said.value, value))
  const known = draft.authors[at]
  if (known === undefined) {
    addFact(draft, 'authors', draft.authors, said)
  } else if (said.value.length > known.value.length) {
    draft.authors[at] = { ...said, evidence: [...known.evidence, ...said.evidence] }
  } else {
    addEvidence(known, said.evidence)
  }
}

/** So many authors of a work are compared by parts of their names. */
const MAX_COMPARED = 50

function isPartOfName(short: string, full: string): boolean {
  const [one, other] = [short.toLowerCase(), full.toLowerCase()]
  return other === one || other.startsWith(`${one} `) || other.endsWith(` ${one}`)
}

export function addBetas(draft: Draft, entry: Entry): void {
  const names =
    entry.key === 'beta' && entry.value.text.length < 120 ? splitItems(entry.value, [',', ';', ' and ', '\n']) : []
  if (names.length === 0) addOther(draft, entry, entry.key as OtherKey, entry.value)
  for (const name of names) addOther(draft, entry, 'beta', name)
}
