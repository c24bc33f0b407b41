/** `ficarium export --canonical`: the whole catalogue as JSON lines that two archives can be compared by. */
import { once } from 'node:events'
import { exportCanonical } from '../../archive/exports/index.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { DATA_HELP, DATA_OPTION, openArchive } from '../open-archive.ts'

export const EXPORT: Command = {
  name: 'export',
  summary: 'Write the whole catalogue as JSON lines.',
  usage: 'export --canonical [--data DIR]',
  examples: [['export --canonical > archive.jsonl', 'writes every source, work, tag and finding, in one fixed order']],
  options: { canonical: { type: 'boolean' }, ...DATA_OPTION },
  optionHelp: { canonical: 'without keys, ids and times: the same catalogue gives the same lines', ...DATA_HELP },
  async run({ options, positionals }, terminal) {
    if (options['canonical'] !== true || positionals.length > 0) {
      throw new CommandError('say --canonical; it is the only form there is so far.', EXIT.usage)
    }
    await using archive = await openArchive(options, { mustExist: true })
    for await (const line of exportCanonical(archive.db)) {
      terminal.out(line)
      // A slow reader on the other side of a pipe must not make the export pile up in memory.
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    }
    return EXIT.done
  },
}
