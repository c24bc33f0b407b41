/**
 * Tells a story that was posted from talk about it, and answers from both.
 *
 * The subject speaks first (NEW:, FIC:, a part), then the header that authors put above a story, then its length and
 * shape: dialogue, and what was said of. An answer says so in its subject; that a mail refers to another says nothing,
 * because authors post each part as an answer to the one before.
 *
 * In doubt it is a story: one that is taken for talk is hard to find again. What is talk is kept and listed.
 */
import type { MailKind } from './letter-fact.ts'
import { countWords } from './own-words.ts'
import type { PostSubject } from './subject.ts'

export interface PostFacts {
  readonly subject: PostSubject
  /** Of the mail's own words, without what it quotes. */
  readonly text: string
  readonly quotedWords: number
}

/** "Title: Hollow Ground", "*Rating:* PG", "DISCLAIMER - not mine" */
const LABEL =
  /^[\s*_[<]{0,4}(title|author|authors?|written by|rating|rated|summary|disclaimers?|pairings?|fandom|spoilers?|category|classification|keywords|archive|archiving|distribution|feedback|series|part|status|warnings?|content|codes?|notes?|author'?s notes?|beta|titel|autorin?|titre|auteur)[\s*_\]]{0,3}\s?[:=–—-]/i
const STRONG =
  /^(?:title|rating|rated|summary|disclaimers?|pairings?|spoilers?|archive|archiving|distribution|classification|codes?)$/i
const LABEL_ZONE = 100

export function kindOfPost({ subject, text, quotedWords }: PostFacts): MailKind {
  const lines = text.split('\n')
  const words = countWords(lines)
  const { all, strong } = countLabels(lines)
  const hasHeader = all >= 2 && strong >= 1
  if (subject.isReply) {
    // Somebody answered with a part of a story, or sent their own as an answer.
    if (hasHeader && all >= 3 && words >= 250 && words > quotedWords) return 'story'
    return words === 0 ? 'talk' : 'reply'
  }
  if (subject.saysStory && words >= 25 && !isAsking(lines, words)) return 'story'
  if (hasHeader && words >= 60) return 'story'
  if (subject.saysTalk) return 'talk'
  if (words >= 140 && narrates(text, words)) return 'story'
  return 'talk'
}

function countLabels(lines: readonly string[]): { readonly all: number; readonly strong: number } {
  const found = new Set<string>()
  for (const line of lines.slice(0, LABEL_ZONE)) {
    const label = LABEL.exec(line.slice(0, 80))?.[1]?.toLowerCase()
    if (label !== undefined) found.add(label)
  }
  return { all: found.size, strong: [...found].filter((label) => STRONG.test(label)).length }
}

/** A short post with a code of stories that looks for one, or names those of others. */
function isAsking(lines: readonly string[], words: number): boolean {
  if (words >= 200) return false
  const addresses = lines.filter((line) => /https?:\/\/|www\./i.test(line)).length
  const asks =
    /\b(?:does any(?:one|body)|looking for|can any(?:one|body)|where can i|do you know|is there a|please help|i updated my (?:site|page)|has been (?:updated|archived)|can be found at|is now up)\b/i
  return addresses > 0 || asks.test(lines.join(' '))
}

/** What people in stories do, again and again, and the marks around what they say. */
const SPOKEN = /["“„«][^"“”„«»\n]{2,400}["”“»]|^\s*[—–-]\s?\p{Lu}/gmu
const TOLD =
  /\b(?:said|asked|replied|whispered|murmured|answered|muttered|nodded|smiled|looked|turned|stared|sighed|laughed|walked|sat|stood|felt|sagte|fragte|dit|demanda|dijo|preguntó)\b/gi
const TALKED =
  /\b(?:i think|i thought|imho|imo|episode|episodes|season|list|website|www|http|anyone|everyone|fic|fics|fanfic|btw|lol|thanks|please)\b/gi

function narrates(text: string, words: number): boolean {
  const per1000 = (pattern: RegExp): number => ((text.match(pattern)?.length ?? 0) * 1000) / words
  const story = per1000(SPOKEN) + per1000(TOLD)
  return story >= 12 && story > 1.5 * per1000(TALKED)
}
