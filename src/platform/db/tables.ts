/** Row types, generated from the migrations by `node scripts/tables.ts`. They never leave a `store.ts`. */
import type { Generated } from 'kysely'

interface ArchiveSettingTable {
  name: string
  value: string
}

interface BatchTable {
  id: Generated<number>
  public_id: string
  started_at: string
  finished_at: string | null
  state: string
  roots: string
  options: Generated<string>
  counts: Generated<string>
}

interface CanonTable {
  key: string
  tag_id: number | null
  hash: string
}

interface CanonPointTable {
  id: Generated<number>
  canon_key: string
  key: string
  kind: string
  name: string
  season: number | null
  episode: number | null
  position: number
}

interface ChallengeTable {
  id: Generated<number>
  public_id: string
  title: string
  sort_title: string
  summary: string | null
  pen_name_id: number | null
  challenger_name: string | null
  site_id: number | null
}

interface ChallengeAnswerTable {
  challenge_id: number
  position: number
  work_id: number | null
  series_id: number | null
}

interface ChangeLogTable {
  seq: Generated<number>
  tx: Generated<number>
  at: string
  table_name: string
  row_id: number
  change: string
}

interface ChapterTable {
  id: Generated<number>
  work_id: number
  position: number
  title: string | null
  number: number | null
  posted_at: string | null
  current_version_id: number | null
  is_hidden: Generated<boolean>
  by_pen_name_id: number | null
  notes_before: string | null
  notes_after: string | null
}

interface ChapterVersionTable {
  id: Generated<number>
  chapter_id: number
  number: number
  html: string
  format: number
  sha256: string
  words: number
  reason: string
  source_sha256: string | null
  created_at: string
  by: string | null
}

interface CreatorTable {
  work_id: number
  pen_name_id: number
  position: number
  role: Generated<string>
  as_written: string | null
}

interface FavouriteTable {
  id: Generated<number>
  pen_name_id: number
  work_id: number | null
  series_id: number | null
  person_id: number | null
  comment: string | null
  site_id: number | null
}

interface FieldTable {
  id: Generated<number>
  work_id: number
  sha256: string | null
  name: string
  kind: string | null
  value: string
  as_written: string
  label: string | null
  lines: string
  spans: string
  rule: string
  confidence: number
  is_chosen: boolean
  position: number
}

interface FindingTable {
  id: Generated<number>
  batch_id: number
  sha256: string | null
  path: string | null
  within: Generated<string>
  work_id: number | null
  chapter_id: number | null
  kind: string
  code: string
  codes: string | null
  line: number | null
  column: number | null
  lines: Generated<string>
  before: string | null
  after: string | null
  field: string | null
  value: string | null
  why: string | null
  block_id: string | null
  confidence: Generated<number>
  state: Generated<string>
  position: number
}

interface LegacyIdTable {
  site_id: number
  table_name: string
  old_key: string
  kind: string
  target_id: number | null
  row_sha256: string
  written: string | null
  extra: string | null
}

interface ListingTable {
  work_id: number
  kind: string
  ref_id: number
  updated_key: string
  posted_key: string
  sort_title: string
  words: number
}

interface MailPostTable {
  sha256: string
  kind: string
  message_id: string | null
  answers: string
  thread_key: string | null
  sender: string | null
  sent_at: string | null
  html: string | null
  state: string | null
  review_id: number | null
}

interface NewsTable {
  id: Generated<number>
  public_id: string
  title: string
  html: string
  pen_name_id: number | null
  author_name: string | null
  posted_at: string | null
  posted_key: Generated<string>
  site_id: number | null
}

interface OpaqueRecordTable {
  site_id: number
  table_name: string
  old_key: string
  reason: string
  content: string
  row_sha256: string
}

interface PenNameTable {
  id: Generated<number>
  public_id: string
  name: string
  sort_name: string
  folded: string
  is_claimable: Generated<boolean>
  site_id: number | null
  profile: string | null
  joined_at: string | null
}

interface PenNameClaimTable {
  id: Generated<number>
  pen_name_id: number
  site_id: number
  way: string
  email_check: string | null
  password_check: string | null
  state: Generated<string>
}

interface ProfileFieldTable {
  pen_name_id: number
  position: number
  label: string
  value: string
  href: string | null
}

interface ReadingTable {
  sha256: string
  intake_version: string
  canon_hash: string
  content: Uint8Array
  outline: string | null
}

interface RescuedSiteTable {
  id: Generated<number>
  public_id: string
  key: string
  software: string
  name: string
  slogan: string | null
  version: string | null
  table_prefix: string
  old_place: string | null
  old_url: string | null
  evidence: Generated<string>
  batch_id: number | null
  dump_sha256: string | null
  rescued_at: string
  dumped_at: string | null
  report: Generated<string>
}

