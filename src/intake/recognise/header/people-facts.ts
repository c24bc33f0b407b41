/** The people a header names: who wrote it, and who read it before us. */
import { type Run, sliceRun, trimRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { addEvidence, addFact, addOther, type Draft } from './draft.ts'
import type { Entry } from './entry.ts'
import { splitItems } from './items.ts'
import type { OtherKey } from './label-keys.ts'

/**
 * A comma or "and" parts two people. "Tamsin & Thorn" may be one pen name: it is parted where something says that it is
 * two, and else the two are suggested.
 */
export function addAuthors(draft: Draft, entry: Entry): void {
  const items = splitItems(entry.value, [',', ';', '/', ' and ', '\n'])
  for (const item of items) {
    const joint = jointNames(item)
    const isParted = joint.length > 1 && (items.length > 1 || areSeveral(entry, joint))
    for (const name of isParted ? joint : [item]) addAuthorItem(draft, entry, name)
    if (isParted || joint.length < 2 || WITH.test(item.text)) continue
    const why = `“${item.text}” may be one pen name, or the names of ${joint.length} people.`
    const line = entry.lines[0] ?? 0
    for (const name of joint) draft.maybe.push({ field: 'authors', value: name.text, line, confidence: 0.6, why })
  }
}

/** Who wrote the chapter with whom: "Mara Lind with Jo Brook". */
const WITH = /\swith\s/i

/** The stretches between "&", "+" and "with". */
function jointNames(item: Run): Run[] {
  const joints = [...item.text.slice(0, 300).matchAll(/\s+(?:&|\+|with)\s+/gi)]
  const ends = [...joints.map((joint) => joint.index), item.text.length]
  const names = ends.map((end, i) => {
    const before = joints[i - 1]
    return trimRun(sliceRun(item, before === undefined ? 0 : before.index + before[0].length, end))
  })
  return names.every((name) => /[\p{L}\p{N}]/u.test(name.text)) ? names : [item]
}

/** Does the label, an address for each, or a family name for each say that they are several people? */
function areSeveral(entry: Entry, names: readonly Run[]): boolean {
  const label = entry.labelRun?.text ?? ''
  if (SEVERAL.test(label) || /\bco-?(?:written|authored)\b/i.test(label)) return true
  if (entry.rule === 'byline-of-several') return true
  if (names.filter((name) => ADDRESS.test(name.text)).length > 1) return true
  return names.every((name) => FULL_NAME.test(name.text))
}

/** "Authors", "Autorinnen"; "Author(s)" fits one as well. */
const SEVERAL =
  /^(?:(?:co-?)?authors|writers|autoren|autorinnen|auteurs|autrices|autores|autoras|autori|autorzy|autorky|авторы)$/iu
const FULL_NAME = /^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}$/u

function addAuthorItem(draft: Draft, entry: Entry, item: Run): void {
  const names = withoutAddress(draft, entry, item)
  const name = names.text
    .replace(/^(?:by|written by|aka)\s+/i, '')
    .replace(SITE_MARK, '')
    .replace(/[,;:]$/, '')
    .trim()
  if (name === '') return
  const { rule, confidence } = entry
  addAuthor(draft, { value: name, asWritten: names.text, evidence: [names], rule, confidence })
}

/** What journals showed as a picture before a name becomes words in a copy: "[info]wren", "[personal profile] wren". */
const SITE_MARK = /^\[(?:info|profile|(?:[\w.-]{1,30} )?(?:profile|community|user))\]\s*/i

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
