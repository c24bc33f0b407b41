/** What a command of the program is: its words for people, its options, and what it does. */
import type { ParseArgsOptionsConfig } from 'node:util'
import type { ExitCode } from './exit-code.ts'

/** What was typed, parsed by `node:util`'s parseArgs with the command's own options. */
export interface CommandLine {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** Where a command writes. Answers for programs go to `out`, words and progress for people to `err`. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Colours and a moving progress line are for a terminal only, and never with NO_COLOR. */
  readonly isInteractive: boolean
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** The form of the command line, then examples, each with what it does. */
  readonly usage: string
  readonly examples: readonly (readonly [line: string, what: string])[]
  readonly options: ParseArgsOptionsConfig
  /** One line an option. */
  readonly optionHelp: Readonly<Record<string, string>>
  readonly run: (line: CommandLine, terminal: Terminal) => Promise<ExitCode>
}
