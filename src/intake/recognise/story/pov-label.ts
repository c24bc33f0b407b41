/**
 * Reads a line as the label of a point-of-view section.
 *
 *     "Willow's POV"      (Spike's Point of View)      POV: Anna      Aus Annas Sicht      ~Buffy~
 *
 * The first four say what they are. Somebody's thoughts could be a title, and a name alone a cry, a signature or the
 * first of a cast list: these are candidates of form `thoughts` and `name`, and `find-labels.ts` decides by company.
 */
import { foldText } from '../../../kernel/text.ts'
import { undecorate } from './decoration.ts'

export interface PovLabel {
  readonly form: 'stated' | 'thoughts' | 'name'
  /** As written, without the possessive; null where the label names nobody ("Third person POV"). */
  readonly name: string | null
  readonly isDecorated: boolean
}

const LONGEST = 70
/** Narrators that are nobody, folded: "Normal POV", "Erzählerperspektive". */
const NOBODY =
  /^(?:third|3rd|first|1st|second|2nd|normal|normale|general|allgemeine?|neutrale?|author|narrator|erzahler|narrateur|narrador|narratore|nobody|no one|no|no one's|omniscient|omnisciente?|outside|outsider|everyone|multiple|various|mixed|alternating|regular)(?:[ -]person)?(?: (?:limited|omniscient))?$/
/** "Third person", "(3rd person, limited)", "Dritte Person", "3e personne": the person and nothing else, folded. */
const PERSON_ALONE =
  /^(?:in )?(?:the )?(?:first|second|third|1st|2nd|3rd|erste|zweite|dritte|[123]\.|premiere|deuxieme|troisieme|[123]e(?:me)?|primera|segunda|tercera|prima|seconda|terza|primeira|terceira)[ -](?:person|personne|persona|pessoa)(?:,? (?:limited|omniscient|narration|narrative|narrator|present|past|singular|plural|perspective|view))*$/
const POINT = '(?:p\\.? ?o\\.? ?v\\.?|point[ -]of[ -]view|viewpoint|p\\.?d\\.?v\\.?)'
/** "Willow POV", "Willow's point of view", "Willow (POV)" */
const NAME_FIRST = new RegExp(`^(?:from )?(?:the )?(.{1,40}?)(?:['’]s|['’])?[\\s(\\[:-]*${POINT}[)\\]]?(.*)$`, 'iu')
/** "POV: Willow", "Point of view of Willow", "PDV de Willow" */
const POINT_FIRST = new RegExp(
  `^(?:from the )?(?:${POINT}|point de vue|punto de vista|punto di vista|ponto de vista|perspektive|sicht)\\s*(?:[:=~–—-]+|of\\b|von\\b|de\\b|di\\b|d['’])?\\s*(.{1,50})$`,
  'iu',
)
/** "Aus Annas Sicht", "Annas Perspektive", "Sicht von Anna" */
const GERMAN = /^(?:aus )?(.{1,30}?)(?:['’]s?|s)?\s+(?:sicht|sichtweise|perspektive|blickwinkel)(.*)$/iu
/** "Anna's thoughts", "Annas Gedanken", "Pensées d'Anna", "Мысли Анны" */
const THOUGHTS: readonly RegExp[] = [
  /^(?:in )?(.{1,40}?)['’]s?\s+(?:(?:own|private|inner|secret|random) )?(?:thoughts|musings|reflections|monologue|side(?: of (?:the story|things|it))?)$/iu,
  /^(?:aus )?(.{1,30}?)(?:['’]s?|s)?\s+(?:gedanken|gedachten|tankar)$/iu,
  /^(?:les |los |i |os |le )?(?:gedanken|pensées|pensamientos|pensieri|pensamentos)\s+(?:von\s|de\s|di\s|d['’])(.{1,30})$/iu,
  /^(?:мысли|myśli|myšlenky)\s(.{1,30})$/iu,
]
/** "Side Anna", "Anna視点", "Глазами Анны", "от лица Анны" */
const OTHERS: readonly RegExp[] = [
  /^(.{1,20}?)(?:の)?(?:視点|视角|side|サイド)$/iu,
  /^(?:side|サイド)\s*[:：～-]?\s*(.{1,30})$/iu,
  /^(?:от лица|глазами|рассказывает)\s+(.{1,30})$/iu,
]
/** One to four words that begin like names, joined by "and" or a title between them. */
const NAME =
  /^(?:(?:mr|mrs|ms|dr|prof|lady|lord|sir|miss|captain)\.? )?[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]*(?:(?: (?:and|und|et|y|e|i|van|von|de|la|le|del)| ?[&/+])? ?[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]*){0,3}$/u

export function readPovLabel(text: string): PovLabel | null {
  if (text.length > LONGEST || text.length < 2 || /^["“”„«]/u.test(text)) return null
  if (/[!?]$/u.test(text)) return null
  const { inner, hasSigns, hasBrackets } = undecorate(text)
  const isDecorated = hasSigns || hasBrackets
  // A remark after the label that ends in a full stop makes it a sentence.
  const stated = readStated(inner, /[^.]\.$/u.test(text))
  if (stated !== undefined) return { form: 'stated', name: stated, isDecorated }
  const thinker = readThinker(inner)
  if (thinker !== undefined) return { form: 'thoughts', name: thinker, isDecorated }
  const isBare = isDecorated || inner === text || inner === text.replace(/\s*[:：]$/u, '')
  if (!isBare || inner.length > 40 || !NAME.test(inner) || inner.split(' ').length > 3 || /^p\.?o\.?v$/i.test(inner))
    return null
  return { form: 'name', name: NOBODY.test(foldText(inner)) ? null : inner, isDecorated }
}

/** The name in a label that says what it is; null for nobody; undefined when it is no such label. */
function readStated(inner: string, isSentence: boolean): string | null | undefined {
  if (PERSON_ALONE.test(foldText(inner))) return null
  const first = NAME_FIRST.exec(inner)
  if (first !== null && isSuffix(first[2] as string) && !(isSentence && first[2]?.trim() !== ''))
    return nameIn(first[1] as string)
  const last = POINT_FIRST.exec(inner)
  if (last !== null) return nameIn(withoutSuffix(last[1] as string))
  const german = GERMAN.exec(inner)
  if (german !== null && isSuffix(german[2] as string)) return nameIn(german[1] as string)
  for (const pattern of OTHERS) {
    const match = pattern.exec(inner)
    if (match !== null) return nameIn(match[1] as string)
  }
  return undefined
}

/** One of the words above. */
const THINKING = /thought|musing|reflection|monolog|side|gedank|gedacht|tankar|pens|мысли|myśl|myšl/iu

function readThinker(inner: string): string | undefined {
  if (!THINKING.test(inner)) return undefined
  for (const pattern of THOUGHTS) {
    const match = pattern.exec(inner)
    const name = match === null ? undefined : nameIn(match[1] as string)
    if (typeof name === 'string') return name
  }
  return undefined
}

/** What may follow a label: nothing, or a remark set apart: "Willow POV - the next morning". */
function isSuffix(rest: string): boolean {
  return /^\s*$|^\s*[-–—,:(|~/[]\s*\S.{0,45}$/u.test(rest) && !/[.!?]$/.test(rest)
}

function withoutSuffix(text: string): string {
  return text.replace(/\s*(?:[-–—,:(|~[]\s).*$/u, '')
}

function nameIn(text: string): string | null | undefined {
  const name = text.trim().replace(/^[([]|[)\]:,.]$/gu, '')
  const folded = foldText(name)
  if (NOBODY.test(folded)) return null
  if (/^(?:his|her|my|your|their|the|a|from|in|this|that|different|same|other|another|whose)\b/.test(folded))
    return undefined
  const written = isOneCase(name) && name.split(' ').length <= 2 ? capitalise(name) : name
  return NAME.test(written) ? written : undefined
}

function isOneCase(name: string): boolean {
  // "JD" are initials.
  return (name === name.toUpperCase() && (name.length > 3 || /^.[AEIOUY].$/u.test(name))) || name === name.toLowerCase()
}

function capitalise(name: string): string {
  return name.toLowerCase().replaceAll(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase())
}
