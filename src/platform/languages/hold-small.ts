/**
 * Has eld, when it is loaded, take its table from `small-ngrams.ts`, so that a thread that tells languages takes 120 MB
 * less. The rest of eld is as it is; with a table written in another way it is loaded as it comes.
 */
import { registerHooks } from 'node:module'

const TABLE = /\/eld\/src\/ngrams\/medium\.js$/
const SMALL_NGRAMS = new URL('small-ngrams.ts', import.meta.url).href

let isDone = false

/** Call it in each thread before it tells a language. */
export function holdLanguagesSmall(): void {
  if (isDone) return
  isDone = true
  const hooks = registerHooks({
    load(url, context, next) {
      if (!TABLE.test(url)) return next(url, context)
      hooks.deregister()
      return { format: 'module', source: SOURCE, shortCircuit: true }
    },
  })
}

/** Stands for the file of the table; with a query behind its name that is loaded itself. */
const SOURCE = `
import { readFileSync } from 'node:fs'
import { smallNgrams } from ${JSON.stringify(SMALL_NGRAMS)}
const file = new URL(import.meta.url)
export const ngramsData = smallNgrams(readFileSync(file, 'utf8')) ?? (await import(file.href + '?whole')).ngramsData
`
