/** Reads a file that a person edited and named on the command line: a text in UTF-8, of a size that makes sense. */
import { readFile, stat } from 'node:fs/promises'
import { checkPaths } from './check-paths.ts'
import { CommandError, EXIT } from './exit-code.ts'

const MOST_BYTES = 8 * 2 ** 20

/** @param what "a mapping", for the person whose file is too large for one. */
export async function readTextFile(path: string, what: string, mostBytes = MOST_BYTES): Promise<string> {
  await checkPaths([path])
  try {
    if ((await stat(path)).size > mostBytes) throw new CommandError(`${path} is too large for ${what}.`, EXIT.usage)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    if (error instanceof CommandError) throw error
    if (error instanceof TypeError) {
      throw new CommandError(`${path} is not in UTF-8. Save it in this encoding.`, EXIT.usage, { cause: error })
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`could not read ${path}: ${reason}`, EXIT.usage, { cause: error })
  }
}
