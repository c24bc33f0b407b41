/** Counts words without making them: runs between white space, and a character a word where scripts have no spaces. */

export function countWords(text: string, limit = Number.POSITIVE_INFINITY): number {
  let count = 0
  let isInside = false
  for (let i = 0; i < text.length && count < limit; i++) {
    const unit = text.charCodeAt(i)
    if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a)) isInside = false
    else if (unit >= 0x3041 && unit <= 0x9fff) {
      // Two characters of Chinese or Japanese say about as much as one word.
      count += 0.5
      isInside = false
    } else if (!isInside) {
      count++
      isInside = true
    }
  }
  return Math.ceil(count)
}
