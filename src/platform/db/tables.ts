/** All tables with their row types, generated from the migrations by `node scripts/tables.ts`. They never leave a `store.ts`. */
import type {
  ChallengeAnswerTable,
  ChallengeTable,
  FavouriteTable,
  NewsTable,
  ReviewTable,
  SeriesCreatorTable,
  SeriesEntryTable,
  SeriesTable,
  SitePageTable,
} from './rows/community.ts'
import type { SourceConventionTable } from './rows/conventions.ts'
import type { FieldTable, FindingTable, SourceUseTable } from './rows/evidence.ts'
import type { ArchiveSettingTable, ChangeLogTable, RunningTable, SecretTable } from './rows/housekeeping.ts'
import type { SeriesSayingTable, WorkMarkTable } from './rows/kindred-texts.ts'
import type { MailPostTable } from './rows/mail.ts'
import type {
  LegacyIdTable,
  OpaqueRecordTable,
  PenNameClaimTable,
  ProfileFieldTable,
  RescuedSiteTable,
  SiteTermTable,
  TermMappingTable,
  TermUseTable,
} from './rows/rescued-sites.ts'
import type { BatchTable, ReadingTable, SourceChunkTable, SourceTable, SourceUnfinishedTable } from './rows/sources.ts'
import type {
  CanonPointTable,
  CanonTable,
  ListingTable,
  TagTable,
  WorkSettingTable,
  WorkTagTable,
} from './rows/tags-and-canons.ts'
import type {
  ChapterTable,
  ChapterVersionTable,
  CreatorTable,
  PenNameTable,
  SectionTable,
  WorkTable,
} from './rows/works.ts'
import type { TagClosureTable, TagLinkTable, TagSayingTable, TagToListTable, WranglingTable } from './rows/wrangling.ts'

export interface Tables {
  archive_setting: ArchiveSettingTable
  batch: BatchTable
  canon: CanonTable
  canon_point: CanonPointTable
  challenge: ChallengeTable
  challenge_answer: ChallengeAnswerTable
  change_log: ChangeLogTable
  chapter: ChapterTable
  chapter_version: ChapterVersionTable
  creator: CreatorTable
  favourite: FavouriteTable
  field: FieldTable
  finding: FindingTable
  legacy_id: LegacyIdTable
  listing: ListingTable
  mail_post: MailPostTable
  news: NewsTable
  opaque_record: OpaqueRecordTable
  pen_name: PenNameTable
  pen_name_claim: PenNameClaimTable
  profile_field: ProfileFieldTable
  reading: ReadingTable
  rescued_site: RescuedSiteTable
  review: ReviewTable
  running: RunningTable
  secret: SecretTable
  section: SectionTable
  series: SeriesTable
  series_creator: SeriesCreatorTable
  series_entry: SeriesEntryTable
  series_saying: SeriesSayingTable
  site_page: SitePageTable
  site_term: SiteTermTable
  source: SourceTable
  source_chunk: SourceChunkTable
  source_convention: SourceConventionTable
  source_unfinished: SourceUnfinishedTable
  source_use: SourceUseTable
  tag: TagTable
  tag_closure: TagClosureTable
  tag_link: TagLinkTable
  tag_saying: TagSayingTable
  tag_to_list: TagToListTable
  term_mapping: TermMappingTable
  term_use: TermUseTable
  work: WorkTable
  work_mark: WorkMarkTable
  work_setting: WorkSettingTable
  work_tag: WorkTagTable
  wrangling: WranglingTable
}
