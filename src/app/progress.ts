/**
 * A line of progress on a terminal, from the first second on; silent elsewhere, where a log would only fill up.
 */
import type { Terminal } from './command.ts'

export interface Progress {
  /** What is being done now; `done` of `total` when the total is known. */
  readonly step: (what: string, done: number, total?: number) => void
  /** Wipes the line, so that what is printed next stands alone. */
  readonly end: () => void
}

const PATIENCE_MS = 1000
const REDRAW_MS = 100
const BAR_WIDTH = 24

export function startProgress(terminal: Terminal): Progress {
  const started = performance.now()
  let drawn = 0
  let isShown = false
  return {
    step(what, done, total) {
      const now = performance.now()
      if (!terminal.isInteractive || now - started < PATIENCE_MS || now - drawn < REDRAW_MS) return
      drawn = now
      isShown = true
      terminal.err(`\r\u001B[K${total === undefined ? `${done}` : drawBar(done, total)} ${what.slice(0, 60)}`)
    },
    end() {
      if (isShown) terminal.err('\r\u001B[K')
      isShown = false
    },
  }
}

function drawBar(done: number, total: number): string {
  const filled = total === 0 ? 0 : Math.min(BAR_WIDTH, Math.floor((done / total) * BAR_WIDTH))
  return `[${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${done}/${total}`
}
