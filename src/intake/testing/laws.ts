/**
 * What holds for the reading of any bytes, whatever they are: there is one, it is a story or a refusal, its numbers
 * agree, and what is stored of it can be stored and read again.
 */
import { parseStoryHtml } from '../../document/parse-story-html.ts'
import { writeStoryHtml } from '../../document/story-html.ts'
import { intake } from '../intake.ts'
import type { Reading } from '../reading.ts'

/** Null, or what does not hold, in a sentence. */
export async function breachOf(
  path: string,
  bytes: Uint8Array,
  within: readonly string[] = [],
): Promise<string | null> {
  let reading: Reading
  try {
    reading = await intake({ path, within, bytes, size: bytes.length, sha256: '0' }, [])
  } catch (error) {
    return `intake throws: ${error instanceof Error ? error.stack : String(error)}`
  }
  return breachOfReading(reading)
}

/** The same of a reading that is there. */
export function breachOfReading({ inspection, chapters, faithful, chapterWords, places }: Reading): string | null {
  const { work, refusal, counts } = inspection
  if ((work === null) !== (refusal !== null)) return 'it is neither a story nor refused, or both'
  if (work !== null && chapters.length === 0 && work.missing.length === 0) return 'it is silent about a lost story'
  if (chapters.length !== chapterWords.length) return 'its chapters and their words differ in number'
  if (chapters.length !== inspection.chapters.length) return 'its chapters and what is said of them differ in number'
  if (counts.words !== chapterWords.reduce((sum, words) => sum + words, 0))
    return 'its words are not those of its chapters'
  if (faithful !== null && faithful.length !== chapters.length) return 'it has other chapters before its repairs'
  for (const { blocks } of [...chapters, ...(faithful ?? [])]) {
    const html = writeStoryHtml(blocks)
    const again = parseStoryHtml(html)
    if (again === undefined) return `its story HTML is not read again: ${html.slice(0, 200)}`
    if (writeStoryHtml(again) !== html) return `its story HTML changes when it is read again: ${html.slice(0, 200)}`
    if (html.includes('\0') || !html.isWellFormed()) return 'its story HTML holds what a database cannot'
  }
  if (places.some(({ startLine, endLine }) => startLine < 1 || endLine < startLine)) return 'a block came from no line'
  if (inspection.chapters.some(({ startLine, endLine }) => startLine < 1 || endLine < startLine)) {
    return 'a chapter is on no line'
  }
  return badText(inspection)
}

/** A text of the report that a database could not hold; how something read before its repair is its own business. */
function badText(inspection: Reading['inspection']): string | null {
  let found: string | null = null
  JSON.stringify(inspection, (key, value: unknown) => {
    if (typeof value === 'string' && key !== 'before' && !value.isWellFormed())
      found = `the report holds half a character in ${key}`
    return value
  })
  return found
}
