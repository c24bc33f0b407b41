/** What the archive says of itself, and its secrets, which no page reads. */
import type { Db } from '../../platform/db/database.ts'
import type { Archive } from './archive.ts'

/** Names of the rows in `secret`. */
export type SecretName = 'archivist-key' | 'archivist-cookie' | 'claim-key'

const UNNAMED = 'An archive without a name'

/** `url` is where it is served when it does not say otherwise. */
export async function findArchive(db: Db, url: string): Promise<Archive> {
  const rows = await db
    .selectFrom('archive_setting')
    .where('name', 'in', ['name', 'welcome'])
    .select(['name', 'value'])
    .execute()
  const values = new Map(rows.map((row) => [row.name, row.value]))
  return { name: values.get('name') ?? UNNAMED, welcome: values.get('welcome') ?? null, url: url.replace(/\/+$/, '') }
}

export async function saveArchiveSetting(db: Db, name: 'name' | 'welcome', value: string): Promise<void> {
  await db
    .insertInto('archive_setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** The secret of that name; the first to ask makes it. */
export async function getSecret(db: Db, name: SecretName, make: () => string): Promise<string> {
  await db
    .insertInto('secret')
    .values({ name, value: make() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { value } = await db.selectFrom('secret').where('name', '=', name).select('value').executeTakeFirstOrThrow()
  return value
}

export async function replaceSecret(db: Db, name: SecretName, value: string): Promise<void> {
  await db
    .insertInto('secret')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Takes a secret away if it has this value; of several who try at once, one succeeds. */
export async function takeSecret(db: Db, name: SecretName, value: string): Promise<boolean> {
  const taken = await db
    .deleteFrom('secret')
    .where('name', '=', name)
    .where('value', '=', value)
    .returning('name')
    .execute()
  return taken.length === 1
}
