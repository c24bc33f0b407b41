/** `--convention NAME`: the site file by which typed signs are read, whatever the files say of where they are from. */
import type { Convention } from '../intake/conventions/index.ts'
import { CommandError, EXIT } from './exit-code.ts'

export const CONVENTION_OPTION = { convention: { type: 'string' } } as const
export const CONVENTION_HELP = {
  convention: 'read *stars*, _lines_ and rows of signs as the site file NAME says',
} as const

/** Null where none was named. */
export function chosenConvention(
  options: Readonly<Record<string, unknown>>,
  conventions: readonly Convention[],
): string | null {
  const name = options['convention']
  if (typeof name !== 'string') return null
  if (conventions.some(({ key }) => key === name)) return name
  const known = conventions.map(({ key }) => key).join(', ')
  throw new CommandError(`there is no site file “${name}”; there are ${known}.`, EXIT.usage)
}
