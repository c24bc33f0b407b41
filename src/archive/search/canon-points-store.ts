/** The timelines of canons, for questions about when a work is set. A canon is a file that everybody can read. */
import type { Db } from '../../platform/db/database.ts'

export interface CanonTimeline {
  readonly canon: string
  /** Of the fandom that the canon is of. */
  readonly tag: number | null
  readonly points: readonly TimelinePoint[]
}

export interface TimelinePoint {
  readonly kind: string
  readonly name: string
  readonly season: number | null
  readonly episode: number | null
  readonly position: number
}

/** All of them: as many as there are canon files. */
export async function listTimelines(db: Db): Promise<readonly CanonTimeline[]> {
  const rows = await db
    .selectFrom('canon_point')
    .innerJoin('canon', 'canon.key', 'canon_point.canon_key')
    .orderBy('canon.key')
    .orderBy('canon_point.position')
    .select([
      'canon.key as canon',
      'canon.tag_id as tag',
      'canon_point.kind',
      'canon_point.name',
      'canon_point.season',
      'canon_point.episode',
      'canon_point.position',
    ])
    .execute()
  return [...Map.groupBy(rows, (row) => row.canon)].map(([canon, points]) => ({
    canon,
    tag: points[0]?.tag ?? null,
    points,
  }))
}
