/** Which terms a work has: its tags and all that they lead to, who made it, and what follows from both. */

import type { TagDocument, WorkDocument } from '../documents/index.ts'
import { TAG_KINDS_COUNTED } from '../question.ts'
import type { TermKind, Terms } from './terms.ts'

export type Tags = ReadonlyMap<number, TagDocument>

/** Gives numbers to terms that are new. */
export function termsOfWork(work: WorkDocument, tags: Tags, terms: Terms): readonly number[] {
  const found = new Set<number>()
  const add = (kind: TermKind, name: number | string | null): void => {
    if (name !== null) found.add(terms.add(kind, name))
  }
  for (const tag of tagsOfWork(work, tags)) add(kindOfTag(tag, tags), tag)
  add('rating', work.rating)
  add('status', work.status)
  add('language', work.language)
  add('site', work.siteKey)
  for (const key of work.penNames) add('pen-name', key)
  for (const key of work.series) add('series', key)
  for (const key of work.offeredSeries) add('offered-series', key)
  for (const { canon } of work.settings) add('canon', canon)
  for (const teller of work.tellers) add('teller', teller)
  for (const teller of work.hiddenTellers) add('hidden-teller', teller)
  for (const name of work.narrators) add('narrator', name)
  for (const name of work.hiddenNarrators) add('hidden-narrator', name)
  if (work.series.length > 0) add('flag', 'series-part')
  if (work.offeredSeries.length > 0) add('flag', 'offered-part')
  if (work.isRoundRobin) add('flag', 'round-robin')
  if (countUnrelated(work, tags, 'fandom') > 1) add('flag', 'crossover')
  if (countUnrelated(work, tags, 'relationship') === 1) add('flag', 'single-pairing')
  return [...found]
}

/** As written, and all that they are found under. */
export function tagsOfWork(work: WorkDocument, tags: Tags): ReadonlySet<number> {
  return new Set(work.tags.flatMap((key) => [key, ...(tags.get(key)?.under ?? [])]))
}

function kindOfTag(key: number, tags: Tags): TermKind {
  const tag = tags.get(key)
  const isCounted = tag !== undefined && tag.canonical === key
  return (isCounted && TAG_KINDS_COUNTED.find((kind) => kind === tag.kind)) || 'uncounted-tag'
}

/** How many tags of a kind it has that are neither the same nor meta tags of others of them. */
function countUnrelated(work: WorkDocument, tags: Tags, kind: string): number {
  const canonical = new Set<number>()
  for (const key of work.tags) {
    const tag = tags.get(key)
    if (tag?.kind === kind) canonical.add(tag.canonical)
  }
  const above = new Set<number>()
  for (const key of canonical) for (const other of tags.get(key)?.under ?? []) if (other !== key) above.add(other)
  return [...canonical].filter((key) => !above.has(key)).length
}
