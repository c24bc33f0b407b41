/**
 * Intake: bytes to a reading. The one place where the order of the stages is written.
 *
 *     plain text:  detect ▶ decode ▶ repair ▶ read ▶ recognise ▶ build
 *     markup:      detect ▶ decode ▶ parse ▶ repair ▶ read ▶ recognise ▶ build
 *
 * Damage is never an error: whatever the bytes are, there is a reading, with a refusal when they are no story. Nothing
 * here opens a file. Reading is asynchronous only because telling a language loads its data when first asked.
 */

import { plainText } from '../document/plain-text.ts'
import { latin1 } from '../kernel/latin1.ts'
import { type Built, buildChapters, countEmphasis, countWords, pairIds } from './build/index.ts'
import type { Canon } from './canon/index.ts'
import { conventionFact, conventionSuggestions, countSuggestions } from './convention-facts.ts'
import { type AppliedConvention, type Convention, findConvention } from './conventions/index.ts'
import { type Decoded, declaredCharset, decode } from './decode/index.ts'
import { detectFormat, TEXT_LIMIT_BYTES } from './detect/index.ts'
import { openMail } from './formats/mail/index.ts'
import {
  type LossFact,
  type OpenedFormat,
  type RefusedFormat,
  type StatedFact,
  withFormatSuggestions,
} from './formats/opened-format.ts'
import { openFormat } from './formats/openers.ts'
import { type AroundPage, lookAround, openSitePage, whyFrames, whyHomePage, whyMenu } from './formats/sites/index.ts'
import { unwrap } from './formats/unwrap.ts'
import type { Unwrapped } from './formats/unwrapped.ts'
import { breakFacts, chapterFacts, repairFacts, suggestionsOf, workFacts } from './inspection.ts'
import { indexLines } from './position.ts'
import { findInMailHead, findInPage, findPrivate, type PrivateFact } from './private/index.ts'
import { isTooMuch, parseMarkup, readMarkup, readText, textRuns } from './read/index.ts'
import type { Manuscript } from './read/manuscript.ts'
import type { Markup } from './read/markup.ts'
import type { Inspection, Reading, RefusalFact, SourceFact } from './reading.ts'
import { recognise, type StatedByFormat } from './recognise/recognise.ts'
import { refusalIn } from './refused-repairs.ts'
import { type Repaired, repairRuns, repairWithout } from './repair/index.ts'
import { EMPTY_RUN, type Run, runOf } from './run.ts'

/** Raised with every change that makes other readings: what an older version read is then read again. */
export const INTAKE_VERSION = '5'

export interface SourceFile {
  readonly path: string
  readonly within: readonly string[]
  /** The whole source, or its beginning when it is larger than `TEXT_LIMIT_BYTES`. */
  readonly bytes: Uint8Array
  /** Size of the whole in bytes. */
  readonly size: number
  /** Of the whole, in hexadecimal. */
  readonly sha256: string
  /** What was around it and says something of it. */
  readonly wrapping?: Pick<Unwrapped, 'charset' | 'stated' | 'losses'>
  /** What it was in is cut off or damaged inside it. */
  readonly isCut?: boolean
  /** The conventions of sites that are known, and the key of the one that the archivist chose for this source. */
  readonly conventions?: { readonly known: readonly Convention[]; readonly chosen: string | null } | undefined
  /** Keys of repairs that somebody has undone, as `repairKey` gives them. */
  readonly refused?: readonly string[] | undefined
}

export async function intake(file: SourceFile, canons: readonly Canon[]): Promise<Reading> {
  const reading = await readSource(file, canons)
  const saysSo = reading.inspection.suggestions.some(({ code }) => code === 'cut-off')
  if (file.isCut !== true || saysSo) return reading
  return withFormatSuggestions(reading, { html: '', stated: [], losses: [CUT_IN_CONTAINER] })
}

/** What a reading says of such a source. */
export const CUT_IN_CONTAINER: LossFact = {
  code: 'cut-off',
  why: 'What this file was packed in is cut off or damaged inside it: what could be read of it is here.',
}

