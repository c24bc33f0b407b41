/**
 * Makes an invented eFiction site on disk: `node scripts/make-efiction-site.ts DIR [--stories 20000] [--form mysqldump]`.
 *
 *     DIR/dump.sql (or dump.sql.gz with --gz), DIR/stories/<author>/<chapter>.txt, and with --truth DIR/truth.json
 *
 * Options: --stories, --chapters (a story), --words (a chapter), --reviews, --authors, --seed, --store files|mysql|mixed,
 * --form (see `DUMP_FORMS`), --prefix, --no-traps, --gz, --truth.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { inventedTruth } from '../src/archive/rescues/testing/invented-truth.ts'
import { DUMP_FORMS, type DumpForm } from '../src/archive/rescues/testing/write-dump.ts'
import { writeDumpFile, writeStoryFiles } from '../src/archive/rescues/testing/write-site.ts'

const STORES = ['files', 'mysql', 'mixed'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stories: { type: 'string', default: '40' },
    chapters: { type: 'string', default: '2' },
    words: { type: 'string', default: '2000' },
    reviews: { type: 'string', default: '150' },
    authors: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'mixed' },
    form: { type: 'string', default: 'mysqldump' },
    prefix: { type: 'string', default: '' },
    'no-traps': { type: 'boolean', default: false },
    gz: { type: 'boolean', default: false },
    truth: { type: 'boolean', default: false },
  },
})

await make()

async function make(): Promise<void> {
  const store = STORES.find((each) => each === values.store)
  const form = DUMP_FORMS.find((each): each is DumpForm => each === values.form)
  const [folder] = positionals
  if (folder === undefined || store === undefined || form === undefined) {
    console.error(`usage: make-efiction-site.ts DIR [--store ${STORES.join('|')}] [--form ${DUMP_FORMS.join('|')}] …`)
    process.exitCode = 2
    return
  }
  const site = inventSite({
    seed: Number(values.seed),
    stories: Number(values.stories),
    chaptersPerStory: Number(values.chapters),
    wordsPerChapter: Number(values.words),
    reviews: Number(values.reviews),
    authors: Number(values.authors),
    store,
    hasTraps: !values['no-traps'],
    tablePrefix: values.prefix,
  })
  const root = resolve(folder)
  mkdirSync(root, { recursive: true })
  await writeDumpFile(join(root, values.gz ? 'dump.sql.gz' : 'dump.sql'), [site], { form })
  const files = store === 'mysql' && values['no-traps'] ? 0 : writeStoryFiles(join(root, 'stories'), site)
  if (values.truth) writeFileSync(join(root, 'truth.json'), `${JSON.stringify(inventedTruth(site), null, 1)}\n`)
  console.log(`${values.stories} stories and ${files} story files in ${root}`)
}
