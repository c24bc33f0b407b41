/**
 * How somebody may claim a pen name one day: rows that no page reads. The only files that name this table are this one,
 * the health checks and the export, which tells that there is a claim and nothing of it.
 */
import type { Db } from '../../../platform/db/database.ts'
import { upsertRows } from '../../../platform/db/insert-rows.ts'

/** By an account of the old site: its e-mail address, its password, or both. */
const OLD_ACCOUNT = 'old-account'

export interface Claim {
  readonly penNameId: number
  /** Keyed hash of the address; null when the site had none. */
  readonly emailCheck: string | null
  /** Slow hash of the site's hash; null when the site had none that can be used. */
  readonly passwordCheck: string | null
}

export interface StoredClaim extends Claim {
  readonly isOpen: boolean
}

export async function listClaims(db: Db, penNameIds: readonly number[]): Promise<ReadonlyMap<number, StoredClaim>> {
  if (penNameIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('pen_name_claim')
    .select(['pen_name_id', 'email_check', 'password_check', 'state'])
    .where('pen_name_id', 'in', [...penNameIds])
    .where('way', '=', OLD_ACCOUNT)
    .execute()
  return new Map(
    rows.map((row) => [
      row.pen_name_id,
      {
        penNameId: row.pen_name_id,
        emailCheck: row.email_check,
        passwordCheck: row.password_check,
        isOpen: row.state === 'open',
      },
    ]),
  )
}

/** What somebody did with a claim stays. */
export async function saveClaims(tx: Db, siteId: number, claims: readonly Claim[]): Promise<void> {
  const rows = claims.map(({ penNameId, emailCheck, passwordCheck }) => ({
    pen_name_id: penNameId,
    site_id: siteId,
    way: OLD_ACCOUNT,
    email_check: emailCheck,
    password_check: passwordCheck,
  }))
  await upsertRows(tx, 'pen_name_claim', rows, ['pen_name_id', 'way'])
}

export interface ClaimCount {
  readonly claims: number
  readonly withEmail: number
  readonly withPassword: number
}

export async function countClaims(db: Db, siteId: number): Promise<ClaimCount> {
  return db
    .selectFrom('pen_name_claim')
    .select(({ fn }) => [
      fn.countAll<number>().as('claims'),
      fn.count<number>('email_check').as('withEmail'),
      fn.count<number>('password_check').as('withPassword'),
    ])
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow()
}
