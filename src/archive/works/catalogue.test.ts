import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { dateKey } from '../../kernel/date-key.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { type Placing, removeWorkWithoutSource, type SavedWork, saveWork } from './catalogue-store.ts'
import type { ChapterDraft, FindingDraft, WorkDraft } from './draft.ts'

const NOW = '2026-01-02T03:04:05.678Z'

function sha256(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

function chapter(text: string, source = 'a'): ChapterDraft {
  const html = `<p id="b1">${text}</p>`
  return { title: null, number: null, sourceSha256: sha256(source), words: 3, html, faithfulHtml: null, sections: [] }
}

function gap(value: string): FindingDraft {
  const place = { sha256: null, chapter: null, blockId: null, line: null, column: null, lines: [] }
  const words = { codes: null, before: null, after: null, field: null, why: 'It is not here.' }
  return { ...place, ...words, kind: 'gap', code: 'earlier-part', value, confidence: 1 }
}

let made = 0

function draft(more: Partial<WorkDraft> = {}): WorkDraft {
  return {
    madeFrom: `made ${++made}`,
    title: 'The Lanterns',
    isTitleKnown: true,
    summary: null,
    notesBefore: null,
    notesAfter: null,
    disclaimer: null,
    language: 'en',
    rating: 'general',
    ratingAsGiven: 'G',
    status: null,
    part: null,
    expectedChapters: null,
    words: 3,
    postedAt: '2002-03',
    updatedAt: null,
    creators: [{ name: 'Tove', asWritten: 'by Tove', isClaimable: true }],
    tags: [{ kind: 'character', name: 'Maren', asWritten: 'maren' }],
    settings: [],
    chapters: [chapter('Maren went home.')],
    sources: [{ sha256: sha256('a'), role: 'text' }],
    fields: [],
    findings: [],
    ...more,
  }
}

describeOnBothEngines('saveWork', (open) => {
  let db: Db
  let batchId = 0

  beforeEach(async () => {
    db = (await open()).db
    const batch = { public_id: 'batch', started_at: NOW, finished_at: null, state: 'running', roots: '[]' }
    batchId = (await db.insertInto('batch').values(batch).returning('id').executeTakeFirstOrThrow()).id
    for (const name of ['a', 'b', 'c']) await addSource(name)
  })

  async function addSource(name: string): Promise<void> {
    const kept = { size: 1, media_type: 'text/plain', format: 'text', first_seen: NOW }
    const container = {
      container_sha256: null,
      container_name: null,
      container_method: null,
      container_offset: null,
      container_size: null,
    }
    await db
      .insertInto('source')
      .values({ sha256: sha256(name), ...kept, ...container })
      .execute()
    const use = { batch_id: batchId, path: `${name}.txt`, role: 'text', work_id: null, chapter_id: null }
    await db
      .insertInto('source_use')
      .values({ sha256: sha256(name), ...use })
      .execute()
  }

  async function save(work: WorkDraft, workId: number | null = null, more: Partial<Placing> = {}): Promise<SavedWork> {
    return inTransaction(db, (tx) => saveWork(tx, work, { workId, batchId, visibility: 'public', now: NOW, ...more }))
  }

  async function texts(workId: number): Promise<string[]> {
    const rows = await db
      .selectFrom('chapter')
      .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
      .select(['chapter.position', 'chapter_version.number', 'html'])
      .where('work_id', '=', workId)
      .orderBy('chapter.position')
      .execute()
    return rows.map(({ position, number, html }) => `${position}.${number} ${/>([^<]*)</.exec(html)?.[1]}`)
  }

  test('adds a work whole, with what lists sort and filter by', async () => {
    const { id, outcome } = await save(draft())
    expect(outcome).toBe('added')
    const work = await db.selectFrom('work').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(work).toMatchObject({
      sort_title: 'lanterns',
      folded_title: 'the lanterns',
      posted_key: '2002-03',
      updated_key: '',
    })
    const rows = await db
      .selectFrom('listing')
      .select(['kind', 'sort_title', 'posted_key', 'words'])
      .orderBy('kind')
      .execute()
    expect(rows.map((row) => row.kind)).toEqual(['pen-name', 'tag'])
    for (const row of rows) expect(row).toMatchObject({ sort_title: 'lanterns', posted_key: '2002-03', words: 3 })
    expect(
      await db.selectFrom('source_use').select(['path', 'work_id']).where('work_id', 'is not', null).execute(),
    ).toEqual([{ path: 'a.txt', work_id: id }])
  })

  test('writes nothing for a work that is made of the same', async () => {
    const same = draft()
    const { id } = await save(same)
    const before = await db.selectFrom('change_log').selectAll().execute()
    expect(await save({ ...same, title: 'Not looked at' }, id)).toEqual({ id, chapterIds: [], outcome: 'unchanged' })
    expect(await db.selectFrom('change_log').selectAll().execute()).toEqual(before)
  })

  test('keeps nothing when the transaction around it fails', async () => {
    const failing = inTransaction(db, async (tx) => {
      await saveWork(tx, draft(), { workId: null, batchId, visibility: 'public', now: NOW })
      throw new Error('no power')
    })
    await expect(failing).rejects.toThrow('no power')
    for (const table of ['work', 'chapter', 'pen_name', 'tag', 'listing', 'change_log'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  })

  test('moves, adds and takes away chapters without ever having two in one place', async () => {
    const sources = ['a', 'b', 'c'].map((name) => ({ sha256: sha256(name), role: 'text' }) as const)
    const [a, b, c] = ['a', 'b', 'c'].map((name) => chapter(`Text ${name} of its own.`, name)) as [
      ChapterDraft,
      ChapterDraft,
      ChapterDraft,
    ]
    const { id } = await save(draft({ chapters: [b, c], sources }))
    await save(draft({ chapters: [a, b, c], sources }), id)
    expect(await texts(id)).toEqual(['0.1 Text a of its own.', '1.1 Text b of its own.', '2.1 Text c of its own.'])
    await save(draft({ chapters: [c, a], sources }), id)
    expect(await texts(id)).toEqual(['0.1 Text c of its own.', '1.1 Text a of its own.'])
    const uses = await db
      .selectFrom('source_use')
      .leftJoin('chapter', 'chapter.id', 'chapter_id')
      .select(['path', 'chapter.position'])
      .orderBy('path')
      .execute()
    expect(uses.map((use) => `${use.path} ${use.position}`)).toEqual(['a.txt 1', 'b.txt null', 'c.txt 0'])
  })

  test('makes a further version of a text that differs, and none of one that does not', async () => {
    const { id } = await save(draft())
    await save(draft({ title: 'Other title' }), id)
    await save(
      draft({
        chapters: [{ ...chapter('Maren stayed at home.'), faithfulHtml: '<p id="b1">Maren stayed at hme.</p>' }],
      }),
      id,
    )
    expect(await texts(id)).toEqual(['0.2 Maren stayed at home.'])
    const changes = await db.selectFrom('change_log').select(['table_name', 'change']).orderBy('seq').execute()
    expect(changes.map((row) => `${row.table_name} ${row.change}`)).toEqual([
      'pen_name added',
      'tag added',
      'work added',
      'work changed',
      'chapter changed',
      'work changed',
    ])
  })

  test('replaces what the source said of names, and keeps what people and rules said', async () => {
    const { id } = await save(draft())
    const tag = await db.selectFrom('tag').select('id').executeTakeFirstOrThrow()
    await db
      .insertInto('work_tag')
      .values({ work_id: id, tag_id: tag.id, as_written: 'Maren', position: 0, said_by: 'archivist' })
      .execute()
    const creators = [
      { name: 'TOVE', asWritten: null, isClaimable: true },
      { name: 'Ilse', asWritten: null, isClaimable: true },
    ]
    await save(draft({ creators, tags: [{ kind: 'warning', name: 'None', asWritten: 'none' }], title: 'A Bridge' }), id)
    const names = await db
      .selectFrom('creator')
      .innerJoin('pen_name', 'pen_name.id', 'pen_name_id')
      .select('name')
      .orderBy('position')
      .execute()
    expect(names.map((row) => row.name)).toEqual(['Tove', 'Ilse'])
    const tags = await db
      .selectFrom('work_tag')
      .innerJoin('tag', 'tag.id', 'tag_id')
      .select(['name', 'said_by'])
      .orderBy('name')
      .execute()
    expect(tags).toEqual([
      { name: 'Maren', said_by: 'archivist' },
      { name: 'None', said_by: 'source' },
    ])
    const listed = await db.selectFrom('listing').select(['kind', 'sort_title']).orderBy('kind').execute()
    expect(listed).toEqual(['pen-name', 'pen-name', 'tag', 'tag'].map((kind) => ({ kind, sort_title: 'bridge' })))
  })

  test('lists a work under the tag that its tag is a synonym of', async () => {
    const { id } = await save(draft())
    const canonical = await db
      .insertInto('tag')
      .values({
        public_id: 'canonical',
        kind: 'character',
        name: 'Maren Holt',
        folded: 'maren holt',
        canonical_id: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.updateTable('tag').set({ canonical_id: canonical.id }).where('name', '=', 'Maren').execute()
    await save(draft(), id)
    const listed = await db.selectFrom('listing').select('ref_id').where('kind', '=', 'tag').execute()
    expect(listed.map((row) => row.ref_id)).toContain(canonical.id)
    expect(listed).toHaveLength(2)
  })

  test('keeps "Unknown" apart from somebody of that name', async () => {
    await save(draft({ creators: [{ name: 'Unknown', asWritten: null, isClaimable: false }] }))
    await save(
      draft({
        creators: [{ name: 'Unknown', asWritten: 'by Unknown', isClaimable: true }],
        sources: [{ sha256: sha256('b'), role: 'text' }],
      }),
    )
    const rows = await db.selectFrom('pen_name').select(['name', 'is_claimable']).orderBy('id').execute()
    expect(rows).toEqual([
      { name: 'Unknown', is_claimable: false },
      { name: 'Unknown', is_claimable: true },
    ])
  })

  test('keeps what was decided of one gap apart from the others', async () => {
    const findings = ['1', '2', '3'].map(gap)
    const { id } = await save(draft({ findings }))
    await db.updateTable('finding').set({ state: 'dismissed' }).where('value', '=', '2').execute()
    await save(draft({ findings }), id)
    const states = await db.selectFrom('finding').select(['value', 'state']).orderBy('position').execute()
    expect(states.map(({ value, state }) => `${value} ${state}`)).toEqual(['1 open', '2 dismissed', '3 open'])
  })

  test('never shows what is hidden because it changed', async () => {
    const { id } = await save(draft(), null, { visibility: 'hidden' })
    await save(draft(), id, { visibility: 'public' })
    expect(await db.selectFrom('work').select('visibility').execute()).toEqual([{ visibility: 'hidden' }])
  })

  test('removes a work only when no source speaks for it any more', async () => {
    const { id } = await save(draft())
    await inTransaction(db, (tx) => removeWorkWithoutSource(tx, id, NOW))
    expect(await db.selectFrom('work').select('id').execute()).toEqual([{ id }])
    await db.updateTable('source_use').set({ work_id: null }).execute()
    await inTransaction(db, (tx) => removeWorkWithoutSource(tx, id, NOW))
    expect(await db.selectFrom('work').select('id').execute()).toEqual([])
    const last = await db.selectFrom('change_log').select('change').orderBy('seq', 'desc').executeTakeFirst()
    expect(last?.change).toBe('removed')
  })
})

describe('dateKey', () => {
  test.for([
    ['2002-03-05', '2002-03-05'],
    ['2002-03', '2002-03'],
    ['2002?', '2002'],
    ['XXXX-03-05', ''],
    [null, ''],
  ] as const)('sorts %s by "%s"', ([date, key]) => {
    expect(dateKey(date)).toBe(key)
  })
})
