/** How the program ends when it cannot end as it meant to. */
import { describeFault } from './fault.ts'

/** `ficarium export --canonical | head` is no accident: whoever read has seen enough. */
export function endQuietlyWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}

/** A fault that nobody waited for. */
export function endWithBug(fault: unknown): void {
  const { message, exitCode } = describeFault(fault)
  process.stderr.write(`ficarium: ${message}\n`)
  process.exit(exitCode)
}
