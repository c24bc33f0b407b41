/** `ficarium doctor`: looks whether the archive is sound and says what to do where it is not. */
import { statfs } from 'node:fs/promises'
import { loadCanons } from '../../archive/canons/index.ts'
import {
  countBroken,
  INVARIANTS,
  type Invariant,
  listEngineProblems,
  measureCatalogue,
  mendTagIndex,
  mendWordIndex,
} from '../../archive/health/index.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { DATA_HELP, DATA_OPTION, openArchive } from '../open-archive.ts'

const BROKEN = {
  'work-without-chapter': 'works have no chapter',
  'work-without-creator': 'works have no pen name',
  'work-without-source': 'works were imported from an original that is not there',
  'chapter-without-version': 'chapters have no text',
  'chapter-out-of-order': 'works have a gap in the order of their chapters',
  'use-of-missing-work': 'files were read but are not yet in a work: run the import again, it goes on where it stopped',
  'source-without-use': 'originals are kept that no import knows of: run the import again, it goes on where it stopped',
  'synonym-of-synonym': 'tags are synonyms of a synonym',
  'meta-tag-of-itself': 'tags stand above themselves',
  'tag-to-list':
    'tags mean something else since then, and their works are not yet listed so: run "ficarium tags settle"',
  'listing-out-of-date': 'rows of the lists differ from their works',
  'series-in-itself': 'entries of series put a series into itself',
  'series-out-of-order': 'series have a gap in the order of their entries',
  'entry-of-nothing': 'entries of series are neither a work nor a series',
  'answer-of-nothing': 'answers to challenges are neither a work nor a series',
  'review-of-nothing': 'reviews are not of one thing',
  'review-of-other-chapter': 'reviews are of a chapter of another work',
  'reply-elsewhere': 'replies are not where the review is that they answer',
  'review-count-wrong': 'works or series say a wrong number of reviews',
  'favourite-of-nothing': 'favourites are not of one thing',
  'term-in-itself': 'categories of a rescued site lie in themselves',
  'term-use-of-nothing': 'terms of a rescued site are on something that is not there',
  'old-row-of-nothing': 'rows of a rescued site became something that is no longer here',
  'rescue-out-of-balance': 'rescued sites have rows that nothing accounts for: import them again',
} satisfies Record<Invariant, string>

const LITTLE_SPACE_BYTES = 2 ** 30

export const DOCTOR: Command = {
  name: 'doctor',
  summary: 'Look whether the archive is sound.',
  usage: 'doctor [--data DIR]',
  examples: [
    [
      'doctor',
      'checks the database, the catalogue, the indexes, the canon files and the disk; changes nothing but indexes',
    ],
  ],
  options: DATA_OPTION,
  optionHelp: DATA_HELP,
  async run({ options, positionals }, terminal) {
    if (positionals.length > 0) throw new CommandError('it takes options only.', EXIT.usage)
    await using archive = await openArchive(options, { mustExist: true })
    const problems: string[] = []
    for (const problem of await listEngineProblems(archive.db, archive.engine)) problems.push(`database: ${problem}`)
    const broken = await countBroken(archive.db)
    for (const invariant of INVARIANTS) {
      if (broken[invariant] > 0) problems.push(`catalogue: ${broken[invariant]} ${BROKEN[invariant]} [${invariant}]`)
    }
    for (const problem of (await loadCanons(archive.config.dataDirectory)).problems)
      problems.push(`canon file: ${problem}`)
    if (archive.engine === 'sqlite') problems.push(...(await listDiskProblems(archive.config.dataDirectory)))
    const index = await mendTagIndex(archive.db, archive.config.dataDirectory)
    if (index.state === 'mended')
      problems.push(`index: ${index.wrong} works were not as the catalogue has them; it was made anew`)
    const words = await mendWordIndex(archive.db, archive.config)
    if (words.state === 'mended')
      problems.push(`index: ${words.wrong} works and chapters were not as the catalogue has them; they were read again`)
    const size = await measureCatalogue(archive.db)
    terminal.out(`${archive.engine}: ${size.works} works, ${size.sources} originals, ${size.words} words\n`)
    for (const problem of problems) terminal.out(`${problem}\n`)
    terminal.out(problems.length === 0 ? 'all sound\n' : `${problems.length} to look at\n`)
    return problems.length === 0 ? EXIT.done : EXIT.doubt
  },
}

async function listDiskProblems(dataDirectory: string): Promise<string[]> {
  const disk = await statfs(dataDirectory)
  const free = disk.bavail * disk.bsize
  if (free >= LITTLE_SPACE_BYTES) return []
  return [`disk: only ${Math.floor(free / 2 ** 20)} MiB are free where the data directory is; make room`]
}
