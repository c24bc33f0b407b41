import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { writeZip } from '../../publish/epub/zip.ts'
import { loadCanons, saveCanons } from '../canons/index.ts'
import { exportCanonical } from '../exports/index.ts'
import { countBroken } from '../health/index.ts'
import { openSource, verifySources } from '../sources/index.ts'
import { type ImportEvent, type ImportReport, runImport } from './index.ts'

const canons = await loadCanons(null)

/** About `words` words that are one story for each seed. */
function prose(seed: number, words = 160): string {
  const sentences: string[] = []
  for (let i = 0; i * 8 < words; i++)
    sentences.push(`Maren crossed bridge ${seed * 1000 + i} and counted lantern ${seed * 77 + i}.`)
  return sentences.join(' ')
}

function story(title: string, seed: number, more: { author?: string; rest?: string; words?: number } = {}): string {
  return `Title: ${title}\nAuthor: ${more.author ?? 'Tove'}\nRating: PG\nSummary: A walk.\n\n${prose(seed, more.words)}\n\n${more.rest ?? 'She went home.'}\n`
}

describeOnBothEngines('runImport', (open) => {
  let folder = ''
  let db: Db

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ficarium-imports-'))
    db = (await open()).db
    await inTransaction(db, (tx) => saveCanons(tx, canons.canons))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function put(path: string, content: string | Uint8Array): void {
    const file = join(folder, 'shelf', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  function run(onEvent: (event: ImportEvent) => void = () => {}, isHeld = false): Promise<ImportReport> {
    return runImport(db, {
      paths: [join(folder, 'shelf')],
      canons,
      isHeld,
      now: () => '2026-01-02T03:04:05.678Z',
      onEvent,
    })
  }

  async function catalogue(): Promise<string[]> {
    return Array.fromAsync(exportCanonical(db))
  }

  async function works(): Promise<
    {
      title: string
      creators: { name: string }[]
      chapters: { versions: { reason: string; html: string }[] }[]
      findings: { kind: string; code: string }[]
    }[]
  > {
    const lines = (await catalogue()).map((line) => JSON.parse(line) as { record: string })
    return lines.filter((line) => line.record === 'work') as never
  }

  test('makes a work of a file, with its pen name, its text and its original', async () => {
    put('a.txt', story('Lanterns', 1))
    const { counts } = await run()
    expect(counts).toMatchObject({ files: 1, parts: 1, duplicates: 0, refused: 0, works: { added: 1 } })
    const [work] = await works()
    expect(work).toMatchObject({ title: 'Lanterns', creators: [{ name: 'Tove' }] })
    expect(work?.chapters[0]?.versions[0]?.html).toContain('Maren crossed bridge 1000')
    const sha256 = (await db.selectFrom('source').select('sha256').executeTakeFirstOrThrow()).sha256
    const bytes = await Array.fromAsync(openSource(db, sha256))
    expect(Buffer.concat(bytes).toString()).toBe(readFileSync(join(folder, 'shelf/a.txt'), 'utf8'))
  })

  test('adds nothing when the same folder comes again', async () => {
    put('a.txt', story('Lanterns', 1))
    put('b.gif', 'GIF89a;')
    await run()
    const before = await catalogue()
    const { counts } = await run()
    expect(counts).toMatchObject({ files: 2, known: 2, refused: 1, works: { added: 0, changed: 0, unchanged: 1 } })
    expect(await catalogue()).toEqual(before)
  })

  test('joins the parts of a story, names the gap, and fills it when the part comes', async () => {
    put('one.txt', story('Harbour (1/3)', 1))
    put('three.txt', story('Harbour (3/3)', 3))
    await run()
    expect((await works()).map((work) => [work.title, work.chapters.length])).toEqual([['Harbour', 2]])
    expect((await works())[0]?.findings.filter((each) => each.kind === 'gap')).toHaveLength(1)
    put('two.txt', story('Harbour (2/3)', 2))
    expect((await run()).counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const [work] = await works()
    expect(work?.chapters.map((chapter) => /bridge (\d)/.exec(chapter.versions.at(-1)?.html ?? '')?.[1])).toEqual([
      '1',
      '2',
      '3',
    ])
    expect(work?.findings.filter((each) => each.kind === 'gap')).toEqual([])
  })

  test('makes one work with two sources of the same text twice', async () => {
    put('a.txt', story('Lanterns', 1))
    put('copy/b.txt', story('Lanterns', 1))
    put('other.txt', `${prose(1)}\n\nShe went home.\n`)
    const { counts } = await run()
    expect(counts).toMatchObject({ files: 3, parts: 1, duplicates: 2, works: { added: 1 } })
  })

  test('keeps the faithful text as version 1 and the repaired one as version 2', async () => {
    put('a.txt', story('Lanterns', 1, { rest: 'â€œI canâ€™t,â€\u009d she said.' }))
    await run()
    const versions = (await works())[0]?.chapters[0]?.versions ?? []
    expect(versions.map((version) => version.reason)).toEqual(['faithful', 'repaired'])
    expect(versions[0]?.html).toContain('canâ€™t')
    expect(versions[1]?.html).toContain('can’t')
  })

  test('takes other bytes in the same place as a new version, whose paragraphs keep their ids', async () => {
    put('a.txt', story('Lanterns', 1, { words: 400 }))
    await run()
    put('a.txt', story('Lanterns', 1, { words: 400, rest: 'She stayed.' }))
    expect((await run()).counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const [work] = await works()
    expect(work?.chapters[0]?.versions.map((version) => /She \w+/.exec(version.html)?.[0])).toEqual([
      'She went',
      'She stayed',
    ])
    const ids = work?.chapters[0]?.versions.map((version) => /<p id="(b\d+)">Maren/.exec(version.html)?.[1])
    expect(new Set(ids).size).toBe(1)
  })

  test('takes other bytes with another text in the same place as another work', async () => {
    put('a.txt', story('Lanterns', 1))
    await run()
    put('a.txt', story('Rivers', 9))
    expect((await run()).counts.works).toEqual({ added: 1, changed: 0, unchanged: 0 })
    expect((await works()).map((work) => work.title).toSorted()).toEqual(['Lanterns', 'Rivers'])
  })

  test('reads zip files, also inside each other, and gives their entries back byte for byte', async () => {
    const inner = Buffer.from(await writeZip([{ path: 'deep.txt', content: story('Deep', 4) }]))
    put('a.zip', await writeZip([{ path: 'b.txt', content: story('Lanterns', 1) }]))
    put('c.zip', inner)
    const { counts } = await run()
    expect(counts).toMatchObject({ containers: 2, files: 2, works: { added: 2 } })
    expect((await verifySources(db)).problems).toEqual([])
  })

  test('lists what is no story with its reason, and goes on', async () => {
    put('a.gif', 'GIF89a;')
    put('b.txt', '')
    put('c.zip', Buffer.from('PK\u0003\u0004cut off', 'latin1'))
    put('d.txt', story('Lanterns', 1))
    put('e.bin', Buffer.from([0, 1, 2, 3, 250, 251, 0, 0, 9]))
    const refused: string[] = []
    const { counts } = await run((event) => {
      if (event.event === 'file' && event.refusal !== null) refused.push(`${event.place.path} ${event.refusal.code}`)
    })
    expect(refused.toSorted()).toEqual([
      'shelf/a.gif image',
      'shelf/b.txt empty',
      'shelf/c.zip truncated-container',
      'shelf/e.bin binary',
    ])
    expect(counts).toMatchObject({ refused: 4, works: { added: 1 } })
  })

  test('keeps works hidden with --hold', async () => {
    put('a.txt', story('Lanterns', 1))
    await run(undefined, true)
    expect(await db.selectFrom('work').select('visibility').execute()).toEqual([{ visibility: 'hidden' }])
  })

  test('keeps names and places of the canon as tags and settings', async () => {
    put('a.txt', `Title: Porch\nAuthor: Tove\nFandom: BtVS\nPairing: Spuffy\nSetting: after Smashed\n\n${prose(1)}\n`)
    await run()
    const tags = await db
      .selectFrom('tag')
      .select(['kind', 'name'])
      .where('kind', '!=', 'fandom')
      .orderBy('name')
      .execute()
    expect(tags.map((tag) => `${tag.kind} ${tag.name}`)).toContain('relationship Buffy Summers/Spike')
    const settings = await db
      .selectFrom('work_setting')
      .innerJoin('canon_point', 'canon_point.id', 'work_setting.from_point')
      .select(['relation', 'canon_point.key'])
      .execute()
    expect(settings).toEqual([{ relation: 'after', key: 's6e09' }])
  })

  test('ends with the same catalogue wherever it was cut off and run again', async () => {
    for (let i = 0; i < 6; i++) put(`${i}.txt`, story(`Lantern ${i}`, i + 1))
    put('p1.txt', story('Harbour (1/2)', 20))
    put('p2.txt', story('Harbour (2/2)', 21))
    await run()
    const expected = await catalogue()
    for (let cut = 1; cut <= 16; cut += 3) {
      const other = (await open()).db
      await inTransaction(other, (tx) => saveCanons(tx, canons.canons))
      let events = 0
      const request = { paths: [join(folder, 'shelf')], canons, isHeld: false, now: () => '2026-01-02T03:04:05.678Z' }
      const cutOff = runImport(other, {
        ...request,
        onEvent: () => {
          if (++events === cut) throw new Error('cut off')
        },
      })
      await expect(cutOff).rejects.toThrow('cut off')
      await runImport(other, request)
      expect(await Array.fromAsync(exportCanonical(other)), `cut at event ${cut}`).toEqual(expected)
      expect(Object.values(await countBroken(other)).every((count) => count === 0)).toBe(true)
    }
  })
})
