/**
 * Reads the options of a command from what was typed, and those that were not from the environment.
 *
 *     --port 8081        FICARIUM_PORT=8081
 *     --hold             FICARIUM_HOLD=1 (or yes, true, on; 0, no, false, off and nothing are no)
 */
import { parseArgs } from 'node:util'
import type { Command, CommandLine } from './command.ts'
import { CommandError, EXIT } from './exit-code.ts'
import { nearest } from './nearest.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Options = Record<string, string | boolean | undefined>

export function parseLine(
  command: Command,
  words: readonly string[],
  environment: Environment = process.env,
): CommandLine {
  const config = { ...command.options, help: { type: 'boolean', short: 'h' } } as const
  let typed: ReturnType<typeof parseArgs>
  try {
    typed = parseArgs({ args: [...words], options: config, allowPositionals: true, strict: true })
  } catch (error) {
    throw new CommandError(
      `${reasonOf(error, command)} "ficarium ${command.name} --help" shows the options.`,
      EXIT.usage,
      {
        cause: error,
      },
    )
  }
  const options: Options = {}
  for (const [name, value] of Object.entries(typed.values)) {
    if (typeof value === 'string' || typeof value === 'boolean') options[name] = value
  }
  for (const [name, { type }] of Object.entries(command.options)) {
    if (options[name] !== undefined) continue
    const variable = `FICARIUM_${name.toUpperCase().replaceAll('-', '_')}`
    const value = environment[variable]?.trim()
    if (value === undefined || value === '') continue
    options[name] = type === 'string' ? value : switchOf(variable, value)
  }
  return { positionals: typed.positionals, options }
}

const ON = ['1', 'yes', 'true', 'on']
const OFF = ['0', 'no', 'false', 'off']

function switchOf(variable: string, value: string): boolean {
  const word = value.toLowerCase()
  if (ON.includes(word)) return true
  if (OFF.includes(word)) return false
  throw new CommandError(`${variable} is "${value}"; it takes 1 or 0.`, EXIT.usage)
}

/** What parseArgs says, in its first sentence, and what may have been meant. */
function reasonOf(error: unknown, command: Command): string {
  const message = error instanceof Error ? error.message : String(error)
  const unknown = /^Unknown option '(--[^']*)'/.exec(message)?.[1]
  if (unknown === undefined) return `${message.split('. ')[0]}.`
  const names = Object.keys(command.options).map((name) => `--${name}`)
  return `there is no option ${unknown}.${nearest(unknown, names)}`
}
