/**
 * Invented text for invented sites, and the ways in which old sites stored it.
 *
 * The words are of no language. Paragraphs come from a pool, so that a site of 80 million words is made in seconds; a
 * mark at the start and end of each chapter tells whose they are.
 */
import { decodeSingleByte, encodeSingleByte } from '../../../intake/decode/index.ts'

export type Encoding = 'ascii' | 'utf8' | 'cp1252' | 'doublecp' | 'entities' | 'mixed' | 'slashes'

/** What is meant, and the bytes that the old column or file holds. */
export interface Said {
  readonly text: string
  readonly stored: Uint8Array
  readonly encoding: Encoding
}

export function say(text: string, encoding: Encoding = 'ascii'): Said {
  return { text, stored: STORED[encoding](text), encoding }
}

const STORED: Readonly<Record<Encoding, (text: string) => Uint8Array>> = {
  ascii: (text) => Buffer.from(text, 'utf8'),
  utf8: (text) => Buffer.from(text, 'utf8'),
  cp1252: (text) => encodeSingleByte(text, 'windows-1252'),
  // Read as Windows-1252 once, and written as UTF-8 again.
  doublecp: (text) => Buffer.from(decodeSingleByte(Buffer.from(text, 'utf8'), 'windows-1252'), 'utf8'),
  entities: (text) => Buffer.from(text.replaceAll(/[^\0-\x7f]/gu, (letter) => `&#${letter.codePointAt(0)};`)),
  mixed(text) {
    const middle = text.indexOf(' ', text.length / 2)
    const [head, tail] = [text.slice(0, middle), text.slice(middle)]
    return Buffer.concat([encodeSingleByte(head, 'windows-1252'), Buffer.from(tail, 'utf8')])
  },
  // Magic quotes put a backslash before every quote, once more than they should.
  slashes: (text) => Buffer.from(text.replaceAll(/['"\\]/g, String.raw`\$&`)),
}

export type Random = () => number

/** Mulberry32: the same numbers for the same seed. */
export function randomFrom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((sum, seed) => Math.imul(sum ^ (seed + 0x9e3779b9), 0x85ebca6b) ^ (sum >>> 13), 0x12345678)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function pick<Item>(random: Random, list: readonly Item[]): Item {
  return list[Math.floor(random() * list.length)] as Item
}

const SYLLABLES = 'bel cor dan el fen gar har is jor kel lan mar nel or pel quen ras sal tir ul ver win yar zel'.split(
  ' ',
)
const LITTLE =
  'the and of a to in was she he that it her his with at for on not but by had said from they were lamp harbour rain door window letter bridge winter bread'.split(
    ' ',
  )
/** Letters that Windows-1252 has, and letters that it has not. */
const WESTERN = ['café', 'naïve', 'déjà', 'Zoë', 'señor', 'Straße', 'façade']
const WIDE = ['Łódź', 'Привет', '灯台', 'ȼhalk', '🦊']

type Alphabet = 'ascii' | 'western' | 'wide'

export function inventName(random: Random): string {
  const name = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(random, SYLLABLES)).join('')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export function inventWords(random: Random, count: number, alphabet: Alphabet = 'ascii'): string {
  const words = Array.from({ length: count }, (_, i) => {
    if (alphabet !== 'ascii' && i % 9 === 5) return pick(random, alphabet === 'wide' ? WIDE : WESTERN)
    return random() < 0.6 ? pick(random, LITTLE) : inventName(random).toLowerCase()
  })
  const sentence = words.join(' ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

export interface Paragraph {
  readonly text: string
  readonly words: number
  /** By encoding, made when first asked. */
  readonly stored: (encoding: Encoding) => Uint8Array
}

function paragraphOf(text: string): Paragraph {
  const made = new Map<Encoding, Uint8Array>()
  return {
    text,
    words: countWords(text),
    stored(encoding) {
      const known = made.get(encoding) ?? STORED[encoding](text)
      made.set(encoding, known)
      return known
    },
  }
}

/** Words as the answers count them: what stands between blanks and has a letter or digit. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

const POOL = 150

export function paragraphPool(seed: number, alphabet: Alphabet): readonly Paragraph[] {
  return Array.from({ length: POOL }, (_, i) => {
    const random = randomFrom(seed, i, alphabet.length)
    const sentences = Array.from({ length: 3 + (i % 5) }, (_unused, s) => {
      const sentence = inventWords(random, 6 + Math.floor(random() * 14), alphabet)
      if (s % 3 !== 1) return `${sentence}.`
      if (alphabet === 'ascii') return `"${sentence}," she said.`
      return `“${sentence}…” – he didn’t say.`
    })
    return paragraphOf(sentences.join(' '))
  })
}

export function alphabetOf(encoding: Encoding): Alphabet {
  if (encoding === 'ascii' || encoding === 'slashes') return 'ascii'
  return encoding === 'utf8' ? 'wide' : 'western'
}
