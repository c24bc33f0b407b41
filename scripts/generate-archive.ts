/**
 * Makes an invented archive for measuring: `node scripts/generate-archive.ts DIR [--works 1000000] [--tags 50000]`.
 *
 * Thirteen tags a work, drawn by Zipf's law, so that the largest fandom has an eighth of all works; no texts. The same
 * `--seed` makes the same archive. For pages to look at it with, it wants `--all-indexes`, which takes several times as long.
 */
import { parseArgs } from 'node:util'
import { generateArchive } from './generate-archive/fill.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    works: { type: 'string', default: '1000000' },
    tags: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    'all-indexes': { type: 'boolean', default: false },
  },
})
const [directory] = positionals
if (directory === undefined) {
  console.error('generate-archive: say where: node scripts/generate-archive.ts DIR')
  process.exitCode = 2
} else {
  const started = performance.now()
  const size = {
    works: Number(values.works),
    tags: Number(values.tags),
    seed: Number(values.seed),
    hasAllIndexes: values['all-indexes'],
  }
  await generateArchive(directory, size)
  console.log(`${directory}: ${size.works} works in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
