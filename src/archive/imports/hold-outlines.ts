/**
 * Holds outlines of tens of thousands of sources until all files are read: what many say alike is held once, and sketches,
 * which are most of an outline, lie in blocks beside the heap, where no collection goes through them.
 *
 * The 43,000 story posts of a mailbox of 2 GB take 75 MB like this instead of 140.
 */
import type { Outline } from '../../intake/assemble/index.ts'

/** Numbers in a block; the longest sketch is a quarter of it. */
const BLOCK = 65_536

export function outlineHolder(): (outline: Outline) => Outline {
  const authorsSaid = new Map<string, readonly string[]>()
  let block = new Float64Array(0)
  let used = 0

  function holdSketch(sketch: Outline['sketch']): Float64Array {
    if (used + sketch.length > block.length) {
      block = new Float64Array(Math.max(BLOCK, sketch.length))
      used = 0
    }
    const held = block.subarray(used, used + sketch.length)
    held.set(sketch)
    used += sketch.length
    return held
  }

  function holdAuthors(authors: readonly string[]): readonly string[] {
    const key = authors.join('\n')
    const before = authorsSaid.get(key)
    if (before !== undefined) return before
    authorsSaid.set(key, authors)
    return authors
  }

  return (outline) => ({ ...outline, authors: holdAuthors(outline.authors), sketch: holdSketch(outline.sketch) })
}
