/**
 * The answers that come with a site: what it holds, value by value, after a perfect import.
 *
 * Texts in it are what the old column or file held, in Unicode and repaired, markup and all. Whatever an answer leaves
 * out is not compared, so a site with fewer answers can be checked with the same script.
 */
import { readFile } from 'node:fs/promises'

export interface Truth {
  readonly authors?: readonly AuthorTruth[]
  readonly categories?: readonly CategoryTruth[]
  readonly characters?: readonly { readonly charid: number; readonly catid: number; readonly name: string }[]
  readonly classtypes?: readonly { readonly id: number; readonly title: string }[]
  readonly classes?: readonly { readonly id: number; readonly type: number; readonly name: string }[]
  readonly ratings?: readonly RatingTruth[]
  readonly stories?: readonly StoryTruth[]
  readonly orphan_chapters?: readonly ChapterTruth[]
  readonly series?: readonly SeriesTruth[]
  readonly challenges?: readonly ChallengeTruth[]
  readonly favorites?: readonly FavouriteTruth[]
  readonly reviews?: readonly ReviewTruth[]
  readonly news?: readonly NewsTruth[]
  readonly news_comments?: readonly { readonly nid: number; readonly uid: number; readonly text: string }[]
  readonly site?: { readonly name?: string; readonly version?: string; readonly sitekey?: string }
  readonly counts?: Readonly<Record<string, number>>
  readonly traps?: readonly { readonly id: string; readonly what: string }[]
}

export interface AuthorTruth {
  readonly uid: number
  readonly penname: string
  readonly email?: string
  readonly exists_in_authors_table: boolean
  readonly level?: number
  readonly locked?: boolean
  /** Seconds since 1970. */
  readonly joined?: number
  readonly bio?: string
  readonly password_md5?: string | null
  readonly password_plain?: string | null
}

export interface CategoryTruth {
  readonly catid: number
  readonly name: string
  readonly parent: number
  readonly order?: number
  readonly locked?: boolean
}

export interface RatingTruth {
  readonly rid: number
  readonly rating: string
  readonly ratingwarning_bits: number
  readonly warningtext?: string
}

export interface StoryTruth {
  readonly sid: number
  readonly title: string
  readonly summary?: string
  readonly authors_uids: readonly number[]
  readonly category_ids?: readonly number[]
  readonly character_ids?: readonly number[]
  readonly class_ids?: readonly number[]
  readonly rating?: string | null
  readonly validated: number
  readonly completed?: boolean
  readonly featured?: number
  readonly roundrobin?: boolean
  readonly published?: number
  readonly updated?: number
  readonly reads?: number
  readonly storynotes?: string
  readonly challenge_ids?: readonly number[]
  readonly words?: number
  readonly review_rows?: number
  readonly chapters: readonly ChapterTruth[]
}

export interface ChapterTruth {
  readonly chapid: number
  readonly sid: number
  readonly uid?: number
  readonly inorder?: number
  readonly title: string
  readonly encoding?: string
  /** file, db, both, missing, wrongdir. */
  readonly stored_in?: string
  readonly validated?: boolean
  readonly words?: number
  readonly notes?: string
  readonly endnotes?: string
  readonly reads?: number
  readonly text_chars?: number
  /** Of the text as it was meant, in UTF-8. */
  readonly text_sha256?: string | null
  /** Of the bytes in the file or column. */
  readonly text_bytes_sha256?: string | null
  readonly truncated_by_text_column_at_bytes?: number
}

export interface SeriesTruth {
  readonly seriesid: number
  readonly title: string
  readonly summary?: string
  readonly uid?: number
  readonly isopen?: string
  readonly items: readonly {
    readonly sid: number | null
    readonly subseriesid: number | null
    readonly confirmed: boolean
    readonly order?: number
    readonly exists?: boolean
  }[]
}

export interface ChallengeTruth {
  readonly chalid: number
  readonly title: string
  readonly challenger?: string
  readonly uid?: number
  readonly summary?: string
  readonly responses?: readonly number[]
}

export interface FavouriteTruth {
  readonly uid: number
  readonly type: string
  readonly item: number
  readonly comment?: string
  readonly target_exists?: boolean
}

export interface ReviewTruth {
  readonly reviewid: number
  readonly type: string
  readonly item: number
  readonly chapid?: number
  readonly uid: number
  readonly reviewer?: string
  readonly text: string | null
  readonly rating: number | null
  readonly reply: string | null
  readonly date?: number
}

export interface NewsTruth {
  readonly nid: number
  readonly author?: string
  readonly title: string
  readonly body?: string
  readonly comments?: number
}

export async function readTruth(path: string): Promise<Truth> {
  const truth: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (typeof truth !== 'object' || truth === null) throw new Error(`${path} holds no answers`)
  return truth
}
