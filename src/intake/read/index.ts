export { isTooMuch } from './limits.ts'
export { type Markup, parseMarkup, textRuns } from './markup.ts'
export { readMarkup } from './read-html.ts'
export { readText } from './read-text.ts'
