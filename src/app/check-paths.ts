import { stat } from 'node:fs/promises'
import { CommandError, EXIT } from './exit-code.ts'

/** A path that does not exist is a slip of the hand, and told before anything begins. */
export async function checkPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await stat(path)
    } catch (error) {
      // One that may not be looked at is told by whoever opens it.
      const isMissing =
        error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      if (isMissing)
        throw new CommandError(`there is nothing at ${path}; check the name.`, EXIT.usage, { cause: error })
    }
  }
}
