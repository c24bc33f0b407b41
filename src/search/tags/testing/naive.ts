/**
 * What the tag index must answer, said as plainly as possible: every work is looked at, one by one, and nothing is kept.
 * It shares no code with the index.
 */
import type { Viewer } from '../../../platform/db/visibility.ts'
import type { TagDocument, WorkDocument } from '../../documents/index.ts'
import type { Answer, Condition, Facet, FacetValue, Question } from '../../question.ts'

export interface PlainArchive {
  readonly works: readonly WorkDocument[]
  readonly tags: ReadonlyMap<number, TagDocument>
}

export function maySee(work: WorkDocument, viewer: Viewer): boolean {
  const { visibility } = work
  const isOwn = viewer.kind === 'author-of' && work.penNames.some((key) => viewer.penNameIds.includes(key))
  if (visibility === 'public') return true
  if (visibility === 'members') return viewer.kind !== 'guest'
  if (visibility === 'unlisted' || visibility === 'hidden') return viewer.kind === 'archivist' || isOwn
  return visibility === 'dark' && viewer.kind === 'archivist'
}

export function fits(archive: PlainArchive, viewer: Viewer, work: WorkDocument, condition: Condition): boolean {
  const within = (value: number | null): boolean => {
    const { from, to } = condition as { from: number | null; to: number | null }
    if (from === null && to === null) return true
    return value !== null && (from === null || value >= from) && (to === null || value <= to)
  }
  const isArchivist = viewer.kind === 'archivist'
  switch (condition.kind) {
    case 'all':
      return condition.of.every((each) => fits(archive, viewer, work, each))
    case 'any':
      return condition.of.some((each) => fits(archive, viewer, work, each))
    case 'not':
      return !fits(archive, viewer, work, condition.of)
    case 'tag':
      return condition.keys.some((key) => allTags(archive, work).includes(key))
    case 'pen-name':
      return condition.keys.some((key) => work.penNames.includes(key))
    case 'series':
      return condition.keys.some(
        (key) => work.series.includes(key) || (isArchivist && work.offeredSeries.includes(key)),
      )
    case 'site':
      return condition.keys.some((key) => work.siteKey === key)
    case 'rating':
      return condition.values.includes(work.rating)
    case 'status':
      return work.status !== null && condition.values.includes(work.status)
    case 'language':
      return condition.values.some((value) => `${work.language ?? '?'}-`.startsWith(`${value}-`))
    case 'words':
      return within(work.words)
    case 'reviews':
      return within(work.reviews)
    case 'hits':
      return within(work.hits)
    case 'chapters':
      return within(chaptersOf(work, viewer))
    case 'posted':
      return isOnDay(work.posted, condition)
    case 'updated':
      return isOnDay(work.updated, condition)
    case 'setting':
      return work.settings.some((setting) => isSetThere(setting, condition))
    case 'told':
      return condition.persons.some(
        (person) => work.tellers.includes(person) || (isArchivist && work.hiddenTellers.includes(person)),
      )
    case 'told-by':
      return condition.names.some((name) =>
        [...work.narrators, ...(isArchivist ? work.hiddenNarrators : [])].some((each) => each.includes(name)),
      )
    case 'is':
      return isSo(archive, viewer, work, condition.flag)
    case 'works':
      return condition.keys.includes(work.key)
  }
}

function chaptersOf(work: WorkDocument, viewer: Viewer): number {
  return work.chapters + (viewer.kind === 'archivist' ? work.hiddenChapters : 0)
}

function isOnDay(date: string, { from, to }: { readonly from: string | null; readonly to: string | null }): boolean {
  if (from === null && to === null) return true
  if (date === '') return false
  const day = `${date}-01-01`.slice(0, 10)
  return (from === null || day >= from) && (to === null || day <= to)
}

function isSetThere(
  { canon, from, to, relation }: WorkDocument['settings'][number],
  wanted: Condition & { kind: 'setting' },
): boolean {
  if (canon !== wanted.canon) return false
  if (wanted.from === null && wanted.to === null) return true
  const points = [from, to].filter((point) => point !== null)
  if (points.length === 0) return false
  const [first, last] = [Math.min(...points), Math.max(...points)]
  const begins = relation === 'after' ? last + 0.5 : relation === 'before' ? first - 0.5 : first
  const ends = relation === 'after' || relation === 'before' ? begins : last
  return (wanted.from === null || ends >= wanted.from) && (wanted.to === null || begins <= wanted.to)
}

