/** What a fault means for the person at the command line: a sentence that says what to do, and the exit code. */

import { ConfigFault } from '../platform/config.ts'
import {
  BusyFault,
  DatabaseFault,
  DataDirectoryFault,
  isDamaged,
  isFull,
  isOutOfOrder,
  NewerDataFault,
} from '../platform/db/faults.ts'
import { RunTakenOver } from '../platform/db/running.ts'
import { CommandError, EXIT, type ExitCode } from './exit-code.ts'
import { AddressInUse } from './web.ts'

export interface FaultDescription {
  readonly message: string
  readonly exitCode: ExitCode
}

export function describeFault(error: unknown): FaultDescription {
  if (error instanceof CommandError) return { message: error.message, exitCode: error.exitCode }
  if (error instanceof ConfigFault) return { message: error.message, exitCode: EXIT.usage }
  if (error instanceof RunTakenOver)
    return { message: `${error.message}; this one has stopped.`, exitCode: EXIT.importRunning }
  if (error instanceof AddressInUse) {
    const message = `${error.message}. Stop what runs there, or choose another with --port.`
    return { message, exitCode: EXIT.addressInUse }
  }
  if (error instanceof NewerDataFault) return { message: error.message, exitCode: EXIT.newerData }
  if (error instanceof DataDirectoryFault) {
    const message = `${error.message}. Name a folder that you may write to with --data.`
    return { message, exitCode: EXIT.dataDirectory }
  }
  if (isFull(error) || isFull(causeOf(error))) {
    const message =
      'the disk is full. What was finished before is kept; make room and run the same command again, which goes on where it stopped.'
    return { message, exitCode: EXIT.database }
  }
  if (isDamaged(error) || isDamaged(causeOf(error))) {
    const message = `${messageOf(error)}. The database is damaged: leave it as it is, and put back the last copy you made of the data directory.`
    return { message, exitCode: EXIT.database }
  }
  if (error instanceof BusyFault || error instanceof DatabaseFault) {
    return { message: error.message, exitCode: EXIT.database }
  }
  if (isOutOfOrder(error)) {
    const message = `the database cannot be used: ${messageOf(error)}. What was finished before is kept; run the same command again when it can.`
    return { message, exitCode: EXIT.database }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { message: `this is a bug in Ficarium, please report it with these lines:\n${stack}`, exitCode: EXIT.bug }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}