async function readSource(file: SourceFile, canons: readonly Canon[]): Promise<Reading> {
  const { format, refusal } = detectFormat(file.bytes, file.path)
  if (refusal !== null) return refused(sourceFact(file, format, null), refusal)
  if (file.size > TEXT_LIMIT_BYTES) {
    const why = `This text has ${megabytes(file.size)} MB; up to ${megabytes(TEXT_LIMIT_BYTES)} MB are read. It is kept as it came. If it holds many stories, cut it into files and import those.`
    return refused(sourceFact(file, format, null), { code: 'too-large', why })
  }
  const wrapped = file.wrapping === undefined ? await unwrap(format, file.bytes, TEXT_LIMIT_BYTES) : null
  if (wrapped !== null) return withRawPrivate(await readWrapped(file, format, wrapped, canons), file)
  const opened = await openFormat(format, file.bytes, file)
  if (opened === null) return readCharacters(file, format, canons)
  const says = 'code' in opened ? '' : opened.html
  const reading = await readFormat(sourceFact(file, format, null), opened, { file, says, canons })
  return withRawPrivate(reading, file)
}

/** A text, a page or a mail. */
async function readCharacters(file: SourceFile, format: string, canons: readonly Canon[]): Promise<Reading> {
  const mail = format === 'mail' ? openMail(file.bytes) : null
  const isMarkup = (mail?.format ?? format) === 'html'
  const decoded = mail?.decoded ?? decode(file.bytes, charsetOf(file, isMarkup))
  const source = { ...sourceFact(file, format, decoded.encoding), part: mail?.part ?? null }
  const letter = mail === null ? {} : { letter: mail.letter }
  if (mail !== null && mail.refusal !== null) return { ...refused(source, mail.refusal), ...letter }
  if (isTooMuch(decoded.text)) {
    const why = 'This text has millions of lines or tags, more than any story. It is kept as it came.'
    return refused(source, { code: 'too-large', why })
  }
  const site = format === 'html' ? openSitePage(decoded.text) : null
  if (site !== null)
    return withPagePrivate(await readFormat(source, site, { file, says: decoded.text, canons }), decoded.text)
  const convention = conventionOf(file, mail === null ? decoded.text : `${headOf(file)}\n${decoded.text}`)
  const { refused: undone } = file
  const page = isMarkup ? openMarkup(decoded, { convention, isPage: mail === null, undone }) : null
  const opened = page ?? openText(decoded, convention, undone)
  const manuscript = opened.read(opened.repaired.runs)
  const refusal = whyNoStory(manuscript, mail === null ? page : null)
  if (refusal !== null) return refused(source, refusal)
  const contents = page?.beside?.contents ?? null
  const about = { ...letter, ...(contents !== null && { contents }) }
  const around =
    file.wrapping === undefined ? {} : { stated: { facts: file.wrapping.stated, chapters: null, part: null } }
  const story = await readStory(source, decoded, { ...opened, manuscript, ...around }, canons)
  const reading = withFormatSuggestions(story, { html: '', stated: [], losses: page?.beside?.losses ?? [] })
  return mail === null ? { ...reading, ...about } : { ...withPrivate(reading, findInMailHead(file.bytes)), ...about }
}

/** Null for a story; `page` is one that somebody saved, which may only lead to others. */
function whyNoStory(manuscript: Manuscript, page: OpenedMarkup | null): RefusalFact | null {
  if (!manuscript.lines.some((line) => /[\p{L}\p{N}]/u.test(line.run.text))) {
    const frames = page === null ? null : whyFrames(page.document)
    return { code: 'no-story', why: frames ?? 'There is no word in it.' }
  }
  if (page === null || (page.beside?.contents ?? null) !== null) return null
  const why = whyMenu(page.document) ?? whyHomePage(page.document)
  return why === null ? null : { code: 'site-file', why }
}

/** `says` is where a source may say where it is from; so do the addresses that it was saved from. */
function conventionOf(
  { conventions, wrapping }: SourceFile,
  says: string,
  stated: readonly StatedFact[] = wrapping?.stated ?? [],
): AppliedConvention | null {
  if (conventions === undefined) return null
  const addresses = stated.filter(({ field }) => field === 'source').map(({ value }) => value)
  return findConvention([...addresses, says].join('\n'), conventions.known, conventions.chosen)
}

/** Of a mail the head says which list it was posted to. */
function headOf({ bytes }: SourceFile): string {
  return latin1(bytes, 4096)
}

