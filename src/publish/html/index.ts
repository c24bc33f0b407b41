export { writeHtml } from './html.ts'
