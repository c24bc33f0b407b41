/**
 * Takes from the text of a mail what others wrote: quoted lines with the sentence that introduces them, what the list's
 * software put below, and the signature.
 *
 *     On Tue, Tamsin wrote:
 *     > The lamp went out.
 *     I loved this line!             →   "I loved this line!"
 *     --
 *     Sue
 */

export interface OwnWords {
  readonly text: string
  /** Words of quoted lines that were taken off. */
  readonly quotedWords: number
}

/** "> text", ">> text", "| text", "JB> text"; not the `>` of a scene break or an arrow. */
const QUOTED = /^\s{0,3}(?:[A-Za-z]{0,3}>|\|)\s?(?=\S|$)/
/** "On 5 Mar 2002, Tamsin Reed wrote:", "Tamsin <…> schrieb:", "--- In SunS@y..., Tamsin wrote:" */
const INTRODUCES =
  /(?:\b(?:wrote|writes|said|says|schrieb|skrev|écrit|escribió|ha scritto|schreef|posted|escreveu)\b[^\n]{0,80}[:.]?|wrote in message[^\n]{0,100})\s*$/i
const ORIGINAL =
  /^[-_\s>]*(?:original message|forwarded message|urspr.ngliche nachricht|message d'origine|begin forwarded)\b/i
const BELOW_ORIGINAL = /^(?:from|to|sent|date|subject|cc|von|an|datum|betreff)\s?:/i

export function readOwnWords(text: string): OwnWords {
  const lines = withoutFooter(text.split(/\r\n|\r|\n/))
  const original = lines.findIndex(
    (line, i) => ORIGINAL.test(line) && lines.slice(i + 1, i + 5).some((next) => BELOW_ORIGINAL.test(next.trim())),
  )
  const above = lines.slice(0, original < 0 ? lines.length : original)
  let quotedWords = countWords(original < 0 ? [] : lines.slice(original))
  const kept: string[] = []
  let wasQuoted = false
  for (const [i, line] of above.entries()) {
    if (QUOTED.test(line)) {
      quotedWords += countWords([line])
      if (!wasQuoted) dropIntroduction(kept)
      wasQuoted = true
    } else if (wasQuoted && line.trim() !== '' && isWrappedTail(above, i)) {
      quotedWords += countWords([line])
    } else {
      kept.push(line)
      wasQuoted &&= line.trim() === ''
    }
  }
  return {
    text: withoutSignature(kept)
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    quotedWords,
  }
}

/** What the software of lists puts below: from its first line on, when only such lines follow. */
export function withoutFooter(lines: readonly string[]): readonly string[] {
  const from = Math.max(0, lines.length - FOOTER_REACH)
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]?.trim() ?? ''
    if (!FOOTER_START.test(line)) continue
    const rest = lines.slice(i)
    if (rest.some((each) => FOOTER_WORDS.test(each)) && countWords(rest) < 200) {
      let end = i
      while (end > 0 && (lines[end - 1]?.trim() ?? '') === '') end--
      return lines.slice(0, end)
    }
  }
  return lines
}

const FOOTER_REACH = 45
const FOOTER_START =
  /^(?:[-_=~*]{5,}.*|-+\s?yahoo! groups.*|to unsubscribe.*|yahoo! groups links|your use of yahoo.*|community email addresses:.*|_+)$/i
const FOOTER_WORDS =
  /unsubscribe|yahoo! groups|your use of yahoo|mailing list|listinfo|egroups|onelist|topica|list-?owner|to subscribe|visit your group|list archives?/i

/** Signatures stand below `-- ` (RFC 3676, 4.3); a story's scene break of dashes has no short end. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  for (let i = lines.length - 1; i >= Math.max(0, lines.length - 12); i--)
    if (/^--\s?$/.test(lines[i] ?? '')) return lines.slice(0, i)
  return lines
}

/** The sentence in front of a quotation, which may run over two lines. */
function dropIntroduction(kept: string[]): void {
  let end = kept.length
  while (end > 0 && kept[end - 1]?.trim() === '') end--
  const [one, two] = [kept[end - 2]?.trim() ?? '', kept[end - 1]?.trim() ?? '']
  if (!INTRODUCES.test(two)) return
  const runsOver = one !== '' && !/[.!?]$/.test(one) && /^(?:on|am|le|el|in|---)\b|@|\d{4}/i.test(one)
  kept.length = runsOver ? end - 2 : end - 1
}

/** The end of a quoted line that a program wrapped: a short one between two quoted ones. */
function isWrappedTail(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return (
    line.length < 30 &&
    QUOTED.test(lines[at - 1] ?? '') &&
    (lines[at - 1] ?? '').length > 60 &&
    QUOTED.test(lines[at + 1] ?? '')
  )
}

export function countWords(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + (line.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0), 0)
}