/** What is inside a source that only wraps it, by its own format. */
async function readWrapped(
  file: SourceFile,
  format: string,
  wrapped: Unwrapped | RefusedFormat,
  canons: readonly Canon[],
): Promise<Reading> {
  const source = sourceFact(file, format, null)
  if ('code' in wrapped) return refused(source, { code: wrapped.code, why: wrapped.why })
  const { bytes, path, part } = wrapped
  const inner = { ...file, bytes, size: bytes.length, path: path === '' ? file.path : path, wrapping: wrapped }
  const reading = withFormatSuggestions(await intake(inner, canons), { html: '', stated: [], losses: wrapped.losses })
  const { inspection } = reading
  const { encoding } = inspection.source
  return { ...reading, inspection: { ...inspection, source: { ...source, encoding, part } } }
}

/** What a server said of a page goes before what the page says of itself. */
function charsetOf({ bytes, wrapping }: SourceFile, isMarkup: boolean): { readonly declared?: string } {
  if (wrapping !== undefined && wrapping.charset !== null) return { declared: wrapping.charset }
  return isMarkup ? declaredCharset(bytes) : {}
}

function withPrivate(reading: Reading, facts: readonly PrivateFact[]): Reading {
  const { inspection } = reading
  return { ...reading, inspection: { ...inspection, private: [...inspection.private, ...facts] } }
}

/** A format that is text itself may say more than what was read of it. */
function withRawPrivate(reading: Reading, { bytes }: SourceFile): Reading {
  if (reading.inspection.refusal !== null || bytes.subarray(0, 4096).includes(0)) return reading
  const raw = latin1(bytes)
  const read = withPagePrivate(reading, raw)
  const facts = read.inspection.private.map((fact): PrivateFact => ({ ...fact, line: null, column: null }))
  return { ...read, inspection: { ...read.inspection, private: facts } }
}

/** Around the story that was taken out of a page the page goes on, and readers may ask for the whole. */
function withPagePrivate(reading: Reading, page: string): Reading {
  const { inspection, chapters } = reading
  const story = chapters.map(({ blocks }) => plainText(blocks)).join('\n')
  return { ...reading, inspection: { ...inspection, private: findInPage(page, inspection.private, story) } }
}

interface OpenedFrom {
  readonly file: SourceFile
  /** Where it may say which site it is from: all of a page, and not only the story in it. */
  readonly says: string
  readonly canons: readonly Canon[]
}

/** A source that was opened into HTML: from here on like a saved page. */
async function readFormat(
  source: SourceFact,
  opening: OpenedFormat | RefusedFormat,
  { file, says, canons }: OpenedFrom,
): Promise<Reading> {
  const letter = opening.letter === undefined ? {} : { letter: opening.letter }
  if ('code' in opening) return { ...refused(source, { code: opening.code, why: opening.why }), ...letter }
  const format = { ...opening, stated: [...opening.stated, ...(file.wrapping?.stated ?? [])] }
  if (isTooMuch(format.html)) {
    return refused(source, { code: 'too-large', why: 'This text has more lines or tags than any story. It is kept.' })
  }
  const decoded = inCharacters(format.html)
  const opened = openMarkup(decoded, { convention: conventionOf(file, says, format.stated), undone: file.refused })
  const manuscript = opened.read(opened.repaired.runs)
  if (!manuscript.lines.some((line) => /[\p{L}\p{N}]/u.test(line.run.text))) {
    return refused(source, { code: 'no-story', why: 'There is no word in it.' })
  }
  const chapters = chapterLines(manuscript, format.chapters)
  const stated = { facts: format.stated, chapters, part: format.part ?? null }
  const reading = await readStory(source, decoded, { ...opened, manuscript, stated }, canons)
  return { ...withFormatSuggestions(reading, format), ...letter }
}

/** The lines of the headings that a format names by where they stand. */
function chapterLines(manuscript: Manuscript, chapters: OpenedFormat['chapters']): StatedByFormat['chapters'] {
  if (chapters === undefined) return null
  const lines = new Map<number, { readonly number: number | null }>()
  let next = 0
  manuscript.lines.forEach(({ run }, index) => {
    const chapter = chapters[next]
    const at = run.pieces[0]?.at
    if (chapter === undefined || at === undefined || at < chapter.at) return
    lines.set(index, { number: chapter.number })
    next++
  })
  return lines
}

/** Text that was characters before it came here. */
function inCharacters(text: string): Decoded {
  return { text, encoding: { name: 'utf-8', confidence: 1 }, bom: false, stretches: [], undecoded: [], suggestions: [] }
}

interface Opened {
  readonly convention: AppliedConvention | null
  /** The source's text before any repair. */
  readonly runs: readonly Run[]
  readonly repaired: Repaired
  /** Reads the source from its runs, repaired or not. */
  readonly read: (runs: readonly Run[]) => Manuscript
}

