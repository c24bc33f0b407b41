/**
 * Chooses the encoding of bytes that are no UTF-8: our own score of what stands beside what, and a statistical
 * detector, side by side. Where they agree, or their texts are the same, the choice is certain; where they disagree
 * and the other reading is possible, the choice is one to ask about.
 */
import { detectAll } from 'jschardet'
import { decodeMultiByte, isMultiByte } from './multi-byte.ts'
import { isExpectedAlone, scriptOf } from './prose.ts'
import { type Sample, type Score, sampleBytes, scoreReading } from './score.ts'
import { SINGLE_BYTE, unitsOf } from './single-byte.ts'

export interface Choice {
  readonly name: string
  /** 1 when nothing speaks against it. */
  readonly confidence: number
  /** What else it may be, where the confidence is below 1. */
  readonly rival: string | null
}

/** In order of how likely they are before looking; a reading with the same text as an earlier one is that one. */
const CANDIDATES = [
  'windows-1252',
  'macintosh',
  'cp437',
  'cp850',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'koi8-u',
  'iso-8859-2',
  'iso-8859-15',
  'windows-1253',
  'ibm866',
  'iso-8859-7',
  'windows-1254',
  'windows-1257',
  'windows-1255',
  'windows-874',
  'x-mac-cyrillic',
  'iso-8859-5',
] as const

/** Points in advance, for what the old web was mostly written in. */
const HEAD_START: Readonly<Record<string, number>> = {
  'windows-1252': 1.5,
  macintosh: 0.5,
  cp437: 0,
  cp850: 0,
  'windows-1250': 0.5,
  'windows-1251': 0.5,
}
const RARE = -0.5

interface Ranked {
  readonly name: string
  readonly score: Score
}

/** The 8-bit readings of some bytes, the best first, each text once. */
function rankSingleByte(sample: Sample): readonly Ranked[] {
  const seen = new Set<string>()
  const ranked: Ranked[] = []
  for (const name of CANDIDATES) {
    const units = unitsOf(name) as Uint16Array
    const reading = String.fromCharCode(...sample.distinct.map((byte) => units[byte] as number))
    if (seen.has(reading)) continue
    seen.add(reading)
    const score = scoreReading(sample, name)
    ranked.push({ name, score: { ...score, total: score.total + (HEAD_START[name] ?? RARE) } })
  }
  return ranked.toSorted((a, b) => b.score.total - a.score.total)
}

export function chooseEncoding(bytes: Uint8Array, declared: string | null): Choice {
  const detected = askDetector(bytes)
  const eastAsian = chooseMultiByte(bytes, detected, declared)
  if (eastAsian !== undefined) return eastAsian
  const sample = sampleBytes(bytes)
  const [best, ...others] = rankSingleByte(sample) as [Ranked, ...Ranked[]]
  // Bytes that make no sense in any encoding were decoded wrongly before, or are no text.
  if (best.score.impossible > Math.max(2, sample.high.length / 10))
    return { name: best.name, confidence: 0.3, rival: null }
  const agrees = (other: string): boolean => isSameText(other, best.name, sample)
  // The text is the same: then what it was declared as is its name.
  if (declared !== null && agrees(declared)) return { name: declared, confidence: 1, rival: null }
  // The detector takes longer than everything else here; where no other reading is possible it can change nothing.
  const isContested = SINGLE_BYTE.some((name) => !agrees(name) && isPossible(best, scoreReading(sample, name)))
  if (!isContested && findRunnerUp(best, others, false) === undefined)
    return { name: best.name, confidence: 1, rival: null }
  const opinions = detected()
  const first = opinions.find((opinion) => unitsOf(opinion.name) !== undefined)
  if (first !== undefined && agrees(first.name)) return { name: best.name, confidence: 1, rival: null }
  const doubt =
    findRival(sample, best, opinions) ??
    findRunnerUp(
      best,
      others,
      opinions.some(({ name }) => agrees(name)),
    )
  if (doubt === undefined) return { name: best.name, confidence: 1, rival: null }
  const isDeclared = declared !== null && isPossible(best, scoreReading(sample, declared))
  return isDeclared
    ? { name: declared, confidence: 0.9, rival: best.name }
    : { name: best.name, confidence: 0.6, rival: doubt }
}

/**
 * A reading that the detector prefers and that is possible. A few bytes among many letters say little to statistics:
 * it names many encodings with the same weak voice, so it must speak up for one.
 */
function findRival(sample: Sample, best: Ranked, opinions: readonly Opinion[]): string | undefined {
  const ours = opinions.find(({ name }) => isSameText(name, best.name, sample))?.weight ?? 0
  return opinions
    .filter(({ name, weight }) => unitsOf(name) !== undefined && weight > ours * 1.15)
    .find(({ name }) => isPossible(best, scoreReading(sample, name)))?.name
}

/** A reading that scores as well, where the detector has nothing to say for the best. */
function findRunnerUp(best: Ranked, others: readonly Ranked[], hasSupport: boolean): string | undefined {
  if (hasSupport) return undefined
  const limit = best.score.total - 1
  return others.find(({ score }) => score.total > limit && score.impossible <= best.score.impossible)?.name
}

/** A rival is out when it needs impossible characters that the best reading does not, or reads far worse. */
function isPossible(best: Ranked, rival: Score): boolean {
  if (rival.impossible > best.score.impossible) return false
  return rival.total > best.score.total - Math.max(4, Math.abs(best.score.total) * 0.4)
}

function isSameText(a: string, b: string, sample: Sample): boolean {
  if (a === b) return true
  const left = unitsOf(a)
  const right = unitsOf(b)
  return left !== undefined && right !== undefined && sample.distinct.every((byte) => left[byte] === right[byte])
}

interface Opinion {
  readonly name: string
  readonly weight: number
}

