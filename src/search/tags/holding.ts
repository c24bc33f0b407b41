/**
 * What a tag index holds of one archive, and how it stays as the archive is: from the snapshot or from the store, then
 * change by change.
 *
 * The place in the log is taken before anything is read. So what changes meanwhile is read twice and never missed.
 */
import {
  BEGINNING,
  type Change,
  type ChangePlace,
  lastPlace,
  readChanges,
  timeOfPlace,
} from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import {
  findChangedWorks,
  identityOf,
  readAllWorks,
  readSomeTags,
  readTags,
  readWorks,
  type TagDocument,
  type WorkDocument,
} from '../documents/index.ts'
import { buildShelf } from './build-shelf.ts'
import { type Catalogue, listWorksWithTags, newCatalogue, withChanges } from './catalogue.ts'
import { sharedShelf } from './flatten.ts'
import { loadSnapshot, type MadeAt, saveSnapshot } from './snapshot.ts'
import { newTerms } from './terms.ts'
import type { Tags } from './terms-of-work.ts'

export interface Holding {
  readonly identity: string
  readonly catalogue: Catalogue
  /** How far changes were followed. */
  readonly place: ChangePlace
  /** The same when the base of the catalogue was made. */
  readonly made: MadeAt
}

const CHANGES_AT_ONCE = 2000

/** From the snapshot as far as there is one of this archive; undefined when there is none, or too much has changed since. */
export async function reopen(db: Db, directory: string): Promise<Holding | undefined> {
  const identity = await identityOf(db)
  const snapshot = loadSnapshot(directory, identity)
  if (snapshot === undefined || !(await isOfLog(db, snapshot.made))) return undefined
  const catalogue = newCatalogue(snapshot.shelf, snapshot.terms, snapshot.tags)
  return follow(db, { identity, catalogue, place: snapshot.made, made: snapshot.made })
}

async function isOfLog(db: Db, made: MadeAt): Promise<boolean> {
  const isBeginning = made.tx === BEGINNING.tx && made.seq === BEGINNING.seq
  return isBeginning || (made.at !== null && (await timeOfPlace(db, made)) === made.at)
}

/** From the store. */
export async function makeAnew(db: Db): Promise<Holding> {
  const identity = await identityOf(db)
  const place = await lastPlace(db)
  const made = { ...place, at: await timeOfPlace(db, place) }
  const tags = await readTags(db)
  const terms = newTerms()
  const builder = buildShelf(tags, terms)
  for await (const works of readAllWorks(db)) for (const work of works) builder.add(work)
  return { identity, catalogue: newCatalogue(sharedShelf(builder.finish()), terms, tags), place, made }
}

/** Keeps the base for the next start. */
export function keep({ identity, catalogue, made }: Holding, directory: string): void {
  const { base, terms, tags, changed } = catalogue
  // What changed since is in the log; its tags may be others than the base was made with.
  if (changed.size === 0) saveSnapshot(directory, { identity, made, shelf: base.shelf, terms, tags })
}

/** Takes what has changed since; undefined when that is so much that all is better made anew. */
export async function follow(db: Db, holding: Holding): Promise<Holding | undefined> {
  const { catalogue } = holding
  const works = new Set<number>()
  let { place } = holding
  let hasTags = false
  for (let changes: readonly Change[]; ; ) {
    changes = await readChanges(db, place, CHANGES_AT_ONCE)
    if (changes.length === 0) break
    const changed = await findChangedWorks(db, changes)
    for (const key of changed.works) works.add(key)
    hasTags ||= changed.hasTags
    place = changes.at(-1) as Change
    if (isMuch(catalogue, works)) return undefined
  }
  const known = hasTags ? await readTags(db) : catalogue.tags
  for (const key of listWorksWithTags(catalogue, listChangedTags(catalogue.tags, known))) works.add(key)
  if (isMuch(catalogue, works)) return undefined
  const reached = { ...holding, place: { tx: place.tx, seq: place.seq } }
  if (works.size === 0 && !hasTags) return reached
  const found = await readWorks(db, [...works])
  const tags = await withNewTags(db, known, found)
  return { ...reached, catalogue: withChanges(catalogue, works, found, tags) }
}

async function withNewTags(db: Db, known: Tags, works: readonly WorkDocument[]): Promise<Tags> {
  const unknown = new Set(works.flatMap((work) => work.tags.filter((key) => !known.has(key))))
  return unknown.size === 0 ? known : new Map([...known, ...(await readSomeTags(db, [...unknown]))])
}

function isMuch({ base, changed }: Catalogue, works: ReadonlySet<number>): boolean {
  return works.size + changed.size > Math.max(2000, base.shelf.size / 20)
}

function listChangedTags(before: Tags, after: Tags): readonly number[] {
  if (before === after) return []
  const changed: number[] = []
  for (const [key, tag] of after) {
    const old = before.get(key)
    if (old !== undefined && !isSameTag(old, tag)) changed.push(key)
  }
  return changed
}

function isSameTag(a: TagDocument, b: TagDocument): boolean {
  const isSame = a.kind === b.kind && a.canonical === b.canonical && a.under.length === b.under.length
  return isSame && a.under.every((key) => b.under.includes(key))
}
