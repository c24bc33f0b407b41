/**
 * Reads originals again that an import needs and did not meet: the other parts of a work of which one part came.
 *
 * Their readings may be of an earlier intake or of other canons. Then they are made anew from the bytes that are kept,
 * so that a work is never put together from readings of two kinds.
 */
import type { Outline } from '../../intake/assemble/index.ts'
import { TEXT_LIMIT_BYTES } from '../../intake/detect/index.ts'
import { CUT_IN_CONTAINER, INTAKE_VERSION } from '../../intake/intake.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Canons } from '../canons/index.ts'
import { DamagedSource, openSource } from '../sources/index.ts'
import { listConventions } from './convention-store.ts'
import type { IntakePool } from './intake-pool.ts'
import { listReadings } from './plan-store.ts'
import { findPlace, getReadingContent, saveReading } from './store.ts'
import { unpackReading } from './stored-reading.ts'
import { listUndoneRepairs } from './undone-repairs-store.ts'

export async function readAgain(
  db: Db,
  sha256s: readonly string[],
  { canons, pool }: { readonly canons: Canons; readonly pool: IntakePool },
): Promise<ReadonlyMap<string, Outline>> {
  const outlines = new Map<string, Outline>()
  const chosen = await listConventions(db, sha256s)
  const undone = await listUndoneRepairs(db)
  for (const reading of await listReadings(db, sha256s)) {
    const { sha256, intakeVersion, canonHash } = reading
    if (reading.outline === null) continue
    outlines.set(sha256, reading.outline)
    if (intakeVersion === INTAKE_VERSION && canonHash === canons.hash) continue
    const bytes = await readOriginal(db, sha256)
    if (bytes === null) continue
    const conventions = { known: canons.conventions, chosen: chosen.get(sha256) ?? null }
    const source = { ...(await findPlace(db, sha256)), bytes, size: bytes.length, sha256 }
    const packed = await pool.read({
      ...source,
      isCut: await wasCut(db, sha256),
      conventions,
      refused: undone.get(sha256),
    })
    // What this version cannot read stays as an earlier one read it.
    if (packed.outline === null) continue
    const { content, outline } = packed
    await saveReading(db, { sha256, intakeVersion: INTAKE_VERSION, canonHash: canons.hash, content, outline })
    outlines.set(sha256, outline)
  }
  return outlines
}

/** Its bytes do not tell that a container was cut off inside it; what was read of it then does. */
async function wasCut(db: Db, sha256: string): Promise<boolean> {
  const { inspection } = unpackReading(await getReadingContent(db, sha256))
  return inspection.suggestions.some(({ code, why }) => code === CUT_IN_CONTAINER.code && why === CUT_IN_CONTAINER.why)
}

/** Null for one that is damaged: `verify` tells of it, and what was read from it before is all there is. */
export async function readOriginal(db: Db, sha256: string): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of openSource(db, sha256)) {
      size += chunk.length
      if (size > TEXT_LIMIT_BYTES) return null
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof DamagedSource) return null
    throw error
  }
  return Buffer.concat(chunks)
}