interface OpenedMarkup extends Opened {
  readonly document: Markup['document']
  /** Null for markup that no site was around. */
  readonly beside: AroundPage | null
}

interface ReadManuscript {
  readonly manuscript: Manuscript
  /** Undefined where the format says nothing besides the text. */
  readonly stated?: StatedByFormat
}

function openText(decoded: Decoded, convention: AppliedConvention | null, undone: SourceFile['refused']): Opened {
  const runs = [runOf(decoded.text)]
  const read: Opened['read'] = ([only]) => readText(only ?? EMPTY_RUN, convention?.convention)
  return { convention, runs, repaired: repair(runs, decoded.text, undone), read }
}

function repair(runs: readonly Run[], source: string, undone: SourceFile['refused']): Repaired {
  if (undone === undefined || undone.length === 0) return repairRuns(runs, source)
  return repairWithout(runs, source, refusalIn(source, undone))
}

interface MarkupKind {
  readonly convention?: AppliedConvention | null
  /** A page as somebody saved it, with a site around its story. */
  readonly isPage?: boolean
  readonly undone?: SourceFile['refused']
}

function openMarkup(decoded: Decoded, { convention = null, isPage = false, undone }: MarkupKind = {}): OpenedMarkup {
  const markup = parseMarkup(decoded.text)
  const runs = textRuns(markup)
  const { document } = markup
  const beside = isPage ? lookAround(document) : null
  const how = { signs: convention?.convention, leaves: beside?.nodes }
  const read: Opened['read'] = (given) => readMarkup(markup, given, how)
  return { convention, document, beside, runs, repaired: repair(runs, decoded.text, undone), read }
}

async function readStory(
  source: SourceFact,
  decoded: Decoded,
  { convention, manuscript, runs, repaired, read, stated }: Opened & ReadManuscript,
  canons: readonly Canon[],
): Promise<Reading> {
  const found = await recognise(manuscript, canons, stated)
  const built = buildChapters(manuscript, found.story)
  const faithful = repaired.repairs.length === 0 ? null : pairIds(built, buildChapters(read(runs), found.story))
  const lines = indexLines(decoded.text)
  const language = found.language.language?.value ?? null
  const chapterWords = built.chapters.map((chapter) => countWords([chapter], language))
  const breaks = breakFacts(manuscript, found)
  const typed = convention === null ? null : conventionFact(convention, manuscript)
  const inspection: Inspection = {
    source,
    refusal: null,
    work: workFacts(lines, manuscript, found),
    chapters: chapterFacts(manuscript, found.story.chapters),
    breaks,
    repairs: repairFacts(lines, repaired.repairs),
    ...(repaired.refused.length > 0 && { refused: repairFacts(lines, repaired.refused) }),
    suggestions: [
      ...suggestionsOf(lines, manuscript, found, [...decoded.suggestions, ...repaired.suggestions]),
      ...countSuggestions(manuscript, found.story, built.chapters),
      ...(convention === null || typed === null ? [] : conventionSuggestions(convention, typed, manuscript)),
    ],
    ...(typed !== null && { convention: typed }),
    private: findPrivate({
      lines,
      manuscript,
      structure: found.story,
      stated: stated?.facts ?? [],
      realNames: found.realNames,
    }),
    counts: {
      words: chapterWords.reduce((sum, words) => sum + words, 0),
      emphasis: countEmphasis(built.chapters),
      breaks: breaks.length,
    },
  }
  return { inspection, ...finished(built, faithful), chapterWords }
}

function finished(built: Built, faithful: Built | null): Pick<Reading, 'chapters' | 'faithful' | 'places'> {
  return { chapters: built.chapters, faithful: faithful?.chapters ?? null, places: built.places }
}

function refused(source: SourceFact, refusal: RefusalFact): Reading {
  const inspection: Inspection = {
    source,
    refusal,
    work: null,
    chapters: [],
    breaks: [],
    repairs: [],
    suggestions: [],
    private: [],
    counts: { words: 0, emphasis: 0, breaks: 0 },
  }
  return { inspection, chapters: [], faithful: null, places: [], chapterWords: [] }
}

function sourceFact(file: SourceFile, format: string, encoding: SourceFact['encoding']): SourceFact {
  const { path, within, size, sha256 } = file
  return { path, within, part: null, bytes: size, sha256, format, encoding }
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}
