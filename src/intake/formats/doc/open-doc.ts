/**
 * Opens Word's DOC of 1997 to 2003: its text, by word-extractor, and nothing of its looks.
 *
 * The container is read by us and written anew with the two streams that hold the text, so that no chain of a
 * stranger's file is followed twice. Italics, bold and alignment are lost, and the reading says so; a person who needs
 * them saves the file as RTF or ODT first.
 */
import type { RefusalFact } from '../../reading.ts'
import type { OpenedFormat } from '../opened-format.ts'
import { PLAIN, PLAIN_BLOCK, storyMarkup } from '../story-markup.ts'
import { openedWord, type WordDocument } from '../word-document.ts'
import { boundedWord, checkHeader, withoutLooks } from './check-word.ts'
import { readCompoundFile, writeCompoundFile } from './compound-file.ts'
import { readSummary } from './summary.ts'

export async function openDoc(bytes: Uint8Array): Promise<OpenedFormat | RefusalFact> {
  return openedWord('doc', await readDoc(bytes))
}

async function readDoc(bytes: Uint8Array): Promise<WordDocument | RefusalFact> {
  const file = readCompoundFile(bytes)
  if (file === null) return CUT
  const word = file.stream('WordDocument')
  if (word === null) return NO_WORD
  const name = checkHeader(word.bytes)
  if (typeof name !== 'string') return name
  const table = file.stream(name)
  if (table === null) return CUT
  const bounded = boundedWord(word.bytes, table.bytes)
  if ('code' in bounded) return bounded
  const text = await extract(bounded, name, table.bytes)
  if (text === null) return CUT
  return {
    html: htmlOf(text),
    properties: readSummary(file.stream('\u0005SummaryInformation')?.bytes ?? null),
    leftOut: { markup: 1, comments: text.comments === '' ? 0 : 1, furniture: 0 },
    isDamaged: word.isCut || table.isCut,
  }
}

const NO_WORD: RefusalFact = {
  code: 'format-not-read-yet',
  why: 'This is a file of an old office program, and no Word document of 1997 or later. If it is a text, open it in LibreOffice, save it as ODT or RTF, and import that; the file itself is kept.',
}
const CUT: RefusalFact = {
  code: 'truncated-container',
  why: 'This Word file is cut off or damaged before its text can be found. Open it in LibreOffice, which may save more of it; the file itself is kept.',
}

interface Extracted {
  readonly body: string
  readonly notes: string
  readonly boxes: string
  readonly comments: string
}

async function extract(word: Buffer, name: string, table: Buffer): Promise<Extracted | null> {
  const { default: WordExtractor } = await import('word-extractor')
  for (const bytes of [word, withoutLooks(word)]) {
    try {
      const streams = [
        { name: 'WordDocument', bytes },
        { name, bytes: table },
      ]
      const document = (await new WordExtractor().extract(writeCompoundFile(streams))) as unknown as RawDocument
      const raw = { filterUnicode: false }
      return {
        body: document.getBody(raw),
        notes: `${document.getFootnotes(raw)}\n${document.getEndnotes(raw)}`.trim(),
        boxes: document.getTextboxes(raw).trim(),
        comments: document.getAnnotations(raw).trim(),
      }
    } catch {
      // Looks that make no sense must not cost the text; a text that makes none is refused below.
    }
  }
  return null
}

/** Its types leave out that quotation marks can be kept as they are. */
type RawDocument = Readonly<
  Record<
    'getBody' | 'getFootnotes' | 'getEndnotes' | 'getTextboxes' | 'getAnnotations',
    (options: { readonly filterUnicode: boolean }) => string
  >
>

function htmlOf({ body, notes, boxes }: Extracted): string {
  const markup = storyMarkup()
  for (const part of [body.replace(/\n+$/, ''), boxes, notes]) {
    if (part === '') continue
    for (const line of part.split('\n')) {
      markup.text(line, PLAIN)
      markup.endParagraph(PLAIN_BLOCK)
    }
  }
  return markup.finish()
}
