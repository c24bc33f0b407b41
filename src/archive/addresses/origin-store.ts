/** The rescued site that a thing came from, as every query about such a thing asks for it. */
import type { Named } from './address.ts'

export interface OriginSite extends Named {
  readonly rescuedAt: string
  /** Host and path of its old address. */
  readonly oldPlace: string | null
}

/** Of a query that has the site beside the thing: `leftJoin('rescued_site', 'rescued_site.id', 'news.site_id')`. */
export const ORIGIN_COLUMNS = [
  'rescued_site.public_id as site_public_id',
  'rescued_site.name as site_name',
  'rescued_site.rescued_at',
  'rescued_site.old_place',
] as const

export interface OriginRow {
  readonly site_public_id: string | null
  readonly site_name: string | null
  readonly rescued_at: string | null
  readonly old_place: string | null
}

/** Null for what was not rescued. */
export function originOf(row: OriginRow): OriginSite | null {
  const { site_public_id: publicId, site_name: name, rescued_at: rescuedAt, old_place: oldPlace } = row
  return publicId === null || name === null || rescuedAt === null ? null : { publicId, name, rescuedAt, oldPlace }
}
