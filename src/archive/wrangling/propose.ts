/**
 * Proposes what tags mean: by canon files, by spelling, by the company they keep; each with its reason, those about the
 * most works first. Nothing is proposed that holds already, or that the archivist has decided.
 */
import type { Canon } from '../../intake/canon/index.ts'
import type { Db } from '../../platform/db/database.ts'
import type { TagKind } from '../works/index.ts'
import { companyOf } from './company.ts'
import type { CountedTag, Proposal } from './proposal.ts'
import { canonsNamed, namesOfCanons, proposeByCanon } from './propose-canon.ts'
import { proposeByCompany } from './propose-company.ts'
import { proposeBySpelling } from './propose-spelling.ts'
import { listCompany, listCountedTags, listSettledParents } from './propose-store.ts'
import { checkCanonicalName } from './saying.ts'
import { keyOfTag, type TagName } from './tag-store.ts'

export interface ProposeOptions {
  readonly kind?: TagKind
  /** Doubtful ones too. */
  readonly isAll?: boolean
  /** So many of those about the most works. */
  readonly most?: number
  /** Only by one of these. */
  readonly by?: Proposal['by']
}

export async function proposeTags(
  db: Db,
  canons: readonly Canon[],
  { kind, isAll = false, most = Number.POSITIVE_INFINITY, by }: ProposeOptions = {},
): Promise<readonly Proposal[]> {
  const tags = await listCountedTags(db)
  const names = namesOfCanons(canons)
  const company = companyOf(tags, await listCompany(db), ({ name }) => canonsNamed(name, names))
  const isKnown = (tag: CountedTag): boolean =>
    tag.kind in names && names[tag.kind as keyof typeof names].has(tag.folded)
  const all = [
    ...proposeByCanon(tags, names, company),
    ...proposeBySpelling(tags, isKnown),
    ...proposeByCompany(tags, company),
  ].filter((each) => (isAll || each.certainty !== 'doubtful') && (by === undefined || each.by === by))
  return agree(tags, all, await listSettledParents(db))
    .filter((each) => kind === undefined || each.kind === kind)
    .toSorted((a, b) => b.works - a.works)
    .slice(0, most)
}

/** One meaning for each tag, the first that was proposed; what points at a tag that has another name points at that. */
export function agree(
  tags: readonly CountedTag[],
  proposals: readonly Proposal[],
  settledParents: ReadonlySet<string>,
): readonly Proposal[] {
  const known = new Map(tags.map((tag) => [keyOfTag(tag), tag]))
  const byId = new Map(tags.map((tag) => [tag.id, tag]))
  const meant = new Map<string, Proposal>()
  for (const proposal of proposals) {
    if (proposal.says !== 'parent' && !meant.has(keyOfTag(proposal))) meant.set(keyOfTag(proposal), proposal)
  }
  const targetOf = (tag: TagName): TagName => {
    const met = new Set<string>()
    let at = tag
    for (;;) {
      const key = keyOfTag(at)
      const canonical = known.get(key)?.canonical
      const next = canonical == null ? synonymOf(meant.get(key)) : byId.get(canonical)
      if (next === undefined || met.has(key)) return known.get(key) ?? at
      met.add(key)
      at = next
    }
  }
  const agreed: Proposal[] = []
  const links = new Set<string>()
  for (const proposal of proposals) {
    if (proposal.says === 'parent' ? false : meant.get(keyOfTag(proposal)) !== proposal) continue
    if (proposal.of === null) {
      agreed.push(proposal)
      continue
    }
    const of = targetOf(proposal.of)
    const tag = proposal.says === 'parent' ? targetOf(proposal) : proposal
    const end = known.get(keyOfTag(of))
    if (keyOfTag(of) === keyOfTag(tag) || end?.standing === 'ambiguous') continue
    if (end?.standing !== 'canonical' && checkCanonicalName(of.name) !== undefined) continue
    if (proposal.says === 'parent') {
      const lower = known.get(keyOfTag(tag))
      const key = `${keyOfTag(tag)} < ${keyOfTag(of)}`
      if (links.has(key) || (lower !== undefined && end !== undefined && settledParents.has(`${lower.id} ${end.id}`)))
        continue
      links.add(key)
    }
    const { kind, name } = tag
    agreed.push({ ...proposal, kind, name, of: { kind: of.kind, name: of.name } })
  }
  return agreed
}

function synonymOf(proposal: Proposal | undefined): TagName | undefined {
  return proposal?.says === 'synonym' && proposal.of !== null ? proposal.of : undefined
}
