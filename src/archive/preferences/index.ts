export { savePreferences, showPreferences } from './routes.ts'
