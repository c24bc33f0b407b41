/**
 * What can be told of a typed line by looking at it alone: how wide it is, how it ends and begins, and whether it
 * is made of ornaments.
 */

/** Scripts written without spaces between words. */
const SPACELESS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`

/** Full-width punctuation, which joins like the letters around it. */
const WIDE_PUNCTUATION = String.raw`\u3000-\u303F\uFF00-\uFFEF`

const SPACELESS_CHARACTER = new RegExp(`^[${SPACELESS}${WIDE_PUNCTUATION}ー]$`, 'u')
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/
const WORD = /^[\p{L}\p{N}\p{M}]$/u
/** Letters that nobody draws lines with. */
const PLAIN_LETTER = /[a-np-wyz1-9]/i
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
const LOWER = /^\p{Ll}/u

/** Marks that may stand before the first letter of a sentence: quotes, brackets, marks of emphasis. */
const OPENING = new Set('"\'“‘«‹„([*_/~')
/** Marks that may stand behind the last one. */
const CLOSING = new Set('"\'”’»›)]*_/~」』')
const SENTENCE_END = new Set('.!?…:;。！？．')

/** `Title: `, `Author's note - `: up to 30 characters and a colon, the way headers label their lines. */
const LABEL = /^[*_[]{0,2}\p{Lu}[\p{L}\p{N} .'’/&()-]{0,30}[*_\]]{0,2} ?:/u

/** `- item`, `* item`, `3) item`. */
const LIST_ITEM = /^(?:[-*•·o] |\d{1,3}[.)] )/

/** A full-width character counts two columns. */
export function widthOf(text: string): number {
  if (!WIDE.test(text)) return text.length
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

export function startsLower(text: string): boolean {
  let at = 0
  while (at < text.length && OPENING.has(text.charAt(at))) at++
  return LOWER.test(text.slice(at, at + 2))
}

export function endsSentence(text: string): boolean {
  let end = text.length
  while (end > 0 && CLOSING.has(text.charAt(end - 1))) end--
  return SENTENCE_END.has(text.charAt(end - 1))
}

/** Speech: the line opens with a quotation mark. */
export function opensQuote(text: string): boolean {
  return /^["“«„]/.test(text)
}

export function isLabelled(text: string): boolean {
  return LABEL.test(text)
}

export function isListItem(text: string): boolean {
  return LIST_ITEM.test(text)
}

/**
 * A line made of symbols only, as between scenes: `* * *`, `-----`, `~o0o~`. Marks of punctuation that can be what
 * somebody says (`...`, `"?!"`) are none.
 */
export function isOrnament(text: string): boolean {
  if (text.length > 200 || PLAIN_LETTER.test(text) || !/[^.!?…"'“”‘’,;:()\s]/.test(text)) return false
  // Letters that people draw lines with: oOo, xXx, 0o0.
  return !LETTER_OR_DIGIT.test(text.replace(/[xo0]/gi, '')) && !/^[xo0]$/i.test(text) && text.length > 1
}

/** True for letters and digits of scripts that put spaces between words. */
export function isWordCharacter(character: string): boolean {
  return WORD.test(character) && !SPACELESS_CHARACTER.test(character)
}

export function isSpaceless(character: string): boolean {
  return SPACELESS_CHARACTER.test(character)
}

/** Columns of the white space at the start of a line: a tab goes to the next multiple of 8. */
export function indentOf(text: string): number {
  let column = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\t') column += 8 - (column % 8)
    else if (character === '\u3000') column += 2
    else if (character === '\f' || character === '\v' || character === '\uFEFF') continue
    else if (character.trim() === '') column++
    else break
  }
  return column
}
