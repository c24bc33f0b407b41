/**
 * Makes a folder of stories for benches: invented text in the formats and with the damage of old archives. The same
 * seed makes the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const NAMES = ['Maren', 'Tove', 'Ilse', 'Corin', 'Bram', 'Yara', 'Edda', 'Joris']
const NOUNS =
  'lantern harbour window letter winter river kitchen garden engine captain bridge candle mirror orchard station'.split(
    ' ',
  )
const VERBS = 'watched carried followed answered mended remembered crossed opened counted waited burned listened'.split(
  ' ',
)
const LITTLE = 'the a his her their under over before after with without until and but because across'.split(' ')

export interface Generated {
  readonly files: number
  readonly bytes: number
}

/** Writes `count` files below `folder`. About a tenth are parts of longer works, one in fifty a second copy. */
export function generateFolder(folder: string, count: number, words: number, seed = 1): Generated {
  let bytes = 0
  for (let i = 0; i < count; i++) {
    const { name, content } = generateFile(i, words, seed)
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    bytes += content.length
  }
  return { files: count, bytes }
}

function generateFile(i: number, words: number, seed: number): { name: string; content: Uint8Array } {
  const original = i % 50 === 49 ? i - 1 : i
  const random = randomFrom(seed * 1_000_003 + original)
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item
  const author = pick(NAMES)
  const series = Math.floor(original / 3)
  const isPart = original % 30 < 3
  const title = isPart
    ? `The ${NOUNS[series % NOUNS.length]} of ${NAMES[series % NAMES.length]} ${series} (${(original % 3) + 1}/3)`
    : `The ${pick(NOUNS)} and the ${pick(NOUNS)} ${original}`
  const signed = isPart ? (NAMES[series % NAMES.length] ?? author) : author
  const paragraphs = generateParagraphs(random, words)
  const folder = `shelf${Math.floor(i / 200)}`
  const form = original % 5
  if (form === 4) return { name: `${folder}/${i}.html`, content: Buffer.from(asHtml(title, signed, paragraphs)) }
  const text = asText(title, signed, paragraphs)
  const content = form === 1 ? damage(text) : form === 2 ? asWindows1252(text) : Buffer.from(text)
  return { name: `${folder}/${i}.txt`, content }
}

function generateParagraphs(random: () => number, words: number): string[] {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item
  const paragraphs: string[] = []
  for (let written = 0; written < words; ) {
    const sentences: string[] = []
    for (let s = 0; s < 4; s++) {
      const sentence = [
        pick(NAMES),
        pick(VERBS),
        ...Array.from({ length: 12 }, () => (random() < 0.5 ? pick(LITTLE) : pick(NOUNS))),
      ]
      written += sentence.length + 1
      sentences.push(
        random() < 0.3 ? `“I can’t ${sentence.slice(1).join(' ')},” said ${sentence[0]}.` : `${sentence.join(' ')}.`,
      )
    }
    paragraphs.push(sentences.join(' '))
  }
  return paragraphs
}

function asText(title: string, author: string, paragraphs: readonly string[]): string {
  const header = `Title: ${title}\nAuthor: ${author}\nRating: PG-13\nSummary: What ${author} did with it.\nDisclaimer: None of it is mine.\n`
  return `${header}\n${paragraphs.map((text, i) => (i % 7 === 6 ? `* * *\n\n${text}` : text)).join('\n\n')}\n\nThe End\n`
}

function asHtml(title: string, author: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((text) => `<P><FONT FACE="Arial">${text.replaceAll('’', '&#146;')}</FONT>`).join('\n')
  return `<HTML><HEAD><TITLE>${title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><H1>${title}</H1>\n<P>by ${author}\n${body}\n</BODY></HTML>`
}

function asWindows1252(text: string): Uint8Array {
  const bytes: Readonly<Record<string, string>> = { '“': '\u0093', '”': '\u0094', '’': '\u0092' }
  return Buffer.from(
    text.replaceAll(/[“”’]/g, (mark) => bytes[mark] ?? mark),
    'latin1',
  )
}

/** UTF-8 read as Windows-1252 in every other paragraph. */
function damage(text: string): Uint8Array {
  const windows1252 = new TextDecoder('windows-1252')
  return Buffer.from(
    text
      .split('\n\n')
      .map((paragraph, i) => (i % 2 === 1 ? windows1252.decode(Buffer.from(paragraph)) : paragraph))
      .join('\n\n'),
  )
}

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
