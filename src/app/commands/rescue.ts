/** `ficarium rescue`: the sites that were moved in, the report about each, what its words mean here, and what has no place yet. */
import { once } from 'node:events'
import { loadCanons } from '../../archive/canons/index.ts'
import {
  applyMapping,
  changeMapping,
  eachStoryNote,
  type ListedSite,
  listOpaqueRecords,
  listOpaqueTables,
  listRescuedSites,
  printMapping,
  type RescueReport,
  readReport,
  reportInWords,
  storyInWords,
  takeBackMapping,
} from '../../archive/rescues/index.ts'
import { foldText } from '../../kernel/text.ts'
import type { Run } from '../../platform/db/running.ts'
import type { Command, CommandLine, Terminal } from '../command.ts'
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts'
import { holdImport } from '../hold-import.ts'
import { nearest } from '../nearest.ts'
import { DATA_HELP, DATA_OPTION, type OpenArchive, openArchive } from '../open-archive.ts'
import { readTextFile } from '../read-text-file.ts'
import { many, mappingChanges, mappingProblems, siteList, workChanges } from '../rescue-words.ts'

export const RESCUE: Command = {
  name: 'rescue',
  summary: 'Look after the sites that were moved in: reports, tags, records without a place.',
  usage: 'rescue [report|mapping|records] [SITE] [--data DIR] [--json]\nficarium rescue map FILE [--dry-run]',
  examples: [
    ['rescue', 'lists the sites; SITE is the name of one, its id or its key, and needs to be said only with several'],
    ['rescue report', 'rows in, rows represented, rows set aside, and what to check first'],
    ['rescue mapping > shelf.yaml', 'what each word of the site means here, as a file to edit'],
    ['rescue map --dry-run shelf.yaml', 'checks such a file and says what it would change'],
    ['rescue map shelf.yaml', 'changes it; run it as often as you like'],
    ['rescue map --undo', 'takes all tags and ratings that the mapping gave off the works; --again puts them back'],
    [
      'rescue records > records.jsonl',
      'a JSON line for each row that has no place here yet; a table of the site may follow',
    ],
  ],
  options: {
    ...DATA_OPTION,
    json: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    undo: { type: 'boolean' },
    again: { type: 'boolean' },
  },
  optionHelp: {
    ...DATA_HELP,
    json: 'the list or the report as JSON',
    'dry-run': 'say what "map" would change, and change nothing',
    undo: 'with "map" and no file: take the mapping off all works',
    again: 'with "map" and no file: apply the mapping as it stands',
  },
  async run(line, terminal) {
    const [part, ...rest] = line.positionals
    const run = part === undefined ? listSites : PARTS[part]
    if (run === undefined) {
      const names = Object.keys(PARTS)
      const hint = nearest(part ?? '', names)
      throw new CommandError(`there is no "rescue ${part}".${hint} There are ${names.join(', ')}.`, EXIT.usage)
    }
    await using archive = await openArchive(line.options, { mustExist: true })
    return await run({ archive, terminal, options: line.options }, rest)
  },
}

interface Asked {
  readonly archive: OpenArchive
  readonly terminal: Terminal
  readonly options: CommandLine['options']
}

const PARTS: Readonly<Record<string, (asked: Asked, words: readonly string[]) => Promise<ExitCode>>> = {
  report: showReport,
  mapping: showMapping,
  map: changeWords,
  records: showRecords,
}

async function listSites({ archive, terminal, options }: Asked): Promise<ExitCode> {
  const sites = await listRescuedSites(archive.db)
  if (options['json'] !== true) terminal.out(siteList(sites))
  else for (const { id: _, ...site } of sites) terminal.out(`${JSON.stringify(site)}\n`)
  return EXIT.done
}

async function showReport({ archive, terminal, options }: Asked, words: readonly string[]): Promise<ExitCode> {
  const site = await oneSite(archive, words)
  const report = (await readReport(archive.db, site.publicId))?.report
  if (report == null) {
    throw new CommandError(
      `the rescue of ${site.name} has not come to its end. Run the same import again; it goes on where it stopped.`,
      EXIT.doubt,
    )
  }
  if (options['json'] === true) await printReport(terminal, archive, site, report)
  else await sayReport(terminal, archive, site, report)
  return report.totals.difference === 0 ? EXIT.done : EXIT.doubt
}

/** One JSON object; what is said of each story is written as it is read, since there may be very many. */
async function printReport(
  terminal: Terminal,
  archive: OpenArchive,
  site: ListedSite,
  report: RescueReport,
): Promise<void> {
  terminal.out(`${JSON.stringify(report).slice(0, -1)},"stories":[`)
  let before = ''
  for await (const story of eachStoryNote(archive.db, site.id)) {
    terminal.out(`${before}\n${JSON.stringify(story)}`)
    before = ','
  }
  terminal.out(']}\n')
}

/** So many stories are named on a terminal. */
const STORIES_SAID = 200

async function sayReport(
  terminal: Terminal,
  archive: OpenArchive,
  site: ListedSite,
  report: RescueReport,
): Promise<void> {
  terminal.out(`${reportInWords(site.name, report).join('\n')}\n`)
  let said = 0
  for await (const story of eachStoryNote(archive.db, site.id)) {
    if (said === 0) terminal.out('\nStory by story:\n')
    if (said++ === STORIES_SAID) {
      terminal.out('  and more: "ficarium rescue report --json" lists them all\n')
      return
    }
    terminal.out(`  ${storyInWords(story)}\n`)
  }
}

