/** The migrations, in order. A released one is never edited: add the next. */
import type { Kysely } from 'kysely'
import type { ColumnTypes } from './columns.ts'
import * as sources from './migrations/0001_sources.ts'
import * as works from './migrations/0002_works.ts'
import * as tagsAndCanons from './migrations/0003_tags_and_canons.ts'
import * as evidence from './migrations/0004_evidence.ts'
import * as housekeeping from './migrations/0005_housekeeping.ts'
import * as narrowedLists from './migrations/0006_narrowed_lists.ts'
import * as rescuedSites from './migrations/0007_rescued_sites.ts'
import * as community from './migrations/0008_community.ts'
import * as search from './migrations/0009_search.ts'
import * as wrangling from './migrations/0010_wrangling.ts'
import * as narrowedFindings from './migrations/0011_narrowed_findings.ts'
import * as mail from './migrations/0012_mail.ts'
import * as conventions from './migrations/0013_conventions.ts'
import * as kindredTexts from './migrations/0014_kindred_texts.ts'
import * as narrators from './migrations/0015_narrators.ts'

export interface Migration {
  /** The file's name without ending. */
  readonly name: string
  readonly up: (db: Kysely<unknown>, type: ColumnTypes) => Promise<void>
}

export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_sources', ...sources },
  { name: '0002_works', ...works },
  { name: '0003_tags_and_canons', ...tagsAndCanons },
  { name: '0004_evidence', ...evidence },
  { name: '0005_housekeeping', ...housekeeping },
  { name: '0006_narrowed_lists', ...narrowedLists },
  { name: '0007_rescued_sites', ...rescuedSites },
  { name: '0008_community', ...community },
  { name: '0009_search', ...search },
  { name: '0010_wrangling', ...wrangling },
  { name: '0011_narrowed_findings', ...narrowedFindings },
  { name: '0012_mail', ...mail },
  { name: '0013_conventions', ...conventions },
  { name: '0014_kindred_texts', ...kindredTexts },
  { name: '0015_narrators', ...narrators },
]
