/**
 * The people of a site: a pen name for each member. Two members may have one name, so nobody is found by name here.
 */
import { readDate } from '../../../intake/values/index.ts'
import type { Db } from '../../../platform/db/database.ts'
import { extraOf } from '../books/opaque.ts'
import { isAsWritten, type RowRecord, type Written } from '../books/records-store.ts'
import { settle } from '../books/settle.ts'
import { bytesOf } from '../cells.ts'
import { type KnownSiteRow, portionsOf, type SiteNote } from '../context.ts'
import type { OpenContext } from '../open-context.ts'
import type { SiteRow } from '../staged-site.ts'
import { type MissingPeople, openMissingPeople, signersOf } from './missing-people.ts'
import {
  findPerson,
  insertPerson,
  listProfileFields,
  type PersonFacts,
  type ProfileField,
  replaceProfileFields,
  updatePerson,
} from './people-store.ts'
import { type FieldKind, readFieldKinds } from './profile-fields.ts'
import { type ProfileRows, readProfile } from './profile-rows.ts'

const AUTHOR_COLUMNS: ReadonlySet<string> = new Set(['uid', 'penname', 'bio', 'date', 'website'])

export async function rescuePeople(context: OpenContext): Promise<MissingPeople> {
  const kinds = await readFieldKinds(context)
  await recordFieldKinds(context, kinds)
  for await (const portion of portionsOf(context, 'authors')) await savePortion(context, portion, kinds)
  await context.writes.finish()
  const missing = await openMissingPeople(context, kinds)
  await missing.ensure(await signersOf(context))
  return missing
}

async function recordFieldKinds(context: OpenContext, kinds: ReadonlyMap<string, FieldKind>): Promise<void> {
  const records = [...kinds.values()].map(
    ({ row }): RowRecord => ({
      row,
      kind: 'profile_field',
      targetId: null,
      extra: extraOf(row, new Set(['field_id'])),
    }),
  )
  await context.writes.add((tx) => context.record(tx, records), 0)
}

interface Person {
  readonly known: KnownSiteRow
  readonly facts: PersonFacts
  readonly rows: ProfileRows
}

async function savePortion(
  context: OpenContext,
  portion: readonly KnownSiteRow[],
  kinds: ReadonlyMap<string, FieldKind>,
): Promise<void> {
  const people: Person[] = []
  const names = await context.values.read(
    'line',
    portion.map(({ row }) => valueOf(context, row, 'penname')),
  )
  const bios = await context.values.read(
    'html',
    portion.map(({ row }) => valueOf(context, row, 'bio')),
  )
  for (const [i, known] of portion.entries()) {
    const { row } = known
    people.push({
      known,
      facts: factsOf(row, names[i] ?? '', bios[i] ?? ''),
      rows: await readProfile(context, row.key, kinds, row),
    })
  }
  await context.writes.add(async (tx) => {
    for (const person of people) await savePerson(tx, context, person)
  }, 1000 * people.length)
}

function valueOf(context: OpenContext, row: SiteRow, column: string) {
  return { bytes: bytesOf(row, column) ?? new Uint8Array(), evidence: context.evidenceOf(row) }
}

function factsOf(row: SiteRow, name: string, bio: string): PersonFacts {
  return {
    name: name === '' ? `Member ${row.key}` : name,
    profile: bio === '' ? null : bio,
    joinedAt: readDate(row.values.get('date')),
    isClaimable: true,
  }
}

async function savePerson(tx: Db, context: OpenContext, { known: { row, known }, facts, rows }: Person): Promise<void> {
  const written = writtenOf(facts, rows.fields)
  let id = context.people.get(row.key)
  if (id === undefined) {
    id = await insertPerson(tx, context.siteId, facts)
    await replaceProfileFields(tx, id, rows.fields)
    context.people.set(row.key, id)
  } else if (!isAsWritten(known?.written ?? null, written)) {
    await updateStanding(tx, context, { row, id, before: known?.written ?? null, facts, fields: rows.fields })
  }
  await context.record(tx, [
    { row, kind: 'pen_name', targetId: id, written, extra: extraOf(row, AUTHOR_COLUMNS) },
    ...rows.records(id),
  ])
}

interface Update {
  readonly row: SiteRow
  readonly id: number
  /** Null for an id that had no row until now. */
  readonly before: Written | null
  readonly facts: PersonFacts
  readonly fields: readonly ProfileField[]
}

async function updateStanding(tx: Db, context: OpenContext, update: Update): Promise<void> {
  const { row, id, before, facts, fields } = update
  const standing = await findPerson(tx, id)
  if (standing === undefined) return
  const shown = await listProfileFields(tx, id)
  const { apply, conflicts } = settle(before, writtenOf(standing, shown), writtenOf(facts, fields))
  await updatePerson(tx, id, {
    name: apply.has('name') ? facts.name : standing.name,
    profile: apply.has('profile') ? facts.profile : standing.profile,
    joinedAt: apply.has('joined_at') ? facts.joinedAt : standing.joinedAt,
    isClaimable: before === null ? facts.isClaimable : standing.isClaimable,
  })
  if (apply.has('fields')) await replaceProfileFields(tx, id, fields)
  await context.note(
    tx,
    conflicts.map((name) => conflictNote(row, name, standing)),
  )
}

function conflictNote(row: SiteRow, name: string, standing: PersonFacts): SiteNote {
  return {
    row,
    code: 'changed-here',
    why: `The newer dump changes the ${PERSON_WORDS[name] ?? name} of “${standing.name}”, which was changed here since.`,
  }
}

const PERSON_WORDS: Readonly<Record<string, string>> = {
  name: 'pen name',
  profile: 'profile',
  joined_at: 'date of joining',
  fields: 'profile fields',
}

function writtenOf({ name, profile, joinedAt }: PersonFacts, fields: readonly ProfileField[]): Written {
  const listed = fields.map(({ label, value, href }) => [label, value, href])
  return { name, profile, joined_at: joinedAt, fields: JSON.stringify(listed) }
}
