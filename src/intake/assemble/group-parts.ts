/**
 * Groups the texts that say that they are parts of one work: by title and number, by their file's number and their
 * headings, or as the revision of an earlier post.
 */
import type { AssembledWork, JoinRule } from './assembled-work.ts'
import { compareText } from './compare.ts'
import { OTHER_VERSION } from './kinship.ts'
import { type NumberedFile, numbersOfFile } from './numbered-file.ts'
import { likeness } from './overlap.ts'
import type { ReadSource } from './read-source.ts'
import type { Text } from './same-texts.ts'

export interface Group {
  readonly rule: JoinRule | null
  readonly texts: readonly Text[]
  /** The work as an index page makes it of these texts. */
  readonly contents?: AssembledWork
}

export function groupParts(texts: readonly Text[]): Group[] {
  const groups: Group[] = []
  const alone: Text[] = []
  const { revisions, rest } = groupRevisions(texts)
  const byTitle = Map.groupBy(rest, ({ source }) => (source.outline.part === null ? null : source.outline.title))
  for (const [key, group] of byTitle) {
    if (key === null || group.length === 1) alone.push(...group)
    else for (const parts of splitByAuthor(group)) groups.push({ rule: 'numbered-parts', texts: parts })
  }
  const several = groups.filter((group) => group.texts.length > 1)
  return [...revisions, ...several, ...groupChapterFiles([...alone, ...singles(groups)])]
}

/** The number a source gives itself, by its part or its first chapter heading. */
export function numberSaid(source: ReadSource): number | null {
  return source.outline.part?.number ?? source.outline.chapterNumbers[0] ?? null
}

/** A story in one post that was sent again as revised: title and pen name are the same, and the post says so. */
function groupRevisions(texts: readonly Text[]): { readonly revisions: Group[]; readonly rest: readonly Text[] } {
  const revised = new Set(
    texts.filter(({ source, copies }) => [source, ...copies.map((copy) => copy.source)].some(isRevision)).map(keyOf),
  )
  const groups = Map.groupBy(texts, (text) => {
    const key = keyOf(text)
    return key !== null && revised.has(key) ? key : null
  })
  const rest = [...(groups.get(null) ?? [])]
  const revisions: Group[] = []
  for (const [key, group] of groups) {
    if (key === null) continue
    if (group.length === 1) rest.push(...group)
    else revisions.push({ rule: 'revision', texts: group })
  }
  return { revisions, rest }
}

/** Null for what cannot be the same story in one post. */
function keyOf({ source: { outline } }: Text): string | null {
  if (outline.part !== null || outline.title === null || outline.authors.length === 0) return null
  return JSON.stringify([outline.title, outline.authors])
}

function isRevision({ outline }: ReadSource): boolean {
  return outline.revisedAt !== null
}

function singles(groups: readonly Group[]): Text[] {
  return groups.filter((group) => group.texts.length === 1).flatMap((group) => group.texts)
}

/**
 * Parts by different people are different works; a part without a name goes with the others of its folder. When the
 * folder holds the same part of another text, nobody can say whose it is, and it stays alone.
 */
function splitByAuthor(texts: readonly Text[]): Text[][] {
  const named = Map.groupBy(
    texts.filter(({ source }) => source.outline.authors.length > 0),
    ({ source }) => source.outline.authors.join('\n'),
  )
  const nameless = texts.filter(({ source }) => source.outline.authors.length === 0)
  const result = [...named.values()].map((group) => [...group])
  for (const group of Map.groupBy(nameless, ({ source }) => foldersOf(source)[0] ?? '').values()) {
    const folders = foldersOf((group[0] as Text).source)
    const hosts = result.filter((host) =>
      host.some(({ source }) => foldersOf(source).some((each) => folders.includes(each))),
    )
    const [host] = hosts
    const isOneStory = !hasClash([...(hosts.length === 1 && host !== undefined ? host : []), ...group], group)
    if (!isOneStory) result.push(...group.map((text) => [text]))
    else if (hosts.length === 1 && host !== undefined) host.push(...group)
    else result.push([...group])
  }
  return result
}

/** Whether any of `nameless` has the number of another text that is no version of it. */
function hasClash(texts: readonly Text[], nameless: readonly Text[]): boolean {
  const byNumber = Map.groupBy(texts, ({ source }) => numberSaid(source))
  return nameless.some((text) =>
    (byNumber.get(numberSaid(text.source)) ?? []).some(
      (other) => other !== text && likeness(other.source.outline.sketch, text.source.outline.sketch) < OTHER_VERSION,
    ),
  )
}

/** Numbered files of one folder (`lanterns1.html`, `lanterns2.html`) whose headings give the same numbers. */
function groupChapterFiles(texts: readonly Text[]): Group[] {
  const left = new Set(texts)
  const files = texts.flatMap((text) => numbersOfFile(text.source).map((file) => ({ text, file })))
  const result: Group[] = []
  for (const [, group] of [...Map.groupBy(files, ({ file }) => file.stem)].toSorted(([a], [b]) => compareText(a, b))) {
    const members = [...new Map(group.filter(({ text }) => left.has(text)).map((each) => [each.text, each])).values()]
    if (members.length < 2 || !saysItBelongsTogether(members)) continue
    for (const { text } of members) left.delete(text)
    result.push({ rule: 'chapter-files', texts: members.map(({ text }) => text) })
  }
  for (const text of left) result.push({ rule: text.copies.length > 0 ? 'same-text' : null, texts: [text] })
  return result
}

function saysItBelongsTogether(files: readonly { readonly text: Text; readonly file: NumberedFile }[]): boolean {
  const titles = new Set(files.map(({ text }) => text.source.outline.title).filter((title) => title !== null))
  const authors = new Set(files.map(({ text }) => text.source.outline.authors.join('\n')).filter((key) => key !== ''))
  const numbers = files.map(({ file }) => file.number)
  return (
    titles.size <= 1 &&
    authors.size <= 1 &&
    new Set(numbers).size === files.length &&
    files.every(({ text, file }) => numberSaid(text.source) === file.number)
  )
}

function foldersOf(source: ReadSource): string[] {
  return source.places.map(({ path, within }) =>
    [...within, path.slice(0, Math.max(0, path.lastIndexOf('/')))].join('\n'),
  )
}
