/**
 * Decides which sources of a batch are one work: the same text twice, the parts of a longer story, its chapter files, an
 * e-book and the chapters in it.
 *
 *     "Lanterns (1/3)", "Lanterns (3/3)" by the same pen name  →  one work, chapters 1 and 3, part 2 missing
 *     lanterns.txt and lanterns.epub with the same text        →  one work with two sources
 *     "Alone" by Maren, half of which is in "Alone" by Maren   →  two works, and a question for a person
 *
 * Sources are joined when they say so themselves (the same title with different part numbers, numbered files of one
 * folder whose headings give the same numbers, a post that calls itself revised) or when their text does: the same, or
 * one standing in the other with nothing said against it. The same title alone joins nothing; two people wrote "Alone".
 * Texts under 100 words are never joined for their text, since a hundred drabbles may be half alike.
 *
 * A pure function of its input, whatever the order of that.
 */
import type { AssembledSource, AssembledWork } from './assembled-work.ts'
import { type Chosen, chooseTexts } from './choose-texts.ts'
import { compareText } from './compare.ts'
import { gapsOf } from './gaps.ts'
import { type Group, groupParts } from './group-parts.ts'
import { joinByIndexPages } from './index-pages.ts'
import { joinWholes } from './join-wholes.ts'
import type { Kin } from './kinship.ts'
import type { ReadSource } from './read-source.ts'
import { groupSameTexts } from './same-texts.ts'

/** Two works that share text and were not joined. */
export interface RelatedWorks extends Kin {
  /** SHA-256 of the two texts, ascending; each is read in its work or a further source of it. */
  readonly sources: readonly [string, string]
}

export interface Assembled {
  readonly works: readonly AssembledWork[]
  readonly related: readonly RelatedWorks[]
  /** SHA-256 of pages that only list stories or chapters, and belong to no work. */
  readonly lists: readonly string[]
}

export function assemble(sources: readonly ReadSource[]): Assembled {
  const sorted = sources.toSorted((a, b) => compareText(placeKey(a), placeKey(b)) || compareText(a.sha256, b.sha256))
  const { texts, kin } = groupSameTexts(sorted)
  const byIndex = joinByIndexPages(texts)
  const groups = joinWholes([...byIndex.groups, ...groupParts(byIndex.left)], texts, kin)
  const works = groups.map(assembleGroup).toSorted((a, b) => compareText(keyOf(a), keyOf(b)))
  const groupOf = new Map(groups.flatMap((group) => group.texts.map((text) => [text.source.sha256, group] as const)))
  const related = kin.flatMap(({ a, b, kinship, likeness, contained }): RelatedWorks[] => {
    const [x, y] = [texts[a]?.source.sha256 ?? '', texts[b]?.source.sha256 ?? ''].toSorted(compareText) as [
      string,
      string,
    ]
    const [first, second] = [groupOf.get(x), groupOf.get(y)]
    return first === undefined || second === undefined || first === second
      ? []
      : [{ sources: [x, y], kinship, likeness, contained }]
  })
  const lists = byIndex.lists.flatMap(({ source, copies }) => [source, ...copies.map((copy) => copy.source)])
  return { works, related, lists: lists.map(({ sha256 }) => sha256) }
}

function keyOf(work: AssembledWork): string {
  return work.sources[0]?.sha256 ?? ''
}

function assembleGroup(group: Group): AssembledWork {
  const { rule, contents } = group
  if (rule === 'index-page' && contents !== undefined) return contents
  const chosen = chooseTexts(group)
  const read = chosen.filter(({ role }) => role === 'text')
  const others = chosen.filter(({ role }) => role !== 'text')
  if (contents !== undefined && isSaidByIndex(read, contents))
    return { ...contents, sources: [...contents.sources, ...others.flatMap(sourcesBeside)], rule }
  return {
    sources: [
      ...read.map(({ text, number }): AssembledSource => ({ sha256: text.source.sha256, role: 'text', number })),
      ...(contents?.sources.filter(({ role }) => role === 'index') ?? []),
      ...[...read, ...others].flatMap(sourcesBeside),
    ],
    missing: gapsOf(read.map(({ text }) => text.source.outline)),
    rule,
  }
}

/** All that is read are the files of the index page. */
function isSaidByIndex(read: readonly Chosen[], { sources }: AssembledWork): boolean {
  const files = new Set(sources.filter(({ role }) => role === 'text').map(({ sha256 }) => sha256))
  return read.length === files.size && read.every(({ text }) => files.has(text.source.sha256))
}

/** The text itself where it is not read, and its copies. */
function sourcesBeside({ text, role, number }: Chosen): AssembledSource[] {
  const copies = text.copies.map((copy) => ({ sha256: copy.source.sha256, role: copy.role, number }))
  return role === 'text' ? copies : [{ sha256: text.source.sha256, role, number }, ...copies]
}

function placeKey(source: ReadSource): string {
  const place = source.places[0]
  return place === undefined ? '' : [...place.within, place.path].join('\n')
}
