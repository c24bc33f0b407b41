/**
 * Keeps the heap of a long command small. Call it before threads are started.
 *
 * V8 lets the nursery of new objects grow to 48 MB, and what passes through a pipeline outlives it there: the old
 * generation fills with garbage, which is collected only when it is several times what is in use. With a nursery that
 * stays as it is when this is called, moving in a site takes 90 MB less and a few percent more time.
 */
import { setFlagsFromString } from 'node:v8'

export function keepHeapSmall(): void {
  // Read whenever the nursery would grow: https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h
  setFlagsFromString('--semi-space-growth-factor=1')
  // Flags are of the whole process: threads would begin with 1 MB and stay there, and do nothing but collect.
  setFlagsFromString('--min-semi-space-size=4')
}