interface ReviewTable {
  id: Generated<number>
  public_id: string
  work_id: number | null
  chapter_id: number | null
  series_id: number | null
  news_id: number | null
  parent_id: number | null
  pen_name_id: number | null
  guest_name: string | null
  html: string | null
  rating: number | null
  rating_best: number | null
  about: string | null
  posted_at: string | null
  posted_key: Generated<string>
  state: Generated<string>
  site_id: number | null
}

interface RunningTable {
  name: string
  host: string
  pid: number
  heartbeat_at: string
  token: string
}

interface SecretTable {
  name: string
  value: string
}

interface SectionTable {
  chapter_id: number
  position: number
  kind: string
  label: string | null
  who: string | null
  date: string | null
  to_whom: string | null
  from_whom: string | null
  person: string | null
  block_id: string | null
  start_line: number | null
  end_line: number | null
  rule: string
  confidence: number
}

interface SeriesTable {
  id: Generated<number>
  public_id: string
  title: string
  sort_title: string
  folded_title: string
  summary: string | null
  openness: Generated<string>
  review_count: Generated<number>
  site_id: number | null
}

interface SeriesCreatorTable {
  series_id: number
  pen_name_id: number
  position: number
}

interface SeriesEntryTable {
  series_id: number
  position: number
  work_id: number | null
  child_id: number | null
  is_confirmed: Generated<boolean>
}

interface SitePageTable {
  id: Generated<number>
  public_id: string
  site_id: number
  name: string
  title: string | null
  html: string
}

interface SiteTermTable {
  id: Generated<number>
  site_id: number
  kind: string
  old_id: string
  name: string
  type_name: string | null
  description: string | null
  parent_id: number | null
  old_parent: string | null
  bits: number | null
  position: Generated<number>
}

interface SourceTable {
  sha256: string
  size: number
  media_type: string
  format: string
  first_seen: string
  container_sha256: string | null
  container_name: string | null
  container_method: string | null
  container_offset: number | null
  container_size: number | null
}

interface SourceChunkTable {
  sha256: string
  position: number
  size: number
  data: Uint8Array
  data_sha256: string
}

interface SourceUnfinishedTable {
  sha256: string
  started_at: string
}

interface SourceUseTable {
  id: Generated<number>
  sha256: string
  batch_id: number
  path: string
  within: Generated<string>
  position: Generated<number>
  role: string
  work_id: number | null
  chapter_id: number | null
}

interface TagTable {
  id: Generated<number>
  public_id: string
  kind: string
  name: string
  folded: string
  canonical_id: number | null
  standing: string | null
  is_from_rules: Generated<boolean>
}

interface TagClosureTable {
  tag_id: number
  meta_id: number
}

interface TagLinkTable {
  relation: string
  tag_id: number
  other_id: number
}

interface TagSayingTable {
  id: Generated<number>
  wrangling_id: number
  relation: string
  tag_id: number
  other_id: number | null
  holds: Generated<boolean>
  why: string | null
}

interface TagToListTable {
  tag_id: Generated<number>
  after_work_id: Generated<number>
}

interface TermMappingTable {
  site_term_id: number
  tag_kind: string
  tag_name: string
  said_by: string
  why: string | null
}

interface TermUseTable {
  kind: string
  target_id: number
  site_term_id: number
  position: number
}

interface WorkTable {
  id: Generated<number>
  public_id: string
  title: string
  sort_title: string
  folded_title: string
  is_title_known: Generated<boolean>
  summary: string | null
  notes_before: string | null
  notes_after: string | null
  disclaimer: string | null
  language: string | null
  rating: Generated<string>
  rating_as_given: string | null
  status: string | null
  part_number: number | null
  part_to: number | null
  part_total: number | null
  expected_chapters: number | null
  words: Generated<number>
  posted_at: string | null
  posted_key: Generated<string>
  updated_at: string | null
  updated_key: Generated<string>
  added_at: string
  changed_at: string
  visibility: Generated<string>
  made_from: string | null
  site_id: number | null
  rating_by_rule: string | null
  is_round_robin: Generated<boolean>
  asks_age: Generated<boolean>
  notice: string | null
  hits: number | null
  review_count: Generated<number>
}

interface WorkSettingTable {
  id: Generated<number>
  work_id: number
  canon_key: string | null
  from_point: number | null
  to_point: number | null
  relation: string | null
  as_written: string
  rule: string
  confidence: number
}

interface WorkTagTable {
  work_id: number
  tag_id: number
  as_written: string
  position: number
  said_by: string
}

interface WranglingTable {
  id: Generated<number>
  said_by: string
  name: string
  said_at: string
  undone_at: string | null
  content: string | null
}

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
  site_page: SitePageTable
  site_term: SiteTermTable
  source: SourceTable
  source_chunk: SourceChunkTable
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
  work_setting: WorkSettingTable
  work_tag: WorkTagTable
  wrangling: WranglingTable
}
