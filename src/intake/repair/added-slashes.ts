/**
 * Takes off the backslashes that PHP's `addslashes` put before quotes, and that many an archive stored by mistake.
 *
 *     in     \"I can\'t,\" she said.
 *     out    "I can't," she said.
 *
 * Nobody types them, but a single one may be a typing error or part of a drawing. So they go where more than four in
 * five quotes of the whole source have one; backslashes that were doubled by the same accident go with them. Slashes
 * added twice are taken off in turn.
 */
import { type Change, NOTHING, type Rule } from './rule.ts'

/** Backslashes and the quote behind them, if any: `\\\'`. */
const SLASHES = /\\+['"]?/g
const SHARE = 0.8

export const repairAddedSlashes: Rule = {
  code: 'added-slashes',
  find: (text) => {
    if (!text.includes('\\')) return NOTHING
    const runs = [...text.matchAll(SLASHES)]
    const escaped = runs.filter(({ 0: run }) => isEscaped(run)).length
    const quotes = text.match(/['"]/g)?.length ?? 0
    if (escaped / quotes <= SHARE || quotes === 0 || (escaped === 1 && !/\p{L}\\+'\p{L}/u.test(text))) return NOTHING
    const changes: Change[] = []
    for (const { 0: run, index } of runs) {
      const slashes = isQuote(run.at(-1)) ? run.length - 1 : run.length
      const kept = slashes >> 1
      // A backslash on its own was not added.
      if (isEscaped(run) || (slashes % 2 === 0 && !isQuote(run.at(-1)))) {
        changes.push({ from: index, to: index + slashes - kept, after: '' })
      }
    }
    return { changes, doubts: [] }
  },
}

/** An odd number of backslashes before a quote: one is for the quote, the others are pairs. */
function isEscaped(run: string): boolean {
  return isQuote(run.at(-1)) && run.length % 2 === 0
}

function isQuote(character: string | undefined): boolean {
  return character === "'" || character === '"'
}
