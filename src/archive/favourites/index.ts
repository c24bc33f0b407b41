/** Front door of favourites. */
export { favouriteList } from './fragments.ts'
export { type Favourite, listFavourites } from './reading-store.ts'
export {
  type FavouriteFacts,
  type FavouriteTarget,
  findFavourite,
  findFavouriteComment,
  insertFavourite,
  updateFavouriteComment,
} from './store.ts'
