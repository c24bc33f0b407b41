/** Writes what is known about a work and how: fields, findings, and which sources speak for it. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { insertRows, upsertRows } from '../../platform/db/insert-rows.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'
import type { FindingDraft, WorkDraft } from './draft.ts'

/** Which work the evidence is of. */
interface EvidencePlace {
  readonly workId: number
  /** Keys of the draft's chapters, in order. */
  readonly chapterIds: readonly number[]
  readonly batchId: number
  /** Then there is nothing to take away. */
  readonly isNew: boolean
}

/** What a person decided about a finding is kept. */
export async function saveEvidence(tx: Db, place: EvidencePlace, draft: WorkDraft): Promise<void> {
  const { workId, chapterIds } = place
  if (!place.isNew) await removeFields(tx, { workId })
  await saveFields(tx, workId, draft)
  await saveFindings(tx, place, draft)
  await saveUses(tx, workId, chapterIds, draft)
  await savePlacedUses(tx, place, draft)
}

const removeFields = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('field').where('work_id', '=', given.workId),
)

async function saveFields(tx: Db, workId: number, draft: WorkDraft): Promise<void> {
  const rows = draft.fields.map(({ sha256, name, kind, label, field, isChosen }, position) => ({
    work_id: workId,
    sha256,
    name,
    kind,
    value: field.value,
    as_written: field.asWritten,
    label,
    lines: JSON.stringify(field.lines),
    spans: JSON.stringify(field.spans),
    rule: field.rule,
    confidence: field.confidence,
    is_chosen: isChosen,
    position,
  }))
  await insertRows(tx, 'field', rows)
}

async function saveFindings(
  tx: Db,
  { workId, chapterIds, batchId, isNew }: EvidencePlace,
  draft: WorkDraft,
): Promise<void> {
  const states = new Map<string, string>()
  const remember = (decided: readonly Decided[]): void => {
    for (const row of decided) states.set(findingKey(row), row.state)
  }
  if (!isNew) remember(await listDecidedOfWork(tx, { workId }))
  // A source that spoke for another work until now brings along what was decided there.
  for (const { sha256 } of draft.sources) remember(await listDecidedOfSource(tx, { sha256 }))
  if (!isNew) await removeFindings(tx, { workId })
  const rows = draft.findings.map((finding, position) => ({
    batch_id: batchId,
    sha256: finding.sha256,
    path: null,
    work_id: workId,
    chapter_id: finding.chapter === null ? null : (chapterIds[finding.chapter] ?? null),
    kind: finding.kind,
    code: finding.code,
    codes: finding.codes === null ? null : JSON.stringify(finding.codes),
    line: finding.line,
    column: finding.column,
    lines: JSON.stringify(finding.lines),
    before: finding.before,
    after: finding.after,
    field: finding.field,
    value: finding.value,
    why: finding.why,
    block_id: finding.blockId,
    confidence: finding.confidence,
    // Where nothing was decided no key is made: there are a hundred findings a work, each of a few words.
    state: (states.size === 0 ? undefined : states.get(findingKey(finding))) ?? 'open',
    position,
  }))
  await insertRows(tx, 'finding', rows)
}

const DECIDED = ['sha256', 'code', 'line', 'column', 'field', 'value', 'state'] as const
type Decided = Pick<FindingDraft, 'sha256' | 'line' | 'column' | 'field' | 'value'> & { code: string; state: string }

const listDecidedOfWork = prepared((tx, given: Given<{ workId: number }>) =>
  tx
    .selectFrom('finding')
    .select(DECIDED)
    .where('work_id', '=', given.workId)
    .where('kind', '!=', 'refusal')
    .where('state', '!=', 'open'),
)

const listDecidedOfSource = prepared((tx, given: Given<{ sha256: string }>) =>
  tx
    .selectFrom('finding')
    .select(DECIDED)
    .where('sha256', '=', given.sha256)
    .where('kind', '!=', 'refusal')
    .where('state', '!=', sql.lit('open')),
)

/** A conflict stays until somebody has decided; a question about two works is not asked by the sources of one. */
const removeFindings = prepared((tx, given: Given<{ workId: number }>) =>
  tx
    .deleteFrom('finding')
    .where('work_id', '=', given.workId)
    .where('kind', '!=', sql.lit('conflict'))
    .where('other_work_id', 'is', null),
)

/** Work keys and blocks change when a source is read again; what is said of which place does not. */
function findingKey(
  finding: Pick<FindingDraft, 'sha256' | 'line' | 'column' | 'field' | 'value'> & { code: string },
): string {
  const { sha256, code, line, column, field, value } = finding
  return JSON.stringify([sha256, code, line, column, field, value])
}

/**
 * A source of one chapter speaks for that chapter, a source of several for the work. The same bytes in a second place
 * are a duplicate there.
 */
async function saveUses(tx: Db, workId: number, chapterIds: readonly number[], draft: WorkDraft): Promise<void> {
  for (const { sha256, role, place } of draft.sources) {
    if (place !== undefined) continue
    const own = draft.chapters.flatMap((chapter, i) => (chapter.sourceSha256 === sha256 ? [chapterIds[i] ?? null] : []))
    const chapterId = own.length === 1 && draft.chapters.length > 1 ? (own[0] ?? null) : null
    const uses = await listUses(tx, { sha256 })
    for (const [i, { id }] of uses.entries()) {
      await assignUse(tx, { id, workId, chapterId, role: i > 0 && role === 'text' ? 'duplicate' : role })
    }
  }
}

const listUses = prepared((tx, given: Given<{ sha256: string }>) =>
  tx
    .selectFrom('source_use')
    .leftJoin('work', 'work.id', 'source_use.work_id')
    .select('source_use.id')
    .where('source_use.sha256', '=', given.sha256)
    .where('source_use.role', 'in', ['text', 'duplicate', 'other-version', 'index'])
    // Rows of a rescued site speak for their own chapters.
    .where('work.site_id', 'is', null)
    .orderBy('source_use.path')
    .orderBy('source_use.within')
    .orderBy('source_use.position'),
)

const assignUse = prepared((tx, given: Given<{ id: number; workId: number; chapterId: number | null; role: string }>) =>
  tx
    .updateTable('source_use')
    .set({ work_id: given.workId, chapter_id: given.chapterId, role: given.role })
    .where('id', '=', given.id),
)

/** Sources whose places only the draft knows: what was found nowhere as a file, such as a value of a database. */
async function savePlacedUses(tx: Db, { workId, chapterIds, batchId }: EvidencePlace, draft: WorkDraft): Promise<void> {
  const rows = draft.sources.flatMap(({ sha256, role, place }) =>
    place === undefined
      ? []
      : [
          {
            sha256,
            path: place.path,
            within: JSON.stringify(place.within),
            batch_id: batchId,
            role,
            work_id: workId,
            chapter_id: place.chapter === null ? null : (chapterIds[place.chapter] ?? null),
          },
        ],
  )
  await upsertRows(tx, 'source_use', rows, ['sha256', 'path', 'within', 'position'], ['batch_id'])
}
