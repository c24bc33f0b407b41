/** What a thread of an import does: it reads a source, or makes the draft of a work of the readings of its sources. */
import type { AssembledWork } from '../../intake/assemble/index.ts'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import type { WorkDraft } from '../works/index.ts'
import { composeWork } from './compose.ts'
import type { ComposedSource } from './composed-source.ts'
import { type PackedReading, readAndPack } from './packed-reading.ts'
import { unpackReading } from './stored-reading.ts'

/** A source of a work with its reading as it is stored. */
export interface PackedSource extends Omit<ComposedSource, 'reading'> {
  readonly content: Uint8Array
}

export interface WorkToCompose {
  readonly work: AssembledWork
  readonly sources: readonly PackedSource[]
  /** Of intake and canons. */
  readonly version: string
}

export type IntakeTask = { readonly file: SourceFile } | { readonly compose: WorkToCompose }
export type IntakeAnswer = { readonly reading: PackedReading } | { readonly draft: WorkDraft }

export async function runIntakeTask(task: IntakeTask, canons: readonly Canon[]): Promise<IntakeAnswer> {
  if ('file' in task) return { reading: await readAndPack(task.file, canons) }
  const { work, sources, version } = task.compose
  const unpacked = sources.map(({ content, ...source }) => ({ ...source, reading: unpackReading(content) }))
  return { draft: composeWork(work, unpacked, version) }
}
