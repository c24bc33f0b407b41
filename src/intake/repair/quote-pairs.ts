/** Finds pairs of marks that stand where quotes stand: before a word and behind one, in one paragraph. */

/** Longer quotations are hardly one. */
const LONGEST = 4000

const BEFORE_OPENING = /[\s([{«“‘"'—–*_>-]/
const AFTER_OPENING = /[\p{L}\p{N}….,!?*_“‘"'([$£—–-]/u
const BEFORE_CLOSING = /[^\s([{«“‘]/
const AFTER_CLOSING = /[\s)\]}».,;:!?…“”’"'—–*_<-]/

/** Offsets of the opening and the closing mark of each pair. */
export function findPairs(text: string, open: string, close: string): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  let opened = -1
  for (let at = text.indexOf(open); at !== -1; ) {
    if (!opens(text, at)) {
      at = text.indexOf(open, at + 1)
      continue
    }
    opened = at
    const next = text.indexOf(open, at + 1)
    const end = findClosing(text, opened, close, Math.min(next === -1 ? text.length : next, opened + LONGEST))
    if (end !== -1) pairs.push([opened, end])
    at = next
  }
  return pairs
}

function findClosing(text: string, opened: number, close: string, limit: number): number {
  const stretch = text.slice(opened, limit)
  const paragraphEnd = stretch.search(/\n[ \t\r]*\n/)
  const until = paragraphEnd === -1 ? stretch.length : paragraphEnd
  for (let at = stretch.indexOf(close, 1); at !== -1 && at < until; at = stretch.indexOf(close, at + 1)) {
    if (closes(text, opened + at)) return opened + at
  }
  return -1
}

function opens(text: string, at: number): boolean {
  return (at === 0 || BEFORE_OPENING.test(text.charAt(at - 1))) && AFTER_OPENING.test(charAt(text, at + 1))
}

function closes(text: string, at: number): boolean {
  const isBehind = BEFORE_CLOSING.test(text.charAt(at - 1))
  return isBehind && (at + 1 === text.length || AFTER_CLOSING.test(text.charAt(at + 1)))
}

function charAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}
