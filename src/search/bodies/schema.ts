/**
 * The file of the word index, `search.db`: what is in it, and whether it is one that we can use.
 *
 * Words are in four FTS5 tables without content, with the keys of the catalogue as row ids: the texts of chapters, what
 * is said about chapters and about works, and how chapters begin and end. Texts have a table of their own, since a column
 * among others takes half as long again to ask. A fifth knows which runs of common words a chapter has, and not where.
 * What is known of each row beside its words, such as who may see it, stands in small tables, so that it can change
 * without a text being read again. Changed rows carry the number of the batch that wrote them, by which whoever asks
 * sees what has changed since.
 */
import { DatabaseSync } from 'node:sqlite'

/** Rises with every change of this file or of what a word is; an index of another version is built anew. */
const VERSION = 2

export interface IndexFile {
  readonly database: DatabaseSync
  readonly path: string
  readonly close: () => void
}

/** Facts about the index itself. */
export type FactName = 'archive' | 'place' | 'built' | 'batch' | 'vocabulary' | 'common' | 'sampled'

export function openIndexFile(path: string, isReadOnly = false): IndexFile {
  const database = new DatabaseSync(path, { readOnly: isReadOnly, timeout: 5000 })
  try {
    if (!isReadOnly) {
      database.exec('pragma page_size = 8192')
      database.exec('pragma journal_mode = wal')
      // What is lost with the power is read again from the log of changes.
      database.exec('pragma synchronous = normal')
    }
    database.exec(`pragma cache_size = ${-1024 * 32}`)
    database.exec('pragma temp_store = memory')
  } catch (error) {
    database.close()
    throw error
  }
  return {
    database,
    path,
    close() {
      if (database.isOpen) database.close()
    },
  }
}

/** Makes the tables in a new file. */
export function makeTables({ database }: IndexFile): void {
  database.exec(`begin immediate; ${TABLES}; pragma user_version = ${VERSION}; commit`)
}

export function hasTables({ database }: IndexFile): boolean {
  return database.prepare('pragma user_version').get()?.['user_version'] === VERSION
}

/** The tables of words. */
export const WORD_TABLES = ['words', 'heads', 'edges', 'about'] as const
export type WordTable = (typeof WORD_TABLES)[number]
export const FTS_TABLES = [...WORD_TABLES, 'runs'] as const
/** Those with a row for each chapter. */
export const CHAPTER_TABLES = ['words', 'heads', 'edges', 'runs'] as const

const TABLES = `
  create table fact (name text primary key, value text not null) without rowid;
  create table work (
    id integer primary key, visibility text not null, checksum text not null, batch integer not null);
  create index work_by_batch on work (batch);
  create table chapter (
    id integer primary key, work_id integer not null, position integer not null, is_hidden integer not null,
    checksum text not null, batch integer not null);
  create index chapter_by_work on chapter (work_id, position);
  create index chapter_by_batch on chapter (batch);
  create table pen_name (work_id integer not null, pen_name_id integer not null,
    primary key (work_id, pen_name_id)) without rowid;
  create index pen_name_by_key on pen_name (pen_name_id, work_id);
  create table gone (id integer not null, kind text not null, batch integer not null);
  create index gone_by_batch on gone (batch);
  create table waiting (work_id integer primary key, since integer not null);
  create table vocabulary (word text primary key, chapters integer not null, times integer not null) without rowid;
  create virtual table words using fts5(text, content = '', contentless_delete = 1, tokenize = 'ascii');
  create virtual table heads using fts5(title, notes, content = '', contentless_delete = 1, tokenize = 'ascii');
  create virtual table edges using fts5(opening, ending,
    content = '', contentless_delete = 1, tokenize = 'ascii');
  create virtual table about using fts5(title, names, summary, notes,
    content = '', contentless_delete = 1, tokenize = 'ascii');
  create virtual table runs using fts5(codes, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none);
  create virtual table term using fts5vocab(words, 'row')`

export function readFact({ database }: IndexFile, name: FactName): string | null {
  const value = database.prepare('select value from fact where name = ?').get(name)?.['value']
  return typeof value === 'string' ? value : null
}

export function writeFact({ database }: IndexFile, name: FactName, value: string): void {
  database
    .prepare('insert into fact (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
    .run(name, value)
}

/** Runs `write` in one transaction of the index, which waits for another process that writes. */
export function inIndexTransaction<T>({ database }: IndexFile, write: () => T): T {
  database.exec('begin immediate')
  try {
    const result = write()
    database.exec('commit')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}
