/** Gathers what differs, each with where it is, what it should be and what it is. */

export interface Differences {
  /** Compares as JSON. */
  readonly same: (where: string, expected: unknown, actual: unknown) => void
  readonly isTrue: (where: string, holds: boolean, otherwise: string) => void
  readonly listed: () => readonly string[]
  /** How many comparisons were made. */
  readonly count: () => number
}

const LONGEST = 160

export function gatherDifferences(): Differences {
  const found: string[] = []
  let compared = 0
  return {
    same(where, expected, actual) {
      compared++
      const [should, is] = [JSON.stringify(expected) ?? 'nothing', JSON.stringify(actual) ?? 'nothing']
      if (should === is) return
      const from = firstDifference(should, is)
      found.push(`${where}: should be ${around(should, from)}, is ${around(is, from)}`)
    },
    isTrue(where, holds, otherwise) {
      compared++
      if (!holds) found.push(`${where}: ${otherwise}`)
    },
    listed: () => found,
    count: () => compared,
  }
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** Long values are shown around the place where they differ. */
function around(text: string, at: number): string {
  if (text.length <= LONGEST) return text
  const start = Math.max(0, at - LONGEST / 2)
  return `${start > 0 ? '…' : ''}${text.slice(start, start + LONGEST)}${start + LONGEST < text.length ? '…' : ''}`
}
