/**
 * The log: one line an event, on stderr, for the person who looks after the installation.
 *
 *     2026-11-20T14:03:58.123Z fault GET /works/7k3q0xv9bt/a: database disk image is malformed {"stack":"Error: …"}
 *
 * A line is written once, at the edge that handles what happened. What comes from outside cannot begin a new line or
 * colour the terminal: control characters are written as their codes.
 */
import { inspect } from 'node:util'

type LogLevel = 'note' | 'warning' | 'fault'

type LogDetails = Readonly<Record<string, string | number | boolean | null>>

export interface Log {
  readonly note: (message: string, details?: LogDetails) => void
  readonly warning: (message: string, details?: LogDetails) => void
  /** Something broke: the error with its causes, and what was being done ("GET /works", "import"). */
  readonly fault: (error: unknown, doing: string) => void
}

interface LogParts {
  readonly write?: (line: string) => void
  readonly now?: () => Date
}

export function createLog(parts: LogParts = {}): Log {
  const { write = (line) => void process.stderr.write(line), now = () => new Date() } = parts
  const line = (level: LogLevel, message: string, details: LogDetails = {}): void => {
    const end = Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details)}`
    write(`${now().toISOString()} ${level} ${onOneLine(message + end)}\n`)
  }
  return {
    note: (message, details) => line('note', message, details),
    warning: (message, details) => line('warning', message, details),
    fault(error, doing) {
      line('fault', `${doing}: ${describeError(error)}`, error instanceof Error ? { stack: error.stack ?? '' } : {})
    },
  }
}

/** An error with what caused it; a cause that is its own cause ends somewhere. */
function describeError(error: unknown): string {
  const messages: string[] = []
  for (let one = error; one !== undefined && messages.length < 8; one = one instanceof Error ? one.cause : undefined) {
    messages.push(one instanceof Error ? one.message : typeof one === 'string' ? one : inspect(one))
  }
  return messages.join('; because: ')
}

// oxlint-disable-next-line no-control-regex -- these controls are what it looks for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

function onOneLine(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
