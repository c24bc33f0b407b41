/** Front door of reviews. Works show theirs, so nothing in here asks for works. */
export { listReviewsBy, type WrittenReview } from './by-person-store.ts'
export {
  pagedReviews,
  type ReviewListOptions,
  reviewAnchor,
  reviewCountInWords,
  reviewJumps,
  reviewList,
  writtenReviews,
} from './fragments.ts'
export {
  countReviews,
  listLatestReviews,
  listReviews,
  type ReviewPage,
  type ReviewPlace,
  readReviewPlace,
} from './reading-store.ts'
export type { Review, ReviewCount, ReviewTarget } from './review.ts'
export {
  countOf,
  findRescuedReply,
  findStoredReview,
  insertReviews,
  listFirstAuthors,
  listReviewed,
  type ReviewedThing,
  type ReviewFacts,
  recountReviews,
  removeReview,
  updateReview,
} from './store.ts'
