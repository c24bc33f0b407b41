/**
 * Seals what members could be known by: their e-mail address and the hash of their password, so that they can claim
 * their names here one day, and nobody can read either.
 *
 *     ana@mail.example       HMAC-SHA256 of the address with a key that is made once for the archive and never shown
 *     5f4dcc3b5aa7…          scrypt of the old site's MD5 (old-password.ts)
 *
 * Both answer the question "is it this one?" and no other. The claim of a member who has used it stays as it is, whatever
 * a newer dump says.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { decodeSingleByte } from '../../../intake/decode/index.ts'
import type { Db } from '../../../platform/db/database.ts'
import { getSecret } from '../../access/index.ts'
import { bytesOf, wordOf } from '../cells.ts'
import type { RescueContext } from '../context.ts'
import type { SiteRow } from '../staged-site.ts'
import { type Claim, listClaims, type StoredClaim, saveClaims } from './claims-store.ts'
import { checkOldHash, isOldPasswordHash, makePasswordCheck } from './old-password.ts'

/** Members whose checks are computed at once; each takes about a millisecond on a processor of its own. */
const AT_ONCE = 100

export async function sealClaims(context: RescueContext): Promise<void> {
  const key = await getClaimKey(context.db)
  let members: SiteRow[] = []
  for await (const row of context.site.rows('authors')) {
    members.push(row)
    if (members.length < AT_ONCE) continue
    await sealPortion(context, key, members)
    members = []
  }
  await sealPortion(context, key, members)
  await context.writes.finish()
}

/** The check for an e-mail address as somebody types it; undefined for what is none. */
export async function emailCheckFor(db: Db, address: string): Promise<string | undefined> {
  return emailCheck(await getClaimKey(db), address)
}

async function getClaimKey(db: Db): Promise<string> {
  return getSecret(db, 'claim-key', () => randomBytes(32).toString('hex'))
}

function emailCheck(key: string, address: string): string | undefined {
  const folded = address.trim().toLowerCase()
  if (!/^[^@\s]{1,64}@[^@\s]{1,255}$/.test(folded)) return undefined
  return createHmac('sha256', Buffer.from(key, 'hex')).update(folded).digest('hex')
}

async function sealPortion(context: RescueContext, key: string, members: readonly SiteRow[]): Promise<void> {
  const known = members.flatMap((row) => {
    const penNameId = context.penNameOf(row.key)
    return penNameId === undefined ? [] : [{ row, penNameId }]
  })
  const standing = await listClaims(
    context.db,
    known.map(({ penNameId }) => penNameId),
  )
  const claims = await Promise.all(
    known.map(({ row, penNameId }) => claimOf({ row, penNameId, key, before: standing.get(penNameId) })),
  )
  const changed = claims.filter((claim) => claim !== undefined)
  if (changed.length > 0)
    await context.writes.add((tx) => saveClaims(tx, context.siteId, changed), 300 * changed.length)
}

interface Member {
  readonly row: SiteRow
  readonly penNameId: number
  readonly key: string
  readonly before: StoredClaim | undefined
}

/** Undefined when there is nothing to seal, or nothing new. */
async function claimOf({ row, penNameId, key, before }: Member): Promise<Claim | undefined> {
  if (before?.isOpen === false) return undefined
  const md5 = wordOf(row, 'password')
  const hash = isOldPasswordHash(md5) ? md5 : null
  const email = emailCheck(key, addressOf(row)) ?? null
  if (before === undefined) {
    if (hash === null && email === null) return undefined
    return { penNameId, emailCheck: email, passwordCheck: hash === null ? null : await makePasswordCheck(hash) }
  }
  const isSamePassword =
    hash === null ? before.passwordCheck === null : await checkOldHash(hash, before.passwordCheck ?? '')
  if (isSamePassword && email === before.emailCheck) return undefined
  const passwordCheck = isSamePassword ? before.passwordCheck : hash === null ? null : await makePasswordCheck(hash)
  return { penNameId, emailCheck: email, passwordCheck }
}

function addressOf(row: SiteRow): string {
  const bytes = bytesOf(row, 'email')
  if (bytes === null) return ''
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  return text.includes('\ufffd') ? decodeSingleByte(bytes, 'windows-1252') : text
}
