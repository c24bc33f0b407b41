/** Reads what proposals are made from: tags with how many works have them, what they are met with, links there are. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Met } from './company.ts'
import type { CountedTag } from './proposal.ts'

export async function listCountedTags(db: Db): Promise<readonly CountedTag[]> {
  const { rows } = await sql<Omit<CountedTag, 'isDecided'> & { readonly decided: number }>`
    select tag.id, tag.kind, tag.name, tag.folded, tag.standing, tag.canonical_id as canonical,
      coalesce(used.works, 0) as works, coalesce(decided.decided, 0) as decided
    from tag
    left join (select tag_id, count(distinct work_id) as works from work_tag group by tag_id) as used
      on used.tag_id = tag.id
    left join (select tag_saying.tag_id, count(*) as decided
        from tag_saying inner join wrangling on wrangling.id = tag_saying.wrangling_id
        where wrangling.said_by = 'archivist' and tag_saying.relation in ('canonical', 'synonym', 'ambiguous', 'unwrangled')
        group by tag_saying.tag_id) as decided
      on decided.tag_id = tag.id
    order by tag.id`.execute(db)
  return rows.map(({ decided, ...row }) => ({ ...row, isDecided: decided > 0 }))
}

/** Characters and relationships with the fandoms of their works. */
export async function listCompany(db: Db): Promise<readonly Met[]> {
  const { rows } = await sql<Met>`
    select tag.id as tag, coalesce(fandom.canonical_id, fandom.id) as fandom, count(distinct work_tag.work_id) as works
    from tag
    inner join work_tag on work_tag.tag_id = tag.id
    inner join work_tag as beside on beside.work_id = work_tag.work_id
    inner join tag as fandom on fandom.id = beside.tag_id and fandom.kind = 'fandom'
    where tag.kind in ('character', 'relationship')
    group by tag.id, coalesce(fandom.canonical_id, fandom.id)`.execute(db)
  return rows
}

/** Parents that there are, and those that the archivist decided against, as "tag parent" by key. */
export async function listSettledParents(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly tag: number; readonly parent: number }>`
    select tag_id as tag, other_id as parent from tag_link where relation = 'parent'
    union
    select coalesce(lower.canonical_id, lower.id), coalesce(upper.canonical_id, upper.id)
    from tag_saying
    inner join wrangling on wrangling.id = tag_saying.wrangling_id
    inner join tag as lower on lower.id = tag_saying.tag_id
    inner join tag as upper on upper.id = tag_saying.other_id
    where tag_saying.relation = 'parent' and wrangling.said_by = 'archivist'`.execute(db)
  return new Set(rows.map(({ tag, parent }) => `${tag} ${parent}`))
}
