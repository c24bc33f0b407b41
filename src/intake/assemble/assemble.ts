/**
 * Decides which sources of a batch are one work: the same text twice, the parts of a longer story, its chapter files.
 *
 *     "Lanterns (1/3)", "Lanterns (3/3)" by the same pen name  →  one work, chapters 1 and 3, part 2 missing
 *     lanterns.txt and lanterns-copy.txt with the same text    →  one work with two sources
 *
 * Sources are joined only when they say so themselves: the same title with different part numbers, or numbered files
 * of one folder whose headings give the same numbers. The same title alone joins nothing; two people wrote "Alone".
 * Texts under 100 words are never joined for their text, since a hundred drabbles may be half alike.
 *
 * A pure function of its input, whatever the order of that.
 */
import type { MissingFact } from '../reading.ts'
import { gapsOf } from './gaps.ts'
import { joinByIndexPages } from './index-pages.ts'
import { type NumberedFile, numbersOfFile } from './numbered-file.ts'
import type { ReadSource } from './read-source.ts'
import { likeness } from './sketch.ts'

export interface AssembledSource {
  readonly sha256: string
  /** `text` gives chapters; a duplicate or other version is kept and shown as a further source. */
  readonly role: 'text' | 'duplicate' | 'other-version' | 'index'
  /** The number its first chapter has in the work, when it says one. */
  readonly number: number | null
  /** What an index page calls its chapter. */
  readonly title?: string
}

export interface AssembledWork {
  /** The sources that give chapters first, in reading order. */
  readonly sources: readonly AssembledSource[]
  /** Parts that are known to be missing once all sources are together. */
  readonly missing: readonly MissingFact[]
  /** Why several sources are one work; null for a single source. */
  readonly rule: 'same-text' | 'numbered-parts' | 'chapter-files' | 'index-page' | null
}

/** From here on two texts are the same one, differently damaged (thresholds measured on damaged copies of five stories). */
const SAME_TEXT = 0.8
/** From here on one is another version of the other. */
const OTHER_VERSION = 0.35
const MIN_WORDS_TO_COMPARE = 100

export function assemble(sources: readonly ReadSource[]): readonly AssembledWork[] {
  const sorted = sources.toSorted((a, b) => compareText(placeKey(a), placeKey(b)) || compareText(a.sha256, b.sha256))
  const originals = sorted.length === 0 ? [] : groupSameTexts(sorted)
  const { works, left } = joinByIndexPages(originals)
  return [...works, ...groupParts(left).map(assembleGroup)].toSorted((a, b) =>
    compareText(a.sources[0]?.sha256 ?? '', b.sources[0]?.sha256 ?? ''),
  )
}

/** A text with the sources that hold it; the first is the one that is read. */
interface Text {
  readonly source: ReadSource
  readonly duplicates: readonly ReadSource[]
}

function groupSameTexts(sources: readonly ReadSource[]): Text[] {
  const byText = new Map<string, ReadSource[]>()
  for (const source of sources) {
    const { textHash, words, part, title } = source.outline
    const isLong = words >= MIN_WORDS_TO_COMPARE
    // A short text counts as the same only when everything else is the same too.
    const key = isLong ? textHash : `${textHash} ${title ?? ''} ${part?.number ?? ''} ${source.sha256}`
    byText.set(key, [...(byText.get(key) ?? []), source])
  }
  const texts = [...byText.values()].map(chooseText)
  return joinDamagedCopies(texts)
}

/** Of several sources with one text the one that says most is read; of equals the first by place. */
function chooseText(sources: readonly ReadSource[]): Text {
  const best = sources.reduce((a, b) => (richness(b) > richness(a) ? b : a))
  return { source: best, duplicates: sources.filter((source) => source !== best) }
}

function richness(source: ReadSource): number {
  const { title, authors, part } = source.outline
  return (title === null ? 0 : 2) + (authors.length > 0 ? 2 : 0) + (part === null ? 0 : 1)
}

