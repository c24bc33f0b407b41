/**
 * The ways in which people write the title of an episode, a book or a film.
 *
 *     "What's My Line, Part 2"    What's My Line Part II · Whats My Line, Part Two · What's My Line 2 · (pt. 2)
 *
 * Punctuation between the words is not part of it: the lexicon takes any.
 */

export interface TitleVariants {
  readonly whole: readonly string[]
  /** The title without its part, which stands for all parts together; null when it has none. */
  readonly base: string | null
}

const NUMBERS: readonly (readonly string[])[] = [
  ['1', 'I', 'One'],
  ['2', 'II', 'Two'],
  ['3', 'III', 'Three'],
  ['4', 'IV', 'Four'],
]

export function titleVariants(title: string): TitleVariants {
  const plain = [title, ...withoutApostrophes(title)]
  const part = readPart(title)
  if (part === null) return { whole: plain, base: null }
  const bases = [part.base, ...withoutApostrophes(part.base)]
  const endings = part.names.flatMap((name) => [`Part ${name}`, `Pt ${name}`, name])
  return {
    whole: [...plain, ...bases.flatMap((base) => endings.map((ending) => `${base} ${ending}`))],
    base: part.base,
  }
}

/** "Hell's Bells" is often "Hells Bells". */
function withoutApostrophes(title: string): string[] {
  const bare = title.replaceAll(/['’]/g, '')
  return bare === title ? [] : [bare]
}

/** "Becoming, Part 2" is part ["2", "II", "Two"] of "Becoming". */
function readPart(title: string): { readonly base: string; readonly names: readonly string[] } | null {
  const words = title.split(/[\s,()]+/).filter((word) => word !== '')
  const last = words.at(-1)?.toLowerCase()
  const isPart = ['part', 'pt', 'pt.'].includes(words.at(-2)?.toLowerCase() ?? '')
  const names = NUMBERS.find((row) => row.some((name) => name.toLowerCase() === last))
  if (!isPart || names === undefined || words.length < 3) return null
  return {
    base: title.slice(0, title.toLowerCase().lastIndexOf(words.at(-2)?.toLowerCase() ?? '')).replace(/[\s,(:–-]+$/, ''),
    names,
  }
}
