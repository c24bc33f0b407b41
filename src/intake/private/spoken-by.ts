/**
 * Tells whether an address in a line of the story is its author's or belongs to the tale.
 *
 *     “Write to ghost@lighthouse.example,” it said.       the tale's, wherever it stands
 *     From: mulder@basement.example   (in a letter)        the tale's
 *     Feedback to sam@lamp.example    (last line)          the author's
 *     sam@lamp.example                (last line)          the author's
 *
 * Rules that took every address out of stories have eaten letters that people in them wrote. So a line that nothing
 * else marks as the author's own words is only hers at the edge of a chapter, outside quotes and letters, and alone or
 * with words by which authors ask readers to write.
 */
import type { Manuscript } from '../read/manuscript.ts'
import { readMailHead } from '../recognise/story/letter-lines.ts'
import type { Structure } from '../recognise/structure.ts'

/** What is certain about a line of the story: whose words it holds. */
export type Speaker = 'author' | 'story' | 'doubtful'

/** Lines from either end of a chapter within which authors put their own words. */
const EDGE_FIRST = 3
const EDGE_LAST = 6

export function speakerOf(manuscript: Manuscript, structure: Structure): (line: number) => Speaker {
  const edges = edgeLines(structure)
  const letters = letterLines(structure)
  return (line) => {
    const text = manuscript.lines[line]?.run.text ?? ''
    if (letters.has(line) || readMailHead(text) !== null || OPENS_SPEECH.test(text)) return 'story'
    if (!edges.has(line)) return 'story'
    if (ASKS_TO_WRITE.test(text.slice(0, 600))) return 'author'
    return isAddressAlone(text) ? 'author' : 'doubtful'
  }
}

function edgeLines({ chapters, roles }: Structure): ReadonlySet<number> {
  const edges = new Set<number>()
  for (const { first, last } of chapters) {
    for (let line = first, count = 0; line <= last && count < EDGE_FIRST; line++) {
      if (!isOfStory(roles[line])) continue
      edges.add(line)
      count++
    }
    for (let line = last, count = 0; line >= first && count < EDGE_LAST; line--) {
      if (!isOfStory(roles[line])) continue
      edges.add(line)
      count++
    }
  }
  return edges
}

/** What becomes the text of a chapter. */
export function isOfStory(role: Structure['roles'][number] | undefined): boolean {
  return role === 'story' || role === 'salutation' || role === 'signature' || role === 'pov-label' || role === 'date'
}

function letterLines({ chapters }: Structure): ReadonlySet<number> {
  const lines = new Set<number>()
  for (const { sections } of chapters) {
    for (const { kind, first, last } of sections) {
      if (kind !== 'letter') continue
      for (let line = first; line <= last; line++) lines.add(line)
    }
  }
  return lines
}

/** Speech begins the line: quotes of any kind, or the dash of dialogue. */
const OPENS_SPEECH = /^\s*(?:["“„«»「『‚‘']|[—–―]\s?\p{L})/u

/** "Feedback to …", "please write me at …", "Kommentare bitte an …"; words by which authors ask for letters. */
const ASKS_TO_WRITE =
  /\b(?:feedback|comments?|reviews?|e-?mail(?:ed)?(?: me| us)?\b.{0,3}[:@ ]|write (?:to )?me|mail me|contact|reach me|drop me|let me know|flames?|questions|permission|archive|distribution|author|kommentare?|schreibt|rückmeldung|kritik|commentaires?|écrivez|avis|comentarios|escríbeme|commenti)/iu

/** An address with at most a name, a label or a place on the web beside it. */
function isAddressAlone(text: string): boolean {
  const words = text.trim().split(/\s+/u)
  return words.length <= 6 && words.filter((word) => /\p{Ll}/u.test(word) && !/[@.:/]/.test(word)).length <= 2
}
