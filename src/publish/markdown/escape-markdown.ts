/**
 * Escape text for CommonMark, so that text which looks like Markdown comes out as that text.
 *
 *     *so* [x](y) & <b>      \*so\* \[x\](y) \& \<b\>
 *     1. not a list          1\. not a list
 *
 * A backslash before ASCII punctuation is that character (https://spec.commonmark.org/0.31.2/#backslash-escapes). Some
 * characters mean something anywhere, some only where a line begins. `~`, `|` and bare addresses are plain in
 * CommonMark but not in the dialects of the large sites, so they are escaped too.
 */
import { replaceIllegal } from '../../kernel/xml.ts'
import { collapse } from '../collapse.ts'

/** Text anywhere in a line. White space is collapsed, so it holds no line end. */
export function escapeInline(text: string): string {
  return collapse(replaceIllegal(text))
    .replaceAll(MEANS_SOMETHING, '\\$&')
    .replaceAll('://', ':\\//')
    .replaceAll(/www\./gi, brokenHost)
}

/** A line whose text is escaped already: what means something at its beginning, too. */
function escapeLineStart(line: string): string {
  return line.replace(/^[-+=]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2')
}

/** Lines of escaped text as one paragraph, with hard breaks; empty at either end when they say nothing there. */
export function paragraphOf(lines: readonly string[]): string {
  const trimmed = lines.map(trimSpaces)
  const first = trimmed.findIndex((line) => line !== '')
  const last = trimmed.findLastIndex((line) => line !== '')
  if (first === -1) return ''
  return trimmed
    .slice(first, last + 1)
    .map((line) => escapeLineStart(line).replaceAll(SPACE_AT_EDGE, entity))
    .join('\\\n')
}

/** Blanks only: a no-break space means nothing to Markdown and something to the author. */
export function trimSpaces(line: string): string {
  const collapsed = line.replaceAll(/ +/g, ' ')
  return collapsed.slice(collapsed.startsWith(' ') ? 1 : 0, collapsed.endsWith(' ') ? -1 : undefined)
}

const MEANS_SOMETHING = /[\\`*_[\]<>&~|#]/g

// No-break and other spaces at the edge of a line, which some programs trim and an author may have meant.
const SPACE_AT_EDGE = /^\s|\s$/g

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

function brokenHost(found: string): string {
  return `${found.slice(0, -1)}\\.`
}
