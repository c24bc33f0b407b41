/** Invents works by number: what they are tagged with and who wrote them, by numbers too. */
import { type Random, randomFrom, zipf } from './draw.ts'

/** How many tags of each kind in 50,000, and how many a work has: 13 in all. */
const KINDS = [
  { kind: 'fandom', share: 0.04, each: 1 },
  { kind: 'relationship', share: 0.3, each: 2 },
  { kind: 'character', share: 0.24, each: 3 },
  { kind: 'warning', share: 0.0002, each: 1 },
  { kind: 'category', share: 0.0002, each: 1 },
  { kind: 'additional', share: 0.4196, each: 5 },
] as const

export interface InventedTag {
  readonly id: number
  readonly kind: string
  readonly name: string
}

export interface InventedWork {
  readonly tags: readonly number[]
  readonly penName: number
  readonly rating: string
  readonly status: string
  readonly language: string
  readonly words: number
  readonly reviews: number
  readonly posted: string
  readonly updated: string
  readonly title: string
}

export interface Invention {
  readonly tags: readonly InventedTag[]
  readonly penNames: number
  readonly nextWork: () => InventedWork
}

export function invent(works: number, tagCount: number, seed: number): Invention {
  const random = randomFrom(seed)
  let first = 1
  const kinds = KINDS.map(({ kind, share, each }) => {
    const size = Math.max(4, Math.round(share * tagCount))
    const drawn = { kind, first, size, each, draw: zipf(size) }
    first += size
    return drawn
  })
  const penNames = Math.max(1, Math.round(works / 8))
  const drawPenName = zipf(penNames)
  return {
    tags: kinds.flatMap(({ kind, first: from, size }) =>
      Array.from({ length: size }, (_, i) => ({ id: from + i, kind, name: `${kind} ${wordOf(i)}` })),
    ),
    penNames,
    nextWork() {
      const tags: number[] = []
      for (const { first: from, size, each, draw } of kinds) {
        for (let i = 0; i < each; i++) {
          let tag = from + draw(random)
          // Nobody has a tag twice.
          while (tags.includes(tag)) tag = from + ((tag - from + 1) % size)
          tags.push(tag)
        }
      }
      return { tags: tags.toSorted((a, b) => a - b), penName: 1 + drawPenName(random), ...factsOf(random) }
    },
  }
}

function factsOf(random: Random): Omit<InventedWork, 'tags' | 'penName'> {
  const posted = Date.UTC(1998, 0, 1) + Math.floor(random() * 9800) * DAY
  const updated = posted + Math.floor(random() ** 4 * 400) * DAY
  return {
    rating: pick(RATINGS, random),
    status: random() < 0.75 ? 'complete' : 'in-progress',
    language: random() < 0.92 ? 'en' : pick(LANGUAGES, random),
    words: Math.floor(Math.exp(5 + random() * 7)),
    reviews: Math.floor(random() ** 8 * 400),
    posted: new Date(posted).toISOString().slice(0, 10),
    updated: new Date(updated).toISOString().slice(0, 10),
    title: `${wordOf(Math.floor(random() * 40_000))} ${wordOf(Math.floor(random() * 40_000))}`,
  }
}

const DAY = 86_400_000
const RATINGS = ['general', 'general', 'teen', 'teen', 'teen', 'mature', 'explicit', 'unrated'] as const
const LANGUAGES = ['de', 'fr', 'es', 'ru', 'zh', 'pt-br', 'it', 'pl'] as const

function pick<Item>(list: readonly Item[], random: Random): Item {
  return list[Math.floor(random() * list.length)] as Item
}

const SYLLABLES = [
  'ka',
  'lo',
  'mi',
  're',
  'su',
  'ta',
  'vo',
  'ne',
  'ri',
  'sha',
  'den',
  'mar',
  'wil',
  'thor',
  'gla',
  'bri',
]

/** A name that no other number has. */
export function wordOf(number: number): string {
  let word = ''
  for (let left = number + 1; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length] as string
  return word
}
