/**
 * How many letters must be changed, left out, put in or exchanged with their neighbours to make one word of another.
 *
 *     lihgthouse   lighthouse    1
 *     wilow        willow        1
 *     kitten       sitting       3
 *
 * Exchanged neighbours are one slip of the fingers, not two. Only words within reach are looked at closely: what is over
 * `most` is said to be one more.
 */

export function letterChanges(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return most + 1
  let older: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let changes = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + (isSame ? 0 : 1),
      )
      if (isExchanged(a, b, i, j)) changes = Math.min(changes, (older[j - 2] as number) + 1)
      row.push(changes)
      least = Math.min(least, changes)
    }
    if (least > most) return most + 1
    older = previous
    previous = row
  }
  return Math.min(previous[b.length] as number, most + 1)
}

/** Which letters a word has, one bit each; letters of other scripts share them. */
export function lettersOf(word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters >>> 0
}

/** False where so many letters differ that the words cannot be within reach: a change takes at most one and brings one. */
export function mayBeNear(letters: number, others: number, reach: number): boolean {
  return countBits(letters ^ others) <= reach * 2
}

function isExchanged(a: string, b: string, i: number, j: number): boolean {
  return i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
}

function countBits(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
