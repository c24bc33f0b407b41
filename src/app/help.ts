/** What `--help` prints. */
import type { Command } from './command.ts'

export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  return [
    'ficarium: the archive a fandom can keep for itself',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    '"ficarium COMMAND --help" shows the options of a command and examples.',
    '',
  ].join('\n')
}

export function commandHelp(command: Command): string {
  const names = Object.keys(command.options)
  const forms = names.map((name) => (command.options[name]?.type === 'string' ? `--${name} …` : `--${name}`))
  const width = Math.max(0, ...forms.map((form) => form.length))
  return [
    `ficarium ${command.usage}`,
    '',
    command.summary,
    ...(names.length > 0 ? ['', 'Options'] : []),
    ...names.map((name, i) => `  ${(forms[i] ?? '').padEnd(width)}  ${command.optionHelp[name] ?? ''}`),
    '',
    'Examples',
    ...command.examples.flatMap(([line, what]) => [`  ficarium ${line}`, `      ${what}`]),
    '',
  ].join('\n')
}
