/** `ficarium import`: brings files, folders, zip files and whole sites into the archive and says what became of each. */
import { join, resolve } from 'node:path'
import { loadCanons, saveCanons } from '../../archive/canons/index.ts'
import { type ImportEvent, type ImportReport, listOutcomes, runImport } from '../../archive/imports/index.ts'
import { inTransaction } from '../../platform/db/database.ts'
import { takeRun } from '../../platform/db/running.ts'
import { waitForDisk } from '../../platform/db/wait-for-disk.ts'
import { keepHeapSmall } from '../../platform/small-heap.ts'
import { checkPaths } from '../check-paths.ts'
import type { Command, Terminal } from '../command.ts'
import { CONVENTION_HELP, CONVENTION_OPTION, chosenConvention } from '../convention-option.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { countQuietFiles, importSummary, isQuiet, type QuietFiles, refusalLine, siteLines } from '../import-words.ts'
import { DATA_HELP, DATA_OPTION, type OpenArchive, openArchive } from '../open-archive.ts'
import { startProgress } from '../progress.ts'

export const IMPORT: Command = {
  name: 'import',
  summary: 'Bring saved stories into the archive: files, folders, zip files, the dump of an eFiction site.',
  usage: 'import PATH… [--data DIR] [--hold] [--convention NAME] [--json]',
  examples: [
    ['import ~/old-stories', 'brings in everything in the folder; run it again at any time, nothing comes in twice'],
    ['import ~/old-site', 'moves in an eFiction site: its dump and its stories, found wherever they are in the folder'],
    ['import --convention due-south ~/mail', 'reads typed signs as docs/how-to/write-a-site-file.md says of that site'],
    ['import --hold stories.zip', 'keeps the works hidden until the archivist shows them'],
    ['import --json ~/old-stories > report.jsonl', 'a line for every file and every work, for another program'],
  ],
  options: { ...DATA_OPTION, ...CONVENTION_OPTION, hold: { type: 'boolean' }, json: { type: 'boolean' } },
  optionHelp: {
    ...DATA_HELP,
    ...CONVENTION_HELP,
    hold: 'keep the works hidden',
    json: 'JSON lines on standard output',
  },
  async run({ positionals, options }, terminal) {
    if (positionals.length === 0) {
      throw new CommandError('name a file, a folder or a zip file. "ficarium import --help" has examples.', EXIT.usage)
    }
    await checkPaths(positionals)
    // Whatever a power cut takes is brought in again by the next run.
    await using archive = await openArchive(options, { isRepeatable: true })
    const isJson = options['json'] === true
    const report = await importPaths(
      archive,
      { paths: positionals, isHeld: options['hold'] === true, isJson, options },
      terminal,
    )
    return report.counts.doubtful > 0 ? EXIT.doubt : EXIT.done
  },
}

export interface ImportOrder {
  readonly paths: readonly string[]
  readonly isHeld: boolean
  readonly isJson: boolean
  /** Of the command line, for `--convention`. */
  readonly options?: Readonly<Record<string, unknown>>
}

/** Imports under the lock that keeps a second import out, and prints the summary. */
export async function importPaths(archive: OpenArchive, order: ImportOrder, terminal: Terminal): Promise<ImportReport> {
  const taken = await takeRun(archive.db, 'import')
  if (!taken.ok) {
    throw new CommandError(
      'another import is running on this archive. Wait until it has finished, then run this one again; if it was killed, its place is free after a minute.',
      EXIT.importRunning,
    )
  }
  await using run = taken.value
  const canons = await loadCanons(archive.config.dataDirectory)
  for (const problem of canons.problems) terminal.err(`ficarium import: file left out: ${problem}\n`)
  const convention = chosenConvention(order.options ?? {}, canons.conventions)
  await inTransaction(archive.db, (tx) => saveCanons(tx, canons.canons))
  const progress = startProgress(terminal)
  const quiet = countQuietFiles()
  const report = await runImport(archive.db, {
    paths: order.paths.map((path) => resolve(path)),
    canons,
    convention,
    isHeld: order.isHeld,
    leaveOut: archive.config.dataDirectory,
    temporaryDirectory: join(archive.config.dataDirectory, 'staging'),
    assertHeld: run.assertHeld,
    now: () => new Date().toISOString(),
    onEvent(event) {
      // A site passes through as rows of all sizes, much more than loose stories do.
      if (event.event === 'step' && event.step === 'looking') keepHeapSmall()
      tell(event, order, { terminal, progress, quiet })
    },
  })
  await waitForDisk(archive.db)
  progress.end()
  if (order.isJson) {
    for await (const file of listOutcomes(archive.db, report.batchId))
      terminal.out(`${JSON.stringify({ event: 'outcome', ...file })}\n`)
    terminal.out(`${JSON.stringify({ event: 'summary', ...report })}\n`)
  }
  terminal.err(quiet.lines())
  terminal.err(importSummary(report))
  return report
}

const STEP_WORDS = {
  looking: 'bytes of dumps looked through',
  reading: 'files read',
  writing: 'works written',
  people: 'members moved in',
  works: 'stories moved in',
  mapping: 'words of the site mapped',
  community: 'reviews, series and news moved in',
} satisfies Record<Extract<ImportEvent, { event: 'step' }>['step'], string>

interface Telling {
  readonly terminal: Terminal
  readonly progress: ReturnType<typeof startProgress>
  readonly quiet: QuietFiles
}

function tell(event: ImportEvent, order: ImportOrder, { terminal, progress, quiet }: Telling): void {
  if (event.event === 'step') {
    progress.step(STEP_WORDS[event.step], event.done, event.total ?? undefined)
    return
  }
  if (order.isJson) {
    // The outline is for assemble alone.
    terminal.out(`${JSON.stringify({ ...event, outline: undefined })}\n`)
  }
  if (event.event === 'site') {
    progress.end()
    terminal.err(siteLines(event))
  }
  if (event.event === 'file' && event.refusal !== null) {
    if (isQuiet(event.refusal)) quiet.add(event.place, event.refusal)
    else {
      progress.end()
      terminal.err(refusalLine(event.place, event.refusal))
    }
  }
}
