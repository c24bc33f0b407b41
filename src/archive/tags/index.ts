export { showSettings, showTag, showTags } from './routes.ts'
