/** `ficarium reindex`: makes the indexes anew from the catalogue. */
import { rebuildWordIndex } from '../../archive/health/index.ts'
import { rebuildTagIndex } from '../../search/tags/index.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { DATA_HELP, DATA_OPTION, openArchive } from '../open-archive.ts'

export const REINDEX: Command = {
  name: 'reindex',
  summary: 'Make the indexes of lists and searches anew.',
  usage: 'reindex [--data DIR]',
  examples: [['reindex', 'reads the whole catalogue; a running server takes over what was made']],
  options: DATA_OPTION,
  optionHelp: DATA_HELP,
  async run({ options, positionals }, terminal) {
    if (positionals.length > 0) throw new CommandError('it takes options only.', EXIT.usage)
    await using archive = await openArchive(options, { mustExist: true })
    const works = await rebuildTagIndex(archive.db, archive.config.dataDirectory)
    terminal.out(`${works} works are in the index of tags\n`)
    const chapters = await rebuildWordIndex(archive.config)
    terminal.out(`${chapters} chapters are in the index of words\n`)
    return EXIT.done
  },
}
