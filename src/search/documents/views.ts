/** The views that indexes read, as rows, so that queries about them are typed. Made by migrations 0009, 0010 and
 * 0015. */
import type { Kysely } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

interface Views {
  search_work: {
    work_id: number
    visibility: string
    rating: string
    status: string | null
    language: string | null
    words: number
    hits: number | null
    review_count: number
    posted_key: string
    updated_key: string
    sort_title: string
    is_round_robin: boolean | number
    site_id: number | null
  }
  search_work_tag: { work_id: number; tag_id: number }
  search_work_pen_name: {
    work_id: number
    pen_name_id: number
    role: string
    position: number
    sort_name: string
  }
  search_work_series: { work_id: number; series_id: number; is_confirmed: boolean | number }
  search_work_setting: {
    setting_id: number
    work_id: number
    canon_key: string
    relation: string | null
    from_position: number | null
    to_position: number | null
  }
  search_work_chapter: { work_id: number; is_hidden: boolean | number; chapters: number }
  search_work_person: { work_id: number; is_hidden: boolean | number; person: string }
  search_work_narrator: { work_id: number; is_hidden: boolean | number; who: string }
  search_tag: { tag_id: number; kind: string; name: string; folded: string; canonical_id: number | null }
  search_tag_closure: { tag_id: number; found_under_id: number }
}

export function viewsOf(db: Db): Kysely<Views> {
  return db as unknown as Kysely<Views>
}
