/**
 * The narrator's own words of a paragraph: what is left when speech is taken out.
 *
 *     "Stay," he said. "I can't."     he said.
 *
 * Every paragraph starts anew, so that a quote which is never closed takes the rest of its paragraph and no more.
 * Besides quotes of all kinds it knows speech after a dash, as French, Spanish and Russian print it.
 */

/** So much of one paragraph is read; a paragraph of megabytes is damage, and its start says as much as the whole. */
const LONGEST = 20_000
/** A single quote closes within so many characters or was an apostrophe. */
const SINGLE_REACH = 600

const CLOSERS: Readonly<Record<string, string>> = {
  '“': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '"': '"”',
  '「': '」',
  '『': '』',
  '”': '”',
}

export function narrationOf(paragraph: string): string {
  const text = paragraph.length > LONGEST ? paragraph.slice(0, LONGEST) : paragraph
  const spoken = /^\s*(?:[—–―]|-\s)/u.test(text) ? withoutDashSpeech(text) : text
  let kept = ''
  let from = 0
  const opening = /["“„«「『”'‘]/g
  while (opening.exec(spoken) !== null) {
    const at = opening.lastIndex - 1
    const close = closeOf(spoken, at)
    if (close === undefined) continue
    kept += `${spoken.slice(from, at)} `
    from = close + 1
    opening.lastIndex = from
  }
  return from === 0 ? spoken : kept + spoken.slice(from)
}

/** Does anybody speak in it? */
export function hasSpeech(paragraph: string): boolean {
  return /["“”„«»「『]|^\s*(?:[—–―]|-\s)/u.test(paragraph.slice(0, LONGEST))
}

/** Where the quote that opens at `at` closes; the end of the text when it never does; undefined when none opens. */
function closeOf(text: string, at: number): number | undefined {
  const character = text.charAt(at)
  const closers = CLOSERS[character]
  if (closers !== undefined) return firstOf(closers, text, at + 1)
  if (character !== "'" && character !== '‘') return undefined
  const isOpening = /^$|[\s(—–-]/u.test(text.charAt(at - 1)) && /[\p{L}…]/u.test(text.charAt(at + 1))
  return isOpening ? closeOfSingle(text, at, character === '‘' ? '’' : "'") : undefined
}

/** Where the first of these characters stands, from `from` on; the end of the text where none does. */
function firstOf(characters: string, text: string, from: number): number {
  const one = characters.charCodeAt(0)
  const other = characters.charCodeAt(characters.length - 1)
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === one || unit === other || (characters.length > 2 && unit === characters.charCodeAt(1))) return i
  }
  return text.length
}

/** British speech closes after a stop; everything else that looks like it is an apostrophe. */
function closeOfSingle(text: string, at: number, closer: string): number | undefined {
  const end = Math.min(text.length, at + SINGLE_REACH)
  for (let i = at + 2; i < end; i++) {
    if (text.charAt(i) !== closer) continue
    if (/[.,!?…—–-]/u.test(text.charAt(i - 1)) && !/\p{L}/u.test(text.charAt(i + 1))) return i
  }
  return undefined
}

/** "— Reste, dit-elle. — Non." keeps nothing; "—Quédate —dijo ella—. No puedo." keeps what stands between dashes. */
function withoutDashSpeech(text: string): string {
  const pieces = text.split(/[—–―]|(?<=^|\s)-(?=\s)/u)
  return pieces.filter((_, i) => i % 2 === 0).join(' ')
}
