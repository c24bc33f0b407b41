export { isTooMuch } from './limits.ts'
export { parseMarkup, textRuns } from './markup.ts'
export { readMarkup } from './read-html.ts'
export { readText } from './read-text.ts'
