export { showFavourites, showPenName, showPeople, showWritten } from './routes.ts'
