export { writeText } from './text.ts'
