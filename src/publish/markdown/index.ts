export { writeMarkdown } from './markdown.ts'
