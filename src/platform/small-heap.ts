/**
 * Keeps the heap of a long command small. Call it before threads are started.
 *
 * V8 lets the nursery of new objects grow to 48 MB, and what passes through a pipeline outlives it there: the old
 * generation fills with garbage, which is collected only when it is several times what is in use. With a nursery that
 * stays as it is when this is called, moving in a site takes 90 MB less and a few percent more time.
 */
import { setFlagsFromString } from 'node:v8'

/** By how much of what is in use the old generation grows before it is collected; else by up to three times of it. */
const GROWTH_PERCENT = 100

export function keepHeapSmall(): void {
  // Read whenever the nursery would grow: https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h
  setFlagsFromString('--semi-space-growth-factor=1')
  // Read at the end of each collection. 5,000 stories with 50,000 reviews took 570 MB without it.
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  // Flags are of the whole process: threads would begin with 1 MB and stay there, and do nothing but collect.
  setFlagsFromString('--min-semi-space-size=4')
}
