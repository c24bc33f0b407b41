/** What was asked of `tags`, read from the command line, and what all that changes something does around it. */
import { TAG_KINDS, type TagKind } from '../archive/works/index.ts'
import type { Db } from '../platform/db/database.ts'
import { takeRun } from '../platform/db/running.ts'
import type { CommandLine, Terminal } from './command.ts'
import { CommandError, EXIT, type ExitCode } from './exit-code.ts'
import { nearest } from './nearest.ts'
import type { OpenArchive } from './open-archive.ts'
import { startProgress } from './progress.ts'

export interface Asked {
  readonly archive: OpenArchive
  readonly terminal: Terminal
  readonly options: CommandLine['options']
  readonly typed: readonly string[]
}

type Options = CommandLine['options']

export function textOf(options: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function numberOf(options: Options, name: string): number | undefined {
  const text = textOf(options, name)
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CommandError(`--${name} is "${text}"; it takes a number.`, EXIT.usage)
  return Number(text)
}

export function oneOf<Name extends string>(options: Options, name: string, names: readonly Name[]): Name | undefined {
  const text = textOf(options, name)
  if (text === undefined) return undefined
  const found = names.find((each) => each === text.toLowerCase())
  if (found !== undefined) return found
  throw new CommandError(`--${name} is "${text}".${nearest(text, names)} It takes ${names.join(', ')}.`, EXIT.usage)
}

export function kindOf(options: Options): TagKind | undefined {
  return oneOf(options, 'kind', TAG_KINDS)
}

/** Two commands that change many tags would get into each other's way; imports need not wait. */
export async function whileTagsStand(asked: Asked, work: () => Promise<ExitCode>): Promise<ExitCode> {
  const taken = await takeRun(asked.archive.db, 'tags')
  if (!taken.ok) {
    throw new CommandError(
      'another command is changing the tags of this archive. Wait until it has finished.',
      EXIT.importRunning,
    )
  }
  await using run = taken.value
  await run.assertHeld(asked.archive.db)
  return await work()
}

/** Works are listed anew after every change; what an earlier command left undone is done too. */
export async function listAnew(
  { archive, terminal }: Asked,
  list: (db: Db, onProgress: (works: number) => void) => Promise<number>,
): Promise<number> {
  const progress = startProgress(terminal)
  try {
    return await list(archive.db, (works) => progress.step('works listed anew', works))
  } finally {
    progress.end()
  }
}
