/** Reads one source and packs what intake made of it for the store. It runs here or in a worker thread. */
import { plainText } from '../../document/plain-text.ts'
import { type Outline, outlineOf } from '../../intake/assemble/index.ts'
import type { Canon } from '../../intake/canon/index.ts'
import type { LetterFact } from '../../intake/formats/mail/index.ts'
import { intake, type SourceFile } from '../../intake/intake.ts'
import type { RefusalFact } from '../../intake/reading.ts'
import { packReading, storedReading } from './stored-reading.ts'

export interface PackedReading {
  readonly format: string
  readonly refusal: RefusalFact | null
  readonly repairs: number
  readonly suggestions: number
  /** Private things that are not shown. */
  readonly hidden: number
  /** Decoded in doubt, or cut off. */
  readonly isDoubtful: boolean
  /** Null when it is no story. */
  readonly outline: Outline | null
  /** See `stored-reading.ts`. */
  readonly content: Uint8Array
  /** What a mail says beside its text. */
  readonly letter?: LetterFact
}

export async function readAndPack(file: SourceFile, canons: readonly Canon[]): Promise<PackedReading> {
  const reading = await intake(file, canons)
  const { source, refusal, repairs, suggestions } = reading.inspection
  return {
    format: source.format,
    refusal,
    repairs: repairs.length,
    suggestions: suggestions.length,
    hidden: reading.inspection.private.length,
    isDoubtful: suggestions.some(({ code }) => code === 'doubtful-encoding' || code === 'cut-off'),
    outline: outlineOf(reading, reading.chapters.map((chapter) => plainText(chapter.blocks)).join('\n')),
    content: packReading(storedReading(reading)),
    ...(reading.letter !== undefined && { letter: reading.letter }),
  }
}
