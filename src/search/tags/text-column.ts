/**
 * Texts that works are sorted by, kept in their order: a work has a rank, a rank has a text.
 *
 * They are sorted as both engines sort them, by the bytes of UTF-8, which is not the order of JavaScript's strings. So
 * each is a string with one character a byte.
 */

export interface TextColumn {
  /** Of each work; no two works have the same, equal texts go by key. */
  readonly ranks: Uint32Array
  /** Where the text of a rank begins; one more for the end. */
  readonly starts: Uint32Array
  readonly bytes: Uint8Array
}

const ASCII = /^[\0-\x7f]*$/

export function byteString(text: string): string {
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
}

/** `texts` are byte strings, one a work; `keys` the works' keys. */
export function buildTextColumn(texts: readonly string[], keys: Uint32Array): TextColumn {
  const order = Uint32Array.from(texts, (_, work) => work).toSorted((a, b) => {
    const [first, second] = [texts[a] as string, texts[b] as string]
    return first < second ? -1 : first > second ? 1 : (keys[a] as number) - (keys[b] as number)
  })
  const ranks = new Uint32Array(texts.length)
  const starts = new Uint32Array(texts.length + 1)
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0))
  const buffer = Buffer.from(bytes.buffer)
  let end = 0
  for (const [rank, work] of order.entries()) {
    ranks[work] = rank
    end += buffer.write(texts[work] as string, end, 'latin1')
    starts[rank + 1] = end
  }
  return { ranks, starts, bytes }
}

export function textOfRank({ starts, bytes }: TextColumn, rank: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    starts[rank],
    starts[rank + 1],
  )
}

export function textOfWork(column: TextColumn, work: number): string {
  return textOfRank(column, column.ranks[work] as number)
}

/** How many texts come before this one, or before it and those equal to it. */
export function countTextsBefore(column: TextColumn, text: string, withEqual: boolean): number {
  let low = 0
  let high = column.ranks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = textOfRank(column, middle)
    if (other < text || (withEqual && other === text)) low = middle + 1
    else high = middle
  }
  return low
}