/** The detector's names for what we read, lower case. */
const NAME_OF_DETECTOR: Readonly<Record<string, string>> = {
  macroman: 'macintosh',
  'iso-8859-1': 'windows-1252',
  'iso8859-15': 'iso-8859-15',
  cp866: 'ibm866',
  'tis-620': 'windows-874',
  cp874: 'windows-874',
  maccyrillic: 'x-mac-cyrillic',
  cp932: 'shift_jis',
  shift_jis: 'shift_jis',
  shift_jis_2004: 'shift_jis',
  'euc-jis-2004': 'euc-jp',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  big5hkscs: 'big5',
  cp949: 'euc-kr',
}

/** Asks when it is wanted, and once. */
function askDetector(bytes: Uint8Array): () => readonly Opinion[] {
  let opinions: readonly Opinion[] | undefined
  return () => {
    opinions ??= detectAll(telling(bytes), { minimumThreshold: 0 }).flatMap(({ encoding, confidence }) => {
      if (encoding === null) return []
      const name = encoding.toLowerCase()
      return [{ name: NAME_OF_DETECTOR[name] ?? name, weight: confidence }]
    })
    return opinions
  }
}

/** The detector takes longer than all else here, and by the byte: it gets so many from around those beyond ASCII. */
const TELLING = 4096
/** So many on either side: with fewer it was surer of wrong languages. */
const AROUND = 1000

function telling(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= TELLING) return bytes
  const kept = new Uint8Array(TELLING)
  let length = 0
  let done = 0
  for (let i = 0; i < bytes.length && length < TELLING; i++) {
    if ((bytes[i] as number) < 0x80) continue
    const end = Math.min(bytes.length, i + AROUND + 1)
    for (let at = Math.max(done, i - AROUND); at < end && length < TELLING; at++) kept[length++] = bytes[at] as number
    done = end
  }
  return kept.subarray(0, length)
}

const EAST_ASIAN = ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'] as const

/** So many bytes beyond ASCII and never four in a row are no text of East Asia, whatever pairs they make. */
const ENOUGH_SINGLE = 32

/**
 * An encoding of two and more bytes a character is taken when the sample is valid in it and spells the script it is
 * for: in bytes of one 8-bit letter between ASCII ones such pairs are rare and spell nothing.
 */
function chooseMultiByte(
  sample: Uint8Array,
  detected: () => readonly Opinion[],
  declared: string | null,
): Choice | undefined {
  const { high, longestRun } = countHighBytes(sample)
  const isDeclared = declared !== null && isMultiByte(declared)
  if (high >= ENOUGH_SINGLE && longestRun < 4 && !isDeclared) return undefined
  const fits = EAST_ASIAN.flatMap((name) => {
    if (isMostlyDamaged(sample, name)) return []
    const { text, undecoded } = decodeMultiByte(sample, name)
    const share = shareOfScript(text)
    const damage = undecoded.length / Math.max(1, text.length)
    return share < 0.9 || damage > MOST_DAMAGE ? [] : [{ name, quality: share - damage * 10 + commonness(text) }]
  })
  if (fits.length === 0) return undefined
  fits.sort((a, b) => b.quality - a.quality)
  const opinions = detected()
  const opinion = opinions.find(({ name }) => isMultiByte(name))?.name
  const first = opinions[0]?.name
  const statement = fits.find(({ name }) => name === declared)
  const chosen = fits.find(({ name }) => name === opinion) ?? statement ?? fits[0]
  if (chosen === undefined) return undefined
  if (chosen.name !== first && chosen.name !== declared && longestRun < 4) return undefined
  const rival = fits.find(({ name, quality }) => name !== chosen.name && quality > chosen.quality)
  const isCertain = chosen.name === declared || chosen.name === first || rival === undefined
  return { name: chosen.name, confidence: isCertain ? 1 : 0.6, rival: isCertain ? null : (rival?.name ?? null) }
}

/** Share of the characters beyond ASCII that belong to the scripts of East Asia or to typesetting. */
function shareOfScript(text: string): number {
  let fitting = 0
  let all = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number
    if (code < 0x80) continue
    if (code > 0xffff) i++
    all++
    const script = scriptOf(code)
    // Half-width kana are what KOI8 letters look like here, and in no story.
    if (code >= 0xff61 && code <= 0xff9f) continue
    const isWide = script === 'east-asian' || script === 'korean' || (code >= 0x3000 && code < 0x3040)
    if (isWide || (code >= 0x2010 && isExpectedAlone(code) && code !== 0xfffd)) fitting++
  }
  return all < 2 ? 0 : fitting / all
}

/** Characters that are in every text of their language: kana, and the commonest of Chinese; Hangul for Korean. */
const COMMON = /[\u3040-\u30ff\uac00-\ud7a3，。、的了是我不在一有他她說说這这个個来來]/g

function commonness(text: string): number {
  return (text.match(COMMON)?.length ?? 0) / Math.max(1, text.length)
}

/** How many bytes are beyond ASCII, and how many in a row at most. */
function countHighBytes(bytes: Uint8Array): { readonly high: number; readonly longestRun: number } {
  let [high, longestRun, run] = [0, 0, 0]
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] as number) < 0x80) {
      run = 0
      continue
    }
    high++
    run++
    if (run > longestRun) longestRun = run
  }
  return { high, longestRun }
}

/** Share of bytes that may spell nothing in an encoding of East Asia. */
const MOST_DAMAGE = 0.03

/** A quick look: finding out which bytes exactly spell nothing takes a hundred times as long. */
function isMostlyDamaged(sample: Uint8Array, name: string): boolean {
  const text = new TextDecoder(name).decode(sample)
  let damaged = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) damaged++
  return damaged > text.length * MOST_DAMAGE * 2
}