async function showMapping({ archive, terminal }: Asked, words: readonly string[]): Promise<ExitCode> {
  terminal.out(await printMapping(archive.db, await oneSite(archive, words)))
  return EXIT.done
}

async function changeWords(asked: Asked, words: readonly string[]): Promise<ExitCode> {
  const { archive, options } = asked
  const isUndone = options['undo'] === true
  if (isUndone && options['again'] === true) throw new CommandError('say --undo or --again, not both.', EXIT.usage)
  const isDryRun = options['dry-run'] === true
  if (isUndone || options['again'] === true) {
    const site = await oneSite(archive, words)
    return whileNothingRuns(asked, async (held) => {
      const change = isUndone ? takeBackMapping : applyMapping
      asked.terminal.err(`${workChanges(await change(archive.db, site.id, { ...held, isDryRun }), isDryRun)}\n`)
      return EXIT.done
    })
  }
  const [path, ...others] = words
  if (path === undefined || others.length > 0) {
    throw new CommandError('name one mapping file; "ficarium rescue mapping > FILE" writes one.', EXIT.usage)
  }
  const yaml = await readTextFile(path, 'a mapping')
  return whileNothingRuns(asked, (held) => changeByFile(asked, path, yaml, { ...held, isDryRun }))
}

interface Held {
  readonly now: string
  readonly assertHeld: Run['assertHeld']
}

async function changeByFile(
  { archive, terminal }: Asked,
  path: string,
  yaml: string,
  options: Held & { readonly isDryRun: boolean },
): Promise<ExitCode> {
  const { canons, problems } = await loadCanons(archive.config.dataDirectory)
  for (const problem of problems) terminal.err(`ficarium rescue: canon file left out: ${problem}\n`)
  const outcome = await changeMapping(archive.db, yaml, canons, options)
  if (!outcome.ok) {
    terminal.err(`${mappingProblems(path, outcome.problems)}ficarium rescue: nothing was changed.\n`)
    return EXIT.doubt
  }
  terminal.err(mappingChanges(outcome.changes, outcome.counts, options.isDryRun))
  return EXIT.done
}

/** Works and terms stand still while a mapping is applied: an import would bring others in between. */
async function whileNothingRuns(asked: Asked, work: (held: Held) => Promise<ExitCode>): Promise<ExitCode> {
  await using run = await holdImport(asked.archive)
  return await work({ now: new Date().toISOString(), assertHeld: run.assertHeld })
}

async function showRecords({ archive, terminal }: Asked, words: readonly string[]): Promise<ExitCode> {
  const sites = await listRescuedSites(archive.db)
  // With one site, its name need not be said before that of a table.
  const isTable = words.length === 1 && sites.length === 1 && findSites(sites, words[0] ?? '').length === 0
  const site = await oneSite(archive, isTable ? [] : words.slice(0, 1))
  const [table = null, ...others] = isTable ? words : words.slice(1)
  if (others.length > 0) throw new CommandError('name a site and one of its tables.', EXIT.usage)
  const tables = await listOpaqueTables(archive.db, site.id)
  if (table !== null && !tables.some((each) => each.table === table)) {
    const names = tables.map((each) => each.table)
    const known = names.length === 0 ? 'It has none.' : `There are some of ${names.join(', ')}.`
    throw new CommandError(
      `${site.name} has no record of a table "${table}".${nearest(table, names)} ${known}`,
      EXIT.usage,
    )
  }
  for await (const { content, ...record } of listOpaqueRecords(archive.db, site.id, table)) {
    terminal.out(`${JSON.stringify({ site: site.key, ...record, content: JSON.parse(content) as unknown })}\n`)
    // A slow reader on the other side of a pipe must not make the records pile up in memory.
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  }
  for (const each of tables) {
    if (table === null || each.table === table) terminal.err(`${each.table}: ${many(each.records, 'record')}\n`)
  }
  return EXIT.done
}

/** The site that is meant: the only one there is, or the one that is named. */
async function oneSite(archive: OpenArchive, words: readonly string[]): Promise<ListedSite> {
  const sites = await listRescuedSites(archive.db)
  if (sites.length === 0) throw new CommandError('no site has been rescued into this archive yet.', EXIT.usage)
  if (words.length > 1)
    throw new CommandError('name one site; put quotation marks around a name with blanks.', EXIT.usage)
  const [word] = words
  const found = word === undefined ? sites : findSites(sites, word)
  const [site] = found
  if (site !== undefined && found.length === 1) return site
  const names = sites.map(({ publicId, name }) => `${name} (${publicId})`).join(', ')
  const what =
    word === undefined
      ? 'say which site'
      : found.length === 0
        ? `there is no site "${word}"`
        : `“${word}” may be several sites`
  throw new CommandError(`${what}: ${names}.`, EXIT.usage)
}

/** By its id, its key or its whole name; else by a part of its name. */
function findSites(sites: readonly ListedSite[], word: string): readonly ListedSite[] {
  const wanted = foldText(word)
  const exact = sites.filter(
    ({ publicId, key, name }) => publicId === wanted || key === word || foldText(name) === wanted,
  )
  return exact.length > 0 ? exact : sites.filter(({ name }) => foldText(name).includes(wanted))
}
