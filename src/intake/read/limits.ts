/** Most lines, and most tags, that are read: a line takes about half a kilobyte of memory, a tag two. */
const MAX_LINES = 2_000_000
const MAX_TAGS = 400_000

/** A source of so many lines or tags that it is no story: 64 MiB of line feeds. It is kept, and refused as too large. */
export function isTooMuch(text: string): boolean {
  return hasMore(text, '\n', MAX_LINES) || hasMore(text, '\r', MAX_LINES) || hasMore(text, '<', MAX_TAGS)
}

function hasMore(text: string, character: string, most: number): boolean {
  // A text that is not longer than the limit cannot hold more.
  if (text.length <= most) return false
  let count = 0
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1))
    if (++count > most) return true
  return false
}
