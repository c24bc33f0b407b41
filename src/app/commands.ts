/** The commands, in the order in which help lists them. */
import type { Command } from './command.ts'
import { DOCTOR } from './commands/doctor.ts'
import { EXPORT } from './commands/export.ts'
import { FINDINGS } from './commands/findings.ts'
import { IMPORT } from './commands/import.ts'
import { INSPECT } from './commands/inspect.ts'
import { REINDEX } from './commands/reindex.ts'
import { RESCUE } from './commands/rescue.ts'
import { SERVE } from './commands/serve.ts'
import { TAGS } from './commands/tags.ts'
import { VERIFY } from './commands/verify.ts'

export const COMMANDS: readonly Command[] = [
  SERVE,
  IMPORT,
  INSPECT,
  RESCUE,
  TAGS,
  FINDINGS,
  VERIFY,
  DOCTOR,
  REINDEX,
  EXPORT,
]
