export { showFront } from './routes.ts'
