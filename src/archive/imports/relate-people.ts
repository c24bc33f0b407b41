/**
 * Asks the archivist about names that may be one person's: spelled alike, or with posts from one address. Nothing is
 * merged by it, since a household has one address, and two people may have thought of one name.
 *
 * Addresses are compared within one import and by a key of this run alone. None is stored, shown or said. Of posts that a
 * killed import had read already they are read again from the originals.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { openMail } from '../../intake/formats/mail/index.ts'
import { foldText } from '../../kernel/text.ts'
import type { Db } from '../../platform/db/database.ts'
import { groupWrites } from '../../platform/db/group-writes.ts'
import type { ImportRequest } from './import-request.ts'
import { listMailedStories } from './mail-store.ts'
import { listWorksWithoutMarks } from './marks-store.ts'
import { askSamePerson, listAlike, listSigners, type SamePerson, squeezed, type WorkBy } from './names-store.ts'
import { readOriginal } from './read-again.ts'
import type { WrittenWork } from './write-works.ts'

/** For each source that was read now, a word that is the same for all from one address; null for no address. */
export type Senders = Map<string, string | null>

const KEY_OF_THIS_RUN = randomBytes(32)

export function sealed(address: string): string {
  return createHmac('sha256', KEY_OF_THIS_RUN).update(address).digest('base64')
}

export interface PeopleToRelate {
  readonly request: ImportRequest
  readonly batchId: number
  readonly written: readonly WrittenWork[]
  readonly senders: Senders
}

/** More names than this have something else in common: a list's own address, a name like "me". */
const MANY = 8

export async function relatePeople(db: Db, { request, batchId, written, senders }: PeopleToRelate): Promise<void> {
  const unmarked = new Set(
    await listWorksWithoutMarks(
      db,
      written.map(({ id }) => id),
    ),
  )
  const fresh = written.filter(({ id, outcome }) => outcome !== 'unchanged' || unmarked.has(id))
  const signers = await listSigners(
    db,
    fresh.map(({ id }) => id),
  )
  const questions = [
    ...(await alike(db, signers)),
    ...fromOneAddress(fresh, signers, await withEarlier(db, fresh, senders)),
  ]
  const writes = groupWrites(db, request.assertHeld)
  for (const question of questions) await writes.add((tx) => askSamePerson(tx, batchId, question), 300)
  await writes.finish()
}

/** Senders of posts that are of works to be looked at and were not read now, too. */
async function withEarlier(db: Db, works: readonly WrittenWork[], senders: Senders): Promise<Senders> {
  const unread = works.flatMap(({ planned }) =>
    planned.work.sources.flatMap(({ sha256 }) => (senders.has(sha256) ? [] : [sha256])),
  )
  const all: Senders = new Map(senders)
  for (const sha256 of await listMailedStories(db, unread)) {
    const bytes = await readOriginal(db, sha256)
    const address = bytes === null ? undefined : openMail(bytes).letter.address
    all.set(sha256, address === undefined ? null : sealed(address))
  }
  return all
}

async function alike(db: Db, signers: readonly WorkBy[]): Promise<readonly SamePerson[]> {
  const keys = [...new Set(signers.map(({ name }) => squeezed(foldText(name))))].filter((key) => key.length > 1)
  const names = Map.groupBy(await listAlike(db, keys), ({ key }) => key)
  return [...names.values()].flatMap((group) =>
    pairs(group.map(({ name }) => name)).map(
      (pair): SamePerson => ({
        names: pair,
        reason: 'spelling',
        why: `The names “${pair[0]}” and “${pair[1]}” differ in spaces, dots or strokes only.`,
      }),
    ),
  )
}

function fromOneAddress(
  works: readonly WrittenWork[],
  signers: readonly WorkBy[],
  senders: Senders,
): readonly SamePerson[] {
  const namesOf = Map.groupBy(signers, ({ workId }) => workId)
  const bySender = new Map<string, Set<string>>()
  for (const { id, planned } of works) {
    const names = namesOf.get(id) ?? []
    const [only] = names
    // Who of several sent it, nobody knows.
    if (names.length !== 1 || only === undefined) continue
    for (const { sha256 } of planned.work.sources) {
      const sender = senders.get(sha256)
      if (sender !== undefined && sender !== null)
        bySender.set(sender, (bySender.get(sender) ?? new Set()).add(only.name))
    }
  }
  return [...bySender.values()].flatMap((names) =>
    pairs([...names]).map(
      (pair): SamePerson => ({
        names: pair,
        reason: 'address',
        why: `Posts by “${pair[0]}” and by “${pair[1]}” came from one address.`,
      }),
    ),
  )
}

function pairs(names: readonly string[]): readonly (readonly [string, string])[] {
  const sorted = [...new Set(names)].toSorted()
  if (sorted.length > MANY) return []
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => [a, b] as const))
}
