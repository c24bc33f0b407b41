/**
 * Holds the table of eld, which tells languages by short stretches of letters, in 4 MB.
 *
 *     ngramsData = { …, languages: { 0: 'am', … }, ngrams: { ' Lé4L': { 0: 176 }, ' the ': { 11: 176 }, … } }
 *
 * Loaded as the program that it is written as, each of its 105,548 stretches is an object of its own: 120 to 190 MB a
 * thread. Here it is read as text, and what eld looks up is made when it is looked up.
 */

/** What eld takes for its table. */
export interface Ngrams {
  readonly type: string
  /** Tags by their numbers. */
  readonly languages: Readonly<Record<number, string>>
  readonly isSubset: boolean
  /** Scores by the numbers of languages, for each stretch. */
  readonly ngrams: Readonly<Record<string, Scores | undefined>>
}

type Scores = Readonly<Record<number, number>>

const HEAD = /ngramsData\s*=\s*\{\s*type:'(\w+)',languages:\{([^{}]*)\},isSubset:false,ngrams:\{/
const TAG = /(\d+):'([a-z]{2})'/g
/** `'Lé4':{0:52},`, `"'s":{11:60}`, `th:{8:70,11:91},` */
const ENTRY = /(?:'((?:[^'\\]|\\.)+)'|"([^"\\]+)"|([^\s'",:{}]+)):\{(\d{1,3}:\d{1,3}(?:,\d{1,3}:\d{1,3})*)\},?/y
/** A stretch is kept as a number of so many bytes: all that a number holds exactly. */
const LONGEST = 6

/** Null where the text is not written like this. */
export function smallNgrams(source: string): Ngrams | null {
  const head = HEAD.exec(source)
  const table = head === null ? null : readTable(source, head.index + head[0].length)
  if (head === null || table === null) return null
  const [, type = '', tags = ''] = head
  const languages = Object.fromEntries([...tags.matchAll(TAG)].map(([, number, tag]) => [Number(number), tag ?? '']))
  const get = (_: object, stretch: string | symbol): Scores | undefined =>
    typeof stretch === 'string' ? findScores(table, stretch) : undefined
  return { type, languages, isSubset: false, ngrams: new Proxy({}, { get }) }
}

interface Table {
  readonly stretches: Float64Array
  /** Where the scores of each begin, and where those of the last end. */
  readonly starts: Uint32Array
  readonly languages: Uint8Array
  readonly scores: Uint8Array
  /** Places of stretches plus 1, where their hash says or in the next free slot; 0 where there is none. */
  readonly slots: Uint32Array
}

function readTable(source: string, from: number): Table | null {
  const most = Math.ceil((source.length - from) / SHORTEST_ENTRY)
  const [stretches, starts] = [new Float64Array(most), new Uint32Array(most + 1)]
  const [languages, scores] = [new Uint8Array(2 * most), new Uint8Array(2 * most)]
  let [count, given] = [0, 0]
  ENTRY.lastIndex = from
  for (let entry = ENTRY.exec(source); entry !== null; entry = ENTRY.exec(source)) {
    from = ENTRY.lastIndex
    const [, single, double, bare, numbers = ''] = entry
    const stretch = numberOf(single?.replaceAll(/\\(.)/g, '$1') ?? double ?? bare ?? '')
    if (stretch === null) return null
    stretches[count++] = stretch
    for (const each of numbers.split(',')) {
      const colon = each.indexOf(':')
      languages[given] = Number(each.slice(0, colon))
      scores[given++] = Number(each.slice(colon + 1))
    }
    starts[count] = given
  }
  if (count === 0 || source[from] !== '}') return null
  return {
    stretches: stretches.slice(0, count),
    starts: starts.slice(0, count + 1),
    languages: languages.slice(0, given),
    scores: scores.slice(0, given),
    slots: slotsOf(stretches.subarray(0, count)),
  }
}

const SHORTEST_ENTRY = 'k:{0:1},'.length

/** Null for what has other letters, or more of them, than the table is written with. */
function numberOf(stretch: string): number | null {
  if (stretch.length > LONGEST) return null
  let number = 0
  for (let i = 0; i < stretch.length; i++) {
    const unit = stretch.charCodeAt(i)
    if (unit > 0xff) return null
    number = number * 0x100 + unit
  }
  return number
}

/** At least half of them are free. */
function slotsOf(stretches: Float64Array): Uint32Array {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * stretches.length)))
  for (let place = 0; place < stretches.length; place++) {
    let slot = firstSlot(slots, stretches[place] as number)
    while (slots[slot] !== 0) slot = (slot + 1) % slots.length
    slots[slot] = place + 1
  }
  return slots
}

function firstSlot(slots: Uint32Array, stretch: number): number {
  const mixed = Math.imul((stretch % 2 ** 32) ^ Math.imul(Math.floor(stretch / 2 ** 32), 0x85ebca6b), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 15)) & (slots.length - 1)
}

function findScores({ stretches, starts, languages, scores, slots }: Table, text: string): Scores | undefined {
  const stretch = numberOf(text)
  if (stretch === null) return undefined
  for (let slot = firstSlot(slots, stretch); slots[slot] !== 0; slot = (slot + 1) % slots.length) {
    const place = (slots[slot] as number) - 1
    if (stretches[place] !== stretch) continue
    const found: Record<number, number> = {}
    for (let at = starts[place] as number; at < (starts[place + 1] as number); at++)
      found[languages[at] as number] = scores[at] as number
    return found
  }
  return undefined
}
