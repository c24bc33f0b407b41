/** Arrays that are needed for a moment, again and again: made anew for each question, they would fill memory by the tens of megabytes before anything is collected. */

const MOST_SPARE = 8
const spare: Uint32Array[] = []

/** All zero. */
export function borrow(length: number): Uint32Array {
  const at = spare.findIndex((each) => each.length === length)
  const [found] = at === -1 ? [] : spare.splice(at, 1)
  return found?.fill(0) ?? new Uint32Array(length)
}

/** Whoever gives one back must not use it any longer. */
export function giveBack(array: Uint32Array): void {
  if (spare.length >= MOST_SPARE) spare.shift()
  spare.push(array)
}
