/**
 * Judge by its content what an unlabelled paragraph outside the story is: a disclaimer, a word to the readers, or
 * neither.
 *
 * Words are weighed, because each of them also stands in stories: "the house belongs to my mother", "thank you for
 * reading this letter". Only what names fiction as fiction (reviews, feedback, fics, rights) is decisive.
 */

import { countRuns } from '../../../document/count-words.ts'

/** Longer paragraphs are read this far. */
const MAX_LENGTH = 1500

/** "I don't own", "belong to Joss", "no infringement intended": each is worth one. */
const DISCLAIMER_CUES: readonly RegExp[] = [
  /\b(?:do(?:n[o']?t| not)|never|sadly don'?t) (?:claim to )?own\b|\bi own (?:nothing|nobody|no one|none|squat|zip|only)\b/i,
  /\b(?:not|n[o']t|none of (?:it|them|this) (?:is|are)|aren'?t|isn'?t) mine\b|\bnothing(?:'s| is) mine\b|\bnot ours\b/i,
  /\b(?:belongs?|property|owned|creations?|copyright(?:ed)?|trademarks?)\b.{0,30}\b(?:to|of|by)\b/i,
  /\bcopyright infringement\b|\bno infringement\b|\binfringement (?:is )?intended\b/i,
  /\b(?:no|not (?:making|for|any)|without) (?:any )?(?:money|profit)\b|\bnon-?profit\b/i,
  /\bborrow(?:ed|ing)?\b.{0,60}\b(?:characters?|them|return|put (?:them )?back)\b|\bplay(?:ing)? (?:with|in) (?:them|his|her|their)\b/i,
  /\b(?:all )?rights (?:reserved|belong|holders?)\b|\b(?:please )?do(?:n'?t| not) sue\b|\bso sue me\b/i,
  /\b(?:geh[öo]r(?:en|t) (?:mir |nicht|leider|nichts|alles|jo|den)|m'appartien|ne m'appart|no me pertenece|non mi appartengono|n[ãa]o me pertence|niet van mij|nie nale[żz][ąa] do mnie|nepat[řr][íi] mi|tillh[öo]r inte mig|не принадлежат)/i,
]

/** What rights are about. */
const RIGHTS =
  /\b(?:characters?|show|series|universe|world|book|film|movie|they|them|everything|everyone|anything|nothing|buffyverse|potterverse|wb|upn|fox|abc|nbc|bbc|cbs|mtv|disney|paramount|viacom|lucasfilm|mutant enemy|warner|1013|ten thirteen|joss|rowling|jkr|inc|ltd|studios?|productions?|personnages|charaktere|figuren|personajes|personaggi|personagens|personages|postacie|postavy|герои|персонажи)\b/iu

/** A paragraph that says whose the characters are. */
export function isDisclaimer(text: string): boolean {
  const window = text.slice(0, MAX_LENGTH)
  if (isSpoken(window)) return false
  const cues = DISCLAIMER_CUES.filter((cue) => cue.test(window)).length
  return cues >= 2 || (cues === 1 && RIGHTS.test(window) && window.length < 700)
}

/** Decisive: only a writer of fan fiction says so to readers. */
const DECISIVE: readonly RegExp[] = [
  /\b(?:please|pls|plz|don'?t forget to|remember to|kindly) (?:please )?(?:r ?& ?r|review|rate and review|leave (?:a |me )?(?:review|comment|feedback)|comment|send feedback)\b/i,
  /\bR ?(?:&|and|\/|'n'|n) ?R\b|\bread (?:and|&|n) review\b/,
  /\b(?:my|this is (?:my|the)) (?:very )?(?:first|second|1st|2nd) (?:ever )?(?:fan ?fic(?:tion)?|fic|attempt|story|songfic|slash)\b/i,
  /\b(?:fan ?fic(?:tion)?s?|fics?|ficlet|drabble|oneshot|one-shot|songfic|beta(?:'?d|ed| read(?:er)?)|flames?|reviewers?|plot bunn(?:y|ies)|OOC|Fics?|Fanfics?)\b/,
  /\b(?:feedback|constructive criticism)\b/i,
  /\bunbeta(?:'?d|ed)\b|\ball (?:remaining )?mistakes are (?:mine|my own)\b/i,
  /\b(?:picks? up|takes? up|continues?|starts?) (?:right )?(?:where|after|from where)\b.{0,40}\b(?:part|chapter|story|one|episode|left off|ended)\b/i,
  /\b(?:let me know|tell me) (?:what|if|how) you (?:think|thought|like|liked)\b/i,
  /\b(?:next|previous|last|this) (?:part|chapter|instal?lment|update)\b.{0,60}\b(?:soon|up|posted|longer|shorter|coming|be)\b/i,
  /\bdear readers?\b|\bto (?:all )?my readers\b|^\s*readers?\s*[,:!–-]/i,
  /\b(?:bitte|über) (?:reviews?|kommentare|feedback)\b|\blaissez.{0,20}(?:review|commentaire)|\b(?:dejen|dejad) (?:reviews?|comentarios)|\brecensite\b|\bcomentem\b/i,
]

/** Likely: two of these are a word to the readers. */
const LIKELY: readonly RegExp[] = [
  /\b(?:i )?hope (?:that )?(?:you|y'?all|everyone|u) (?:all |will |guys )?(?:like|liked|enjoy|enjoyed|love)/i,
  /\b(?:thank(?:s| you)|thanx)\b.{0,30}\b(?:for reading|reading|to (?:everyone|all)|reviews?)\b/i,
  /\breviews?\b/i,
  /\b(?:this|the|my) (?:story|chapter|part|series|sequel|piece)\b/i,
  /\bi(?:'m| am|'ve| have)? (?:wrote|written|writing|started|decided to write|posted|posting|update[d]?|updating)\b/i,
  /\b(?:enjoy|bear with me|stay tuned|more (?:to come|soon)|sorry (?:for|about|it took))\b/i,
  /\b(?:spoilers?|canon|season \d|series finale|episode)\b/i,
  /\bauthor'?s? note\b/i,
  /\breaders?\b/i,
  /\btakes place\b|\b(?:is )?set (?:in|during|after|before|between)\b/i,
]
/** "e-mail me", "name@host.org": likely, too. */
const ADDRESS = /\b(?:e-?mail me|\S{1,40}@\S{1,40}\.\w{2,4}\b)/i

export type ReaderCue = 'decisive' | 'likely' | null

/** Does a paragraph talk to the readers about the story? */
export function readerCue(text: string): ReaderCue {
  const window = text.slice(0, MAX_LENGTH)
  if (isSpoken(window)) return null
  if (DECISIVE.some((cue) => cue.test(window))) return 'decisive'
  let likely = window.includes('@') && ADDRESS.test(window) ? 1 : 0
  for (const cue of LIKELY) if (likely < 2 && cue.test(window)) likely++
  return likely >= 2 ? 'likely' : null
}

/** One cue, be it a weak one, and nobody told of: enough where a drawn line parts the paragraph from the story. */
export function isAboutStory(text: string): boolean {
  const window = text.slice(0, MAX_LENGTH)
  if (isSpoken(window) || /\b(?:he|she|him) \p{L}+(?:ed|t)\b/u.test(window)) return false
  return isDisclaimer(window) || [...DECISIVE, ...LIKELY, ...ABOUT_STORY].some((cue) => cue.test(window))
}

/** A remark on headers, thanks or what else was written: a note where a summary could stand too. */
export function isRemark(text: string): boolean {
  return isPointer(text) || ABOUT_STORY.some((cue) => cue.test(text.slice(0, MAX_LENGTH)))
}

/** What stands in headers and hardly opens a story. */
const ABOUT_STORY: readonly RegExp[] = [
  /\b(?:disclaimers?|headers?|warnings?|notes?|ratings?|summary|summaries)\b.{0,40}\b(?:in|on|with|at|see) (?:the )?(?:part|chapter|first|page|beginning)\b|\bsee (?:part|chapter) (?:one|1|0|zero)\b/i,
  /\b(?:thank(?:s| you)|thanx|dedicated) to\b|^(?:for|dedicated to) \p{Lu}\p{L}+[.,!]/u,
  /\b(?:same universe|sequel|prequel|companion|part of (?:the|a|my))\b/i,
]

/** "Summary in part 1, disclaimers too.", "See part one." */
const POINTER =
  /^\W*(?:(?:all|the|for|see) )?(?:disclaimers?|headers?|warnings?|notes?|ratings?|summary|spoilers?)\b.{0,60}\b(?:part|chapter) (?:one|1|0|zero|i)\b|^\W*see (?:part|chapter) (?:one|1|0|zero)\b/i

/** A line that says where the header is. */
export function isPointer(text: string): boolean {
  return text.length < 120 && POINTER.test(text)
}

/** "She asked for feedback": about somebody, not to somebody. */
export function isNarrated(text: string): boolean {
  const bare = text.toLowerCase()
  const others = bare.match(/\b(?:he|she|him|her|his|they|said|asked)\b/g)?.length ?? 0
  const readers =
    bare.match(/\b(?:you|your|please|review|reviews|feedback|i|my|me|readers?|thanks|next|chapter)\b/g)?.length ?? 0
  return others >= readers
}

/** Somebody in the story says it: quotation marks or a dialogue dash open the paragraph. */
export function isSpoken(text: string): boolean {
  return /^\s*(?:["“„«‘]|'(?=\p{Lu})|[–—]\s?\p{Lu})/u.test(text)
}

export interface Sentence {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Whoever writes more than this before a story is not read for hints. */
const MAX_SENTENCES = 20_000

/** The sentences of a text. An initial or an abbreviation may cut one in two; nothing depends on it. */
export function sentencesOf(whole: string): Sentence[] {
  const text = whole.slice(0, MAX_SENTENCES)
  const sentences: Sentence[] = []
  let from = 0
  for (const end of text.matchAll(/[.!?…]+["”')\]]*(?=\s)|\n+/g)) {
    pushSentence(sentences, text, from, end.index + end[0].length)
    from = end.index + end[0].length
  }
  pushSentence(sentences, text, from, text.length)
  return sentences
}

function pushSentence(sentences: Sentence[], text: string, start: number, end: number): void {
  const raw = text.slice(start, end)
  const from = start + raw.length - raw.trimStart().length
  const to = start + raw.trimEnd().length
  if (to > from) sentences.push({ from, to, text: text.slice(from, to) })
}

/** Number of words, to tell a paragraph from a page. */
export function countWords(text: string): number {
  return countRuns(text)
}
