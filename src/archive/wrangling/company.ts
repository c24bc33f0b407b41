/** Which fandoms tags are met with, on the same works. */
import type { Canon } from '../../intake/canon/index.ts'
import { foldKey } from '../../kernel/text.ts'
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

export function companyOf(tags: readonly CountedTag[], met: readonly Met[]): Company {
  const byTag = Map.groupBy(met, ({ tag }) => tag)
  const byId = new Map(tags.map((tag) => [tag.id, tag]))
  const fandoms = new Map(tags.filter(({ kind }) => kind === 'fandom').map((tag) => [tag.folded, tag]))
  const idsOf = new Map<Canon, ReadonlySet<number>>()
  const fandomsOf = (canon: Canon): ReadonlySet<number> => {
    const known = idsOf.get(canon)
    if (known !== undefined) return known
    const named = [canon.name, ...canon.aliases].map((name) => fandoms.get(foldKey(name)))
    const ids = new Set(named.flatMap((tag) => (tag === undefined ? [] : [tag.canonical ?? tag.id])))
    idsOf.set(canon, ids)
    return ids
  }
  return {
    shareOf(tag, canon) {
      const rows = byTag.get(tag.id)
      if (rows === undefined || tag.works === 0) return undefined
      const own = fandomsOf(canon)
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
