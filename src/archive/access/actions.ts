/** Let the archivist in: make a key to hand out, exchange one for a pass, know a pass again. */
import type { Db } from '../../platform/db/database.ts'
import { ARCHIVIST, GUEST, type Viewer } from '../../platform/db/visibility.ts'
import { hashKey, isSameHash, isValidPass, makeKey, signPass } from './archivist-key.ts'
import { getSecret, replaceSecret, takeSecret } from './store.ts'

/** What the running server needs to know the archivist. */
export interface Gate {
  readonly cookieSecret: string
  /** Hash of the key in the file that a service was given; such a key works as long as the file has it. */
  readonly fileKeyHash: string | null
}

export async function openGate(db: Db, fileKey: string | null): Promise<Gate> {
  return {
    cookieSecret: await getSecret(db, 'archivist-cookie', makeKey),
    fileKeyHash: fileKey === null || fileKey === '' ? null : hashKey(fileKey),
  }
}

/** A new key that works once; one handed out before and not used stops working. */
export async function handOutKey(db: Db): Promise<string> {
  const key = makeKey()
  await replaceSecret(db, 'archivist-key', hashKey(key))
  return key
}

/** The pass for a key, or nothing when the key is not one, or was used. */
export async function exchangeKey(db: Db, gate: Gate, key: string, now: Date): Promise<string | undefined> {
  const hash = hashKey(key)
  const isOurs =
    (gate.fileKeyHash !== null && isSameHash(hash, gate.fileKeyHash)) || (await takeSecret(db, 'archivist-key', hash))
  return isOurs ? signPass(gate.cookieSecret, now) : undefined
}

export function viewerOf(gate: Gate, pass: string | undefined, now: Date): Viewer {
  return pass !== undefined && isValidPass(gate.cookieSecret, pass, now) ? ARCHIVIST : GUEST
}
