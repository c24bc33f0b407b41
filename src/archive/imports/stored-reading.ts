/**
 * A reading as it is stored: the report of its source, its chapters as story HTML, and where their blocks came from.
 * `assemble` and the catalogue are made from it, now or years later, without reading the source again.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { writeStoryHtml } from '../../document/story-html.ts'
import type { BlockPlace, Inspection, Reading } from '../../intake/reading.ts'

export interface StoredChapter {
  readonly title: string | null
  readonly html: string
  readonly faithfulHtml: string | null
  readonly words: number
}

export interface StoredReading {
  readonly inspection: Inspection
  readonly chapters: readonly StoredChapter[]
  readonly places: readonly BlockPlace[]
}

export function storedReading(reading: Reading): StoredReading {
  return {
    inspection: reading.inspection,
    chapters: reading.chapters.map((chapter, i) => {
      const html = writeStoryHtml(chapter.blocks)
      const faithful = reading.faithful?.[i]
      const faithfulHtml = faithful === undefined ? null : writeStoryHtml(faithful.blocks)
      return {
        title: chapter.title,
        html,
        faithfulHtml: faithfulHtml === html ? null : faithfulHtml,
        words: reading.chapterWords[i] ?? 0,
      }
    }),
    places: reading.places,
  }
}

/** At once: handing a few kB to another thread takes longer than packing them. */
export function packReading(reading: StoredReading): Uint8Array {
  const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
  return zstdCompressSync(Buffer.from(JSON.stringify(reading)), options)
}

/** Reads what `packReading` wrote. */
export function unpackReading(packed: Uint8Array): StoredReading {
  return JSON.parse(zstdDecompressSync(packed).toString()) as StoredReading
}
