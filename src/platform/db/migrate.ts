/**
 * Bring a database to the shape this program expects: forward only, one migration a transaction.
 *
 * Several processes may start at once. Each migration first takes the lock of its transaction (SQLite: `begin
 * immediate`; PostgreSQL: the table `migration` locked) and only then looks whether it is still to be done, so that it
 * is done once. A lock of the session would be left behind by poolers.
 *
 * The checksum is that of the migration's file. A database that has a migration we do not know is of a newer version;
 * one whose checksum differs was made by another program than this one. Both are refused before anything is changed.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { columnTypes } from './columns.ts'
import type { Engine } from './engine.ts'
import { ChangedMigrationFault, NewerDataFault } from './faults.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'

interface MigrationTables {
  migration: { name: string; checksum: string; applied_at: string }
}

export interface SignedMigration extends Migration {
  readonly checksum: string
}

/** Applies what is missing; gives the names of what it applied. */
export async function migrate(
  untyped: Kysely<unknown>,
  engine: Engine,
  migrations?: readonly SignedMigration[],
): Promise<readonly string[]> {
  const db = untyped as Kysely<MigrationTables>
  const known = migrations ?? (await signedMigrations())
  await createMigrationTable(db, engine)
  refuseWhatIsNotOurs(await appliedMigrations(db), known)
  const applied: string[] = []
  for (const migration of known) if (await apply(db, engine, migration, known)) applied.push(migration.name)
  return applied
}

export async function signedMigrations(): Promise<readonly SignedMigration[]> {
  return Promise.all(
    MIGRATIONS.map(async (migration) => ({ ...migration, checksum: await checksumOf(migration.name) })),
  )
}

/** A checkout on Windows may end its lines otherwise; that is no change. */
async function checksumOf(name: string): Promise<string> {
  const text = await readFile(new URL(`migrations/${name}.ts`, import.meta.url), 'utf8')
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

async function createMigrationTable(db: Kysely<MigrationTables>, engine: Engine): Promise<void> {
  const type = columnTypes(engine)
  if (await hasMigrationTable(db, engine)) return
  try {
    await db.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('name', type.text, (column) => column.primaryKey())
      .addColumn('checksum', type.text, (column) => column.notNull())
      .addColumn('applied_at', type.text, (column) => column.notNull())
      .execute()
  } catch (error) {
    // Two processes that create it at once on PostgreSQL collide in its own tables; the other one was first.
    if (!(await hasMigrationTable(db, engine))) throw error
  }
}

async function hasMigrationTable(db: Kysely<MigrationTables>, engine: Engine): Promise<boolean> {
  const query =
    engine === 'sqlite'
      ? sql<{ found: number }>`select count(*) as found from sqlite_master where type = 'table' and name = 'migration'`
      : sql<{ found: number }>`select (to_regclass('migration') is not null)::int as found`
  const { rows } = await query.execute(db)
  return rows[0]?.found === 1
}

async function appliedMigrations(db: Kysely<MigrationTables>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('migration').select(['name', 'checksum']).execute()
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

function refuseWhatIsNotOurs(applied: ReadonlyMap<string, string>, known: readonly SignedMigration[]): void {
  const checksums = new Map(known.map((migration) => [migration.name, migration.checksum]))
  for (const [name, checksum] of applied) {
    const ours = checksums.get(name)
    if (ours === undefined) {
      throw new NewerDataFault(
        `the data were written by a newer version of Ficarium (it knows ${name}); update the program`,
      )
    }
    if (ours !== checksum) {
      throw new ChangedMigrationFault(
        `the database was made with another ${name} than this program has; it was edited after it was applied`,
      )
    }
  }
}

async function apply(
  db: Kysely<MigrationTables>,
  engine: Engine,
  migration: SignedMigration,
  known: readonly SignedMigration[],
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (engine === 'postgres') await sql`lock table migration in access exclusive mode`.execute(tx)
    const applied = await appliedMigrations(tx)
    refuseWhatIsNotOurs(applied, known)
    if (applied.has(migration.name)) return false
    await migration.up(tx as unknown as Kysely<unknown>, columnTypes(engine))
    await tx
      .insertInto('migration')
      .values({ name: migration.name, checksum: migration.checksum, applied_at: new Date().toISOString() })
      .execute()
    return true
  })
}
