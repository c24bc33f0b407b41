/**
 * Keeps the heap of a long command small. Call it before threads are started.
 *
 * V8 lets the nursery of new objects grow to 64 MB, and what passes through a pipeline outlives it there: the old
 * generation fills with garbage, which is collected only when it is several times what is in use. With a nursery of a
 * quarter of that, moving in a site takes 90 MB less and a few percent more time.
 *
 * V8 makes the nursery smaller whenever little seems to be going on, as on a busy machine, so it is looked after: one of
 * 1 MB would do nothing but collect.
 *
 * The old generation, too, grows to up to four times what is in use before it is collected. Held to a third more, and
 * cleared between the steps of a rescue, a site of 20,000 stories takes 553 MiB and 110 s; with two thirds 587 MiB and 103 s.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const NURSERY_BYTES = 16 * 2 ** 20
const LOOK_EVERY_MS = 250
/** By how much of what is in use the old generation grows before it is collected. */
const GROWTH_PERCENT = 30

/** Null until the heap is kept small. */
let collect: ((options: object) => void) | null = null

export function keepHeapSmall(): void {
  if (collect !== null) return
  collect = collector()
  // Flags are of the whole process: threads would begin with 1 MB and stay there, and do nothing but collect.
  setFlagsFromString('--min-semi-space-size=4')
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  // Only a collection for want of memory takes room from the nursery.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  setInterval(limitGrowth, LOOK_EVERY_MS).unref()
  limitGrowth()
}

/** Call it where much was dropped and something else begins: a tenth of a second. Does nothing in a short command. */
export function clearHeap(): void {
  collect?.({ type: 'major', execution: 'sync' })
}

function collector(): (options: object) => void {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return (options) => {
    if (typeof found === 'function') found(options)
  }
}

/** The factor is read whenever the nursery would grow: https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h */
function limitGrowth(): void {
  const nursery = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
  const size = Math.max(nursery?.space_size ?? 0, 2 * 2 ** 20)
  setFlagsFromString(`--semi-space-growth-factor=${Math.max(1, Math.floor(NURSERY_BYTES / size))}`)
}
