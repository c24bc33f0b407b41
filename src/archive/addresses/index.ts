export {
  batchAddress,
  chapterAddress,
  type Named,
  penNameAddress,
  settingsAddress,
  slugFor,
  sourceAddress,
  tagAddress,
  workAddress,
  workFeedAddress,
} from './address.ts'