function isSo(
  archive: PlainArchive,
  viewer: Viewer,
  work: WorkDocument,
  flag: (Condition & { kind: 'is' })['flag'],
): boolean {
  switch (flag) {
    case 'round-robin':
      return work.isRoundRobin
    case 'one-chapter':
      return chaptersOf(work, viewer) === 1
    case 'series-part':
      return work.series.length > 0 || (viewer.kind === 'archivist' && work.offeredSeries.length > 0)
    case 'crossover':
      return unrelated(archive, work, 'fandom').length > 1
    case 'single-pairing':
      return unrelated(archive, work, 'relationship').length === 1
  }
}

function unrelated({ tags }: PlainArchive, work: WorkDocument, kind: string): readonly number[] {
  const own = work.tags.flatMap((key) => tags.get(key) ?? []).filter((tag) => tag.kind === kind)
  const keys = [...new Set(own.map((tag) => tag.canonical))]
  return keys.filter((key) => keys.every((other) => other === key || tags.get(other)?.under.includes(key) !== true))
}

function allTags({ tags }: PlainArchive, work: WorkDocument): readonly number[] {
  return work.tags.flatMap((key) => [key, ...(tags.get(key)?.under ?? [])])
}

export function naiveAnswer(archive: PlainArchive, question: Question): Answer {
  const { viewer, condition, hidden, size } = question
  const all = archive.works.filter((work) => maySee(work, viewer) && fits(archive, viewer, work, condition))
  const found = all.filter((work) => hidden === undefined || !fits(archive, viewer, work, hidden))
  const sorted = found.toSorted((a, b) => compare(a, b, question))
  const anchorKey = question.after ?? question.before
  const anchor = archive.works.find((work) => work.key === anchorKey && maySee(work, viewer))
  let from = 0
  if (anchor !== undefined && question.after !== undefined)
    from = sorted.filter((work) => compare(work, anchor, question) <= 0).length
  else if (anchor !== undefined)
    from = Math.max(0, sorted.filter((work) => compare(work, anchor, question) < 0).length - size)
  else if (question.isLast === true) from = Math.max(0, sorted.length - size)
  let to = from + size
  if (anchor !== undefined && question.after === undefined)
    to = sorted.filter((work) => compare(work, anchor, question) < 0).length
  return {
    total: found.length,
    hidden: all.length - found.length,
    works: sorted.slice(from, to).map((work) => work.key),
    hasPrevious: from > 0,
    hasNext: to < sorted.length,
    facets: new Map(question.facets.map((facet) => [facet, topOf(archive, found, facet, question.top)])),
  }
}

function compare(a: WorkDocument, b: WorkDocument, { sort, condition }: Question): number {
  const scored = listScored(condition)
  const valueOf = (work: WorkDocument): string | number => {
    switch (sort.by) {
      case 'best':
        return scored.length === 0 ? work.updated : scoreOf(work.key, scored)
      case 'title':
        return work.sortTitle
      case 'by':
        return work.sortName
      case 'hits':
        return work.hits ?? -1
      case 'updated':
      case 'posted':
      case 'words':
      case 'reviews':
        return work[sort.by]
    }
  }
  const [first, second] = [valueOf(a), valueOf(b)]
  const difference =
    typeof first === 'string' ? Buffer.compare(Buffer.from(first), Buffer.from(String(second))) : first - Number(second)
  return (sort.isDescending ? -1 : 1) * (difference || a.key - b.key)
}

type Scored = Condition & { kind: 'works' }

function listScored(condition: Condition): readonly Scored[] {
  if (condition.kind === 'works') return condition.scores === undefined ? [] : [condition]
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(listScored) : []
}

function scoreOf(key: number, scored: readonly Scored[]): number {
  return scored.reduce((sum, { keys, scores }) => sum + (scores?.[keys.indexOf(key)] ?? 0), 0)
}

function topOf(
  archive: PlainArchive,
  works: readonly WorkDocument[],
  facet: Facet,
  top: number,
): readonly FacetValue[] {
  const counts = new Map<number | string, number>()
  for (const work of works)
    for (const value of new Set(valuesOf(archive, work, facet))) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, counted], [b, other]) => other - counted || (a < b ? -1 : 1))
    .slice(0, top)
    .map(([value, count]) => ({
      key: typeof value === 'number' ? value : null,
      value: typeof value === 'string' ? value : null,
      count,
    }))
}

function valuesOf(archive: PlainArchive, work: WorkDocument, facet: Facet): readonly (number | string)[] {
  switch (facet) {
    case 'rating':
      return [work.rating]
    case 'status':
      return work.status === null ? [] : [work.status]
    case 'language':
      return work.language === null ? [] : [work.language]
    case 'pen-name':
      return work.penNames
    case 'fandom':
    case 'relationship':
    case 'character':
    case 'warning':
    case 'category':
    case 'additional':
      return allTags(archive, work).filter((key) => {
        const tag = archive.tags.get(key)
        return tag?.kind === facet && tag.canonical === key
      })
  }
}
