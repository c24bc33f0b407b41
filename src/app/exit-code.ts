/** How a command ended, for the shell. Other programs rely on these numbers. */
export const EXIT = {
  done: 0,
  /** Done, but a file was refused (and not as the talk of a list or the furniture of a site), cut off or decoded in doubt. */
  doubt: 1,
  usage: 2,
  dataDirectory: 3,
  database: 4,
  addressInUse: 5,
  newerData: 6,
  importRunning: 7,
  bug: 70,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Something that stops a command, with a sentence for the person who typed it. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
