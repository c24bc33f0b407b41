/**
 * Runs one command line: finds the command, parses its options, and turns whatever goes wrong into a sentence and an
 * exit code.
 */
import { parseArgs } from 'node:util'
import { distance } from 'fastest-levenshtein'
import type { Command, CommandLine, Terminal } from './command.ts'
import { COMMANDS } from './commands.ts'
import { CommandError, EXIT, type ExitCode } from './exit-code.ts'
import { describeFault } from './fault.ts'
import { commandHelp, programHelp } from './help.ts'

export async function main(words: readonly string[], terminal: Terminal = processTerminal()): Promise<ExitCode> {
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(programHelp(COMMANDS))
    return name === undefined ? EXIT.usage : EXIT.done
  }
  if (name === '--version') {
    terminal.out(`ficarium ${await readVersion()}\n`)
    return EXIT.done
  }
  const command = COMMANDS.find((each) => each.name === name)
  if (command === undefined) {
    terminal.err(`ficarium: there is no command "${name}".${suggestion(name)} "ficarium help" lists them.\n`)
    return EXIT.usage
  }
  try {
    const line = parseLine(command, rest)
    if (line.options['help'] === true) {
      terminal.out(commandHelp(command))
      return EXIT.done
    }
    return await command.run(line, terminal)
  } catch (error) {
    const { message, exitCode } = describeFault(error)
    terminal.err(`ficarium ${command.name}: ${message}\n`)
    return exitCode
  }
}

/** Options not given on the line are taken from FICARIUM_<OPTION>. */
function parseLine(command: Command, words: readonly string[]): CommandLine {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
    const merged: Record<string, string | boolean | undefined> = {}
    for (const [key, value] of Object.entries(values)) {
      if (typeof value === 'string' || typeof value === 'boolean') merged[key] = value
    }
    for (const [key, config] of Object.entries(command.options)) {
      const fromEnvironment = process.env[`FICARIUM_${key.toUpperCase().replaceAll('-', '_')}`]
      if (merged[key] === undefined && fromEnvironment !== undefined && config.type === 'string') {
        merged[key] = fromEnvironment
      }
    }
    return { positionals, options: merged }
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new CommandError(`${reason}. "ficarium ${command.name} --help" shows the options.`, EXIT.usage, {
      cause: error,
    })
  }
}

function suggestion(name: string): string {
  const nearest = COMMANDS.toSorted((a, b) => distance(name, a.name) - distance(name, b.name))[0]
  return nearest !== undefined && distance(name, nearest.name) <= 3 ? ` Did you mean "${nearest.name}"?` : ''
}

async function readVersion(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const manifest: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  return manifest !== null && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : ''
}

function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isInteractive: process.stderr.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
  }
}
