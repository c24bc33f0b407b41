/**
 * Runs one command line: finds the command, parses its options, and turns whatever goes wrong into a sentence and an
 * exit code.
 */
import type { Terminal } from './command.ts'
import { COMMANDS } from './commands.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { describeFault } from './fault.ts'
import { commandHelp, programHelp } from './help.ts'
import { nearest } from './nearest.ts'
import { parseLine } from './parse-line.ts'

export async function main(words: readonly string[], terminal: Terminal = processTerminal()): Promise<ExitCode> {
  const [name, ...rest] = words
  if (name === undefined) {
    terminal.err(programHelp(COMMANDS))
    return EXIT.usage
  }
  if (name === 'help' || name === '--help' || name === '-h') return helpFor(rest[0], terminal)
  if (name === '--version') {
    terminal.out(`ficarium ${await readVersion()}\n`)
    return EXIT.done
  }
  const command = COMMANDS.find((each) => each.name === name)
  if (command === undefined) return unknownCommand(name, terminal)
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

/** "ficarium help import" is "ficarium import --help". */
function helpFor(name: string | undefined, terminal: Terminal): ExitCode {
  const command = COMMANDS.find((each) => each.name === name)
  if (name !== undefined && command === undefined) return unknownCommand(name, terminal)
  terminal.out(command === undefined ? programHelp(COMMANDS) : commandHelp(command))
  return EXIT.done
}

function unknownCommand(name: string, terminal: Terminal): ExitCode {
  const names = COMMANDS.map((each) => each.name)
  terminal.err(`ficarium: there is no command "${name}".${nearest(name, names)} "ficarium help" lists them.\n`)
  return EXIT.usage
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
