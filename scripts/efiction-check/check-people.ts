/** Compares members: names, profiles, when they joined, who was locked out, and what may be kept of their accounts. */
import { checkOldPassword } from '../../src/archive/rescues/people/old-password.ts'
import type { Differences } from './differences.ts'
import { type Rescued, timeOf } from './rescued.ts'
import { folded, said } from './said.ts'
import type { AuthorTruth, Truth } from './truth.ts'

/** What a person is called here whom nothing in the dump names. */
const NAMELESS = 'Unknown author'

export async function checkPeople(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  for (const author of truth.authors ?? []) await checkAuthor(rescued, author, differences)
  await checkSecrets(rescued, truth, differences)
}

async function checkAuthor(
  { db, idOf, extraOf }: Rescued,
  author: AuthorTruth,
  differences: Differences,
): Promise<void> {
  const where = `author ${author.uid}`
  const id = idOf('authors', author.uid)
  if (id === undefined) {
    // Somebody whose row is gone, and who signed nothing that is left.
    differences.isTrue(where, !author.exists_in_authors_table, 'is not here')
    return
  }
  const row = await db
    .selectFrom('pen_name')
    .select(['name', 'profile', 'joined_at', 'is_claimable'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (!author.exists_in_authors_table) {
    const isKnown = row.name === folded(author.penname)
    differences.isTrue(`${where}, name`, isKnown || row.name === NAMELESS, `nothing in the dump says “${row.name}”`)
    differences.same(`${where}, whether the name can be claimed`, isKnown, row.is_claimable)
    return
  }
  differences.same(`${where}, name`, said(author.penname), row.name)
  if (author.bio !== undefined) differences.same(`${where}, profile`, said(author.bio), said(row.profile))
  if (author.joined !== undefined) differences.same(`${where}, joined`, timeOf(author.joined), row.joined_at)
  if (author.locked !== undefined) {
    const level = extraOf('authorprefs', author.uid)['level']
    differences.same(`${where}, locked`, author.locked, level === '-1')
  }
  await checkClaim(db, id, author, differences)
}

async function checkClaim(db: Rescued['db'], id: number, author: AuthorTruth, differences: Differences): Promise<void> {
  const claim = await db
    .selectFrom('pen_name_claim')
    .select(['email_check', 'password_check'])
    .where('pen_name_id', '=', id)
    .executeTakeFirst()
  const where = `author ${author.uid}`
  if (author.email !== undefined) {
    differences.same(`${where}, e-mail sealed`, author.email !== '', (claim?.email_check ?? null) !== null)
  }
  const check = claim?.password_check ?? null
  if (author.password_md5 !== undefined) {
    differences.same(`${where}, password sealed`, author.password_md5 !== null, check !== null)
  }
  if (typeof author.password_plain === 'string' && check !== null) {
    differences.isTrue(`${where}, password`, await checkOldPassword(author.password_plain, check), 'does not fit')
  }
}

/** No address and no hash stands anywhere but in the dump, sealed. */
async function checkSecrets({ db }: Rescued, truth: Truth, differences: Differences): Promise<void> {
  const secrets = (truth.authors ?? []).flatMap(({ email, password_md5: md5 }) =>
    [email, md5].filter((each): each is string => typeof each === 'string' && each.length > 5),
  )
  const kept = [
    ...(await db.selectFrom('legacy_id').select('extra as text').where('extra', 'is not', null).execute()),
    ...(await db.selectFrom('opaque_record').select('content as text').execute()),
    ...(await db.selectFrom('pen_name').select('profile as text').where('profile', 'is not', null).execute()),
    ...(await db.selectFrom('profile_field').select('value as text').execute()),
    ...(await db.selectFrom('review').select('guest_name as text').where('guest_name', 'is not', null).execute()),
  ]
  for (const secret of new Set(secrets)) {
    const isSeen = kept.some(({ text }) => text?.includes(secret) === true)
    differences.isTrue('secrets', !isSeen, `${secret.slice(0, 6)}… can be read outside of the dump`)
  }
}
