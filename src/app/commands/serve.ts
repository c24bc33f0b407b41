/** `ficarium serve`: the archive as a site, until it is told to stop. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { handOutKey, saveArchiveSetting } from '../../archive/access/index.ts'
import { measureCatalogue } from '../../archive/health/index.ts'
import { createLog } from '../../platform/log.ts'
import type { Command, Terminal } from '../command.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { DATA_HELP, DATA_OPTION, openArchive } from '../open-archive.ts'
import { openIndexes } from '../open-indexes.ts'
import { startWeb } from '../web.ts'
import { importPaths } from './import.ts'

const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url))
const WELCOME =
  'Stories that we made up, in the formats and with the damage of thirty years, to show what Ficarium makes of them. "About this copy" below a story says what was mended, and how each fact is known.'
const LARGEST_PORT = 65_535

export const SERVE: Command = {
  name: 'serve',
  summary: 'Show the archive as a site.',
  usage: 'serve [--data DIR] [--port N] [--host H] [--url ADDRESS] [--examples]',
  examples: [
    ['serve', 'serves ./ficarium-data on http://127.0.0.1:8080, for this machine only'],
    ['serve --host 0.0.0.0 --url https://stories.example', 'serves it to others, behind a proxy that has the name'],
  ],
  options: {
    ...DATA_OPTION,
    port: { type: 'string' },
    host: { type: 'string' },
    url: { type: 'string' },
    examples: { type: 'boolean' },
  },
  optionHelp: {
    ...DATA_HELP,
    port: 'where to listen (8080)',
    host: 'for whom to listen (127.0.0.1: this machine only)',
    url: 'where the archive is found, for links in feeds and e-books',
    examples: 'bring the sample collection into an archive that is empty',
  },
  async run({ options, positionals }, terminal) {
    if (positionals.length > 0) throw new CommandError('it takes options only.', EXIT.usage)
    const port = readPort(options['port'])
    const host = typeof options['host'] === 'string' ? options['host'] : '127.0.0.1'
    if (options['examples'] === true) await importExamples(options, terminal)
    await using archive = await openArchive(options, { isServing: true })
    const { config } = archive
    const log = createLog({ write: terminal.err })
    const addressOf = (at: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${at}`
    await using search = openIndexes({ database: config, onFault: (fault, what) => log.fault(fault, what) })
    const web = await startWeb({
      db: archive.db,
      indexes: search.indexes,
      config: { url: config.url ?? addressOf(port), archivistKey: config.archivistKey },
      host,
      port,
      onFault: (fault, request) => log.fault(fault, request),
    })
    const address = addressOf(web.port)
    const key = await handOutKey(archive.db)
    terminal.out(`The archive is on ${address}\n`)
    terminal.out(`You are its archivist on ${address}/archivist?key=${key} (works once)\n`)
    terminal.out('Ctrl+C stops it.\n')
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await web.stop()
    return EXIT.done
  },
}

function readPort(given: string | boolean | undefined): number {
  const port = typeof given === 'string' ? Number(given) : 8080
  if (Number.isInteger(port) && port >= 0 && port <= LARGEST_PORT) return port
  throw new CommandError(`--port takes a number up to ${LARGEST_PORT}, and not "${String(given)}".`, EXIT.usage)
}

/** Only into an archive that holds nothing: nobody wants our stories among theirs. */
async function importExamples(options: Parameters<typeof openArchive>[0], terminal: Terminal): Promise<void> {
  await using archive = await openArchive(options)
  if ((await measureCatalogue(archive.db)).sources > 0) return
  await saveArchiveSetting(archive.db, 'name', 'The sample collection')
  await saveArchiveSetting(archive.db, 'welcome', WELCOME)
  await importPaths(archive, { paths: [EXAMPLES], isHeld: false, isJson: false }, terminal)
}
