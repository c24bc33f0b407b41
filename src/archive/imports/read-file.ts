/**
 * Reads one file of an import: keeps its bytes, lets intake read them, and stores both in one transaction.
 *
 * A file over 64 MiB is kept and not read: no story is that long, and a text of that size would have to be held in
 * memory several times over.
 */
import { createHash } from 'node:crypto'
import type { Outline, Place } from '../../intake/assemble/index.ts'
import { outlineOf } from '../../intake/assemble/index.ts'
import { detectFormat, TEXT_LIMIT_BYTES } from '../../intake/detect/index.ts'
import { intake } from '../../intake/intake.ts'
import type { Reading, RefusalFact } from '../../intake/reading.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Canons } from '../canons/index.ts'
import { saveEntry, saveLargeSource, saveSource } from '../sources/index.ts'
import type { GroupedWrites } from './group-writes.ts'
import { reasonOf } from './open/node-error.ts'
import type { OpenedContainer, OpenedFile } from './open/opened.ts'
import { findOutline, saveReading, saveRefusal, saveUse } from './store.ts'
import { packReading, storedReading } from './stored-reading.ts'

/** What became of one file. */
export interface FileOutcome {
  readonly kind: 'story' | 'refused' | 'container'
  readonly place: Place
  readonly sha256: string | null
  /** Null when it is no story. */
  readonly outline: Outline | null
  readonly refusal: RefusalFact | null
  /** How many files it stands for: a folder that is set aside whole holds many. */
  readonly files: number
  /** It was here already, read in the same way. */
  readonly isKnown: boolean
  readonly repairs: number
  readonly suggestions: number
  readonly isDoubtful: boolean
}

export interface FileReader {
  readonly readFile: (opened: OpenedFile, writes: GroupedWrites) => Promise<FileOutcome>
  readonly keepContainer: (opened: OpenedContainer, writes: GroupedWrites) => Promise<FileOutcome>
}
