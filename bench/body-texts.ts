/** Makes texts for benches, the same ones each time, of words as often as prose has them, and draws phrases from them. */

export interface MadeChapters {
  /** Story HTML. */
  readonly htmls: readonly string[]
  readonly words: number
  /** Of their text, without markup. */
  readonly bytes: number
  /** All words there are, the most frequent first. */
  readonly vocabulary: readonly string[]
}

const VOCABULARY = 60_000
const EXPONENT = 1.05
const WORDS_OF_A_CHAPTER = 2500
const FREQUENT = 'the and to he of said that she was her in you it his had not with for as at but him on they be'

export function makeChapters(chapters: number): MadeChapters {
  const random = randomOf(42)
  const vocabulary = makeVocabulary()
  const rankOf = zipf()
  const htmls: string[] = []
  let words = 0
  let bytes = 0
  for (let i = 0; i < chapters; i++) {
    const paragraphs: string[] = []
    const wanted = WORDS_OF_A_CHAPTER * (0.7 + 0.6 * random())
    for (let has = 0; has < wanted; ) {
      const own = Array.from({ length: 20 + Math.floor(random() * 80) }, () => vocabulary[rankOf(random)] as string)
      has += own.length
      own[5] = 'don’t'
      own[12] = `${own[12]},`
      const text = random() < 0.4 ? `“${own.join(' ')}.”` : `${own.join(' ')}.`
      bytes += Buffer.byteLength(text) + 1
      paragraphs.push(`<p id="b${paragraphs.length + 1}">${text}</p>\n`)
      words += own.length
    }
    htmls.push(paragraphs.join(''))
  }
  return { htmls, words, bytes, vocabulary }
}

/** So many words one behind the other, from a chapter drawn at random, with straight and curly apostrophes. */
export function drawPhrases(
  { htmls }: MadeChapters,
  draws: number,
): readonly { readonly chapter: number; readonly phrase: string }[] {
  const random = randomOf(7)
  return Array.from({ length: draws }, () => {
    const chapter = Math.floor(random() * htmls.length)
    const words = (htmls[chapter] as string)
      .replaceAll(/<[^>]*>/g, ' ')
      .trim()
      .split(/\s+/)
    const length = 2 + Math.floor(random() * 5)
    const at = Math.floor(random() * (words.length - length))
    const phrase = words.slice(at, at + length).join(' ')
    return { chapter, phrase: random() < 0.5 ? phrase.replaceAll('’', "'") : phrase }
  })
}

/** Numbers from 0 to 1, the same ones each time (a linear congruence of Numerical Recipes). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Makes paragraphs of the same words as those chapters, so many words altogether. */
export function paragraphMaker(): (random: () => number, words: number) => string[] {
  const vocabulary = makeVocabulary()
  const rankOf = zipf()
  return (random, words) => {
    const paragraphs: string[] = []
    for (let has = 0; has < words; ) {
      const own = Array.from({ length: 20 + Math.floor(random() * 80) }, () => vocabulary[rankOf(random)] as string)
      has += own.length
      paragraphs.push(`${own.join(' ')}.`)
    }
    return paragraphs
  }
}

/** Gives ranks, the first most often. */
function zipf(): (random: () => number) => number {
  const sums = new Float64Array(VOCABULARY)
  let sum = 0
  for (let rank = 0; rank < VOCABULARY; rank++) {
    sum += (rank + 1) ** -EXPONENT
    sums[rank] = sum
  }
  return (random) => {
    const drawn = random() * sum
    let low = 0
    let high = VOCABULARY - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Words of two to five syllables, longer ones for what is rare. */
function makeVocabulary(): string[] {
  const frequent = FREQUENT.split(' ')
  const syllables = 'bdfghklmnprstvw'
    .split('')
    .flatMap((consonant) => ['a', 'e', 'i', 'o', 'u', 'an', 'er'].map((vowel) => consonant + vowel))
  return Array.from({ length: VOCABULARY }, (_, rank) => {
    if (rank < frequent.length) return frequent[rank] as string
    let word = ''
    for (let rest = rank * 7 + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
      word += syllables[rest % syllables.length]
    }
    return word
  })
}