/** Copies with a word or two changed by damage: same title, same names, same part, almost the same shingles. */
function joinDamagedCopies(texts: readonly Text[]): Text[] {
  const byHeader = Map.groupBy(texts, ({ source }) => {
    const { title, authors, part, words } = source.outline
    if (title === null || words < MIN_WORDS_TO_COMPARE) return source.sha256
    return JSON.stringify([title, authors, part?.number ?? null])
  })
  return [...byHeader.values()].flatMap(joinAlike)
}

/** How many of a sketch's smallest hashes two copies must share one of; at a likeness of 0.8 all eight differ never. */
const PROBE = 8

function joinAlike(texts: readonly Text[]): Text[] {
  const kept: Text[] = []
  const byHash = new Map<number, number[]>()
  for (const text of texts) {
    const { sketch } = text.source.outline
    const probes = sketch.slice(0, PROBE)
    const candidates = new Set(probes.flatMap((hash) => byHash.get(hash) ?? []))
    const same = [...candidates].find((i) => likeness(kept[i]?.source.outline.sketch ?? [], sketch) >= SAME_TEXT)
    const other = same === undefined ? undefined : kept[same]
    if (same !== undefined && other !== undefined) {
      kept[same] = { ...other, duplicates: [...other.duplicates, text.source, ...text.duplicates] }
      continue
    }
    for (const hash of probes) byHash.set(hash, [...(byHash.get(hash) ?? []), kept.length])
    kept.push(text)
  }
  return kept
}

interface Group {
  readonly rule: AssembledWork['rule']
  readonly texts: readonly Text[]
}

function groupParts(texts: readonly Text[]): Group[] {
  const groups: Group[] = []
  const alone: Text[] = []
  const byTitle = Map.groupBy(texts, ({ source }) => (source.outline.part === null ? null : titleKey(source)))
  for (const [key, group] of byTitle) {
    if (key === null || group.length === 1) alone.push(...group)
    else for (const parts of splitByAuthor(group)) groups.push({ rule: 'numbered-parts', texts: parts })
  }
  return [...groups.filter((group) => group.texts.length > 1), ...groupChapterFiles([...alone, ...singles(groups)])]
}

function singles(groups: readonly Group[]): Text[] {
  return groups.filter((group) => group.texts.length === 1).flatMap((group) => group.texts)
}

function titleKey(source: ReadSource): string | null {
  return source.outline.title
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
  for (const text of left) result.push({ rule: text.duplicates.length > 0 ? 'same-text' : null, texts: [text] })
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

/** The number a source gives itself, by its part or its first chapter heading. */
function numberSaid(source: ReadSource): number | null {
  return source.outline.part?.number ?? source.outline.chapterNumbers[0] ?? null
}

function assembleGroup(group: Group): AssembledWork {
  const ordered = group.texts.toSorted(
    (a, b) =>
      (numberSaid(a.source) ?? Infinity) - (numberSaid(b.source) ?? Infinity) ||
      b.source.outline.words - a.source.outline.words ||
      compareText(a.source.sha256, b.source.sha256),
  )
  const texts: AssembledSource[] = []
  const others: AssembledSource[] = []
  const shown = new Map<number | null, ReadSource[]>()
  for (const { source, duplicates } of ordered) {
    const number = numberSaid(source)
    const sameNumber = shown.get(number) ?? []
    const isOtherVersion =
      number !== null &&
      sameNumber.some((before) => likeness(before.outline.sketch, source.outline.sketch) >= OTHER_VERSION)
    if (isOtherVersion) {
      others.push({ sha256: source.sha256, role: 'other-version', number })
    } else {
      texts.push({ sha256: source.sha256, role: 'text', number })
      shown.set(number, [...sameNumber, source])
    }
    for (const copy of duplicates) others.push({ sha256: copy.sha256, role: 'duplicate', number })
  }
  return {
    sources: [...texts, ...others],
    missing: gapsOf([...shown.values()].flat().map((source) => source.outline)),
    rule: group.rule,
  }
}

function foldersOf(source: ReadSource): string[] {
  return source.places.map(({ path, within }) =>
    [...within, path.slice(0, Math.max(0, path.lastIndexOf('/')))].join('\n'),
  )
}

function placeKey(source: ReadSource): string {
  const place = source.places[0]
  return place === undefined ? '' : [...place.within, place.path].join('\n')
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
