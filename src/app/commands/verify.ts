/** `ficarium verify`: computes every original and every text anew and compares it with the hash it was stored under. */
import { verifySources } from '../../archive/sources/index.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { DATA_HELP, DATA_OPTION, openArchive } from '../open-archive.ts'
import { startProgress } from '../progress.ts'

export const VERIFY: Command = {
  name: 'verify',
  summary: 'Prove that every original and every text is what it was.',
  usage: 'verify [--data DIR]',
  examples: [['verify', 'reads everything that is kept; run it every few months, and after every move']],
  options: DATA_OPTION,
  optionHelp: DATA_HELP,
  async run({ options, positionals }, terminal) {
    if (positionals.length > 0) throw new CommandError('it takes options only.', EXIT.usage)
    await using archive = await openArchive(options, { mustExist: true })
    const progress = startProgress(terminal)
    const report = await verifySources(archive.db, (step) => progress.step('checked', step.done, step.total))
    progress.end()
    for (const problem of report.problems) terminal.out(`damaged: ${problem}\n`)
    terminal.out(
      `${report.sources} originals and ${report.versions} texts checked, ${report.problems.length} damaged\n`,
    )
    return report.problems.length === 0 ? EXIT.done : EXIT.doubt
  },
}
