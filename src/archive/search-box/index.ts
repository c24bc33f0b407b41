export { showSearch } from './routes.ts'
