import { type Run, takeRun } from '../platform/db/running.ts'
import { CommandError, EXIT } from './exit-code.ts'
import type { OpenArchive } from './open-archive.ts'

/** Keeps imports out while a command changes what they would change. */
export async function holdImport(archive: OpenArchive): Promise<Run> {
  const taken = await takeRun(archive.db, 'import')
  if (taken.ok) return taken.value
  throw new CommandError('an import is running on this archive. Wait until it has finished.', EXIT.importRunning)
}
