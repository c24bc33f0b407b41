/** Which fandoms tags are met with, on the same works. */
import type { Canon } from '../../intake/canon/index.ts'
import type { CountedTag } from './proposal.ts'

export interface Met {
  readonly tag: number
  /** The canonical tag of the fandom. */
  readonly fandom: number
  readonly works: number
}

export interface Company {
  /** Of the works with this tag, the part that is of this canon's fandom; undefined when no work says its fandom. */
  readonly shareOf: (tag: CountedTag, canon: Canon) => number | undefined
  /** The fandom that most works with this tag are of. */
  readonly closestTo: (tag: CountedTag) => { readonly fandom: CountedTag; readonly works: number } | undefined
}

/** @param canonsOf the canons that may be meant by the name of a fandom. */
export function companyOf(
  tags: readonly CountedTag[],
  met: readonly Met[],
  canonsOf: (fandom: CountedTag) => readonly Canon[],
): Company {
  const byTag = Map.groupBy(met, ({ tag }) => tag)
  const byId = new Map(tags.map((tag) => [tag.id, tag]))
  const idsOf = new Map<Canon, Set<number>>()
  for (const tag of tags) {
    if (tag.kind !== 'fandom') continue
    for (const canon of canonsOf(tag)) idsOf.set(canon, (idsOf.get(canon) ?? new Set()).add(tag.canonical ?? tag.id))
  }
  return {
    shareOf(tag, canon) {
      const rows = byTag.get(tag.id)
      if (rows === undefined || tag.works === 0) return undefined
      const own = idsOf.get(canon) ?? new Set()
      const works = rows.filter(({ fandom }) => own.has(fandom)).reduce((sum, row) => sum + row.works, 0)
      return Math.min(1, works / tag.works)
    },
    closestTo(tag) {
      const rows = byTag.get(tag.id) ?? []
      const [first, ...rest] = rows
      if (first === undefined) return undefined
      const most = rest.reduce((best, row) => (row.works > best.works ? row : best), first)
      const fandom = byId.get(most.fandom)
      return fandom === undefined ? undefined : { fandom, works: most.works }
    },
  }
}
