export { showAbout } from './about-routes.ts'
export { originLine } from './around.ts'
export { blurb, blurbList } from './blurbs.ts'
export { findMadeFrom, type Placing, removeWorkWithoutSource, type SavedWork, saveWork } from './catalogue-store.ts'
export { downloadAs } from './download-routes.ts'
export type {
  ChapterDraft,
  CreatorDraft,
  FieldDraft,
  FindingDraft,
  SourceDraft,
  TagDraft,
  WorkDraft,
} from './draft.ts'
export { feedOfWork, feedOfWorks } from './feed.ts'
export {
  FILTER_NAMES,
  type FilterName,
  listAddress,
  readFilter,
  type WorkFilter,
  withoutFilter,
} from './filter.ts'
export { findRefs, nameRefs } from './filter-store.ts'
export { wordsForFinding } from './finding-words.ts'
export { byline } from './fragments.ts'
export { isRating, isTagKind, KIND_WORDS, RATING_WORDS, STATUS_WORDS, TAG_KINDS, type TagKind } from './labels.ts'
export { listNewWorks, listWorksByKey } from './list-store.ts'
export { findOrAddTag } from './names-store.ts'
export { showReviews } from './reviews-routes.ts'
export { showChapter, showWork } from './routes.ts'
export { type ListChoice, type ListSummary, summariseList } from './summary-store.ts'
export { listTagsAnew } from './tag-listing-store.ts'
export { listTermsAnew } from './term-listing-store.ts'
export type { Blurb } from './work.ts'
