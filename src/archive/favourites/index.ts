/** Front door of favourites. */
export {
  type FavouriteFacts,
  type FavouriteTarget,
  findFavourite,
  findFavouriteComment,
  insertFavourite,
  updateFavouriteComment,
} from './store.ts'
