import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  docOf,
  docxBody,
  docxOf,
  odtContent,
  odtOf,
  type Paragraph,
  rtfOf,
  storyText,
} from '../../intake/formats/testing/story-files.ts'
import { inTransaction } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { loadCanons, saveCanons } from '../canons/index.ts'
import { exportCanonical } from '../exports/index.ts'
import { runImport } from './index.ts'
import { openShelf } from './testing/shelf.ts'

const canons = await loadCanons(null)

/** A story of its own for each seed, so that none is taken for a copy of another. */
function storyOf(title: string, seed: number): readonly Paragraph[] {
  const sentences = Array.from(
    { length: 30 },
    (_, i) => `Maren crossed bridge ${seed * 1000 + i} and counted lantern ${seed * 77 + i}.`,
  )
  return [
    { kind: 'text', spans: [`Title: ${title}`] },
    { kind: 'text', spans: ['Author: Tove'] },
    { kind: 'text', spans: ['Rating: PG'] },
    { kind: 'text', spans: ['Summary: A walk.'] },
    { kind: 'text', spans: [] },
    { kind: 'text', spans: [sentences.slice(0, 15).join(' ')] },
    { kind: 'text', spans: ['It was ', { text: 'hers', look: 'italic' }, ' now.'] },
    { kind: 'text', spans: [sentences.slice(15).join(' ')] },
  ]
}

describeOnBothEngines('runImport of word processor files', (open) => {
  test('makes a work of each, with its title and its italics where the format has them', async () => {
    const { db } = await open()
    await inTransaction(db, (tx) => saveCanons(tx, canons.canons))
    const folder = mkdtempSync(join(tmpdir(), 'ficarium-word-files-'))
    try {
      const files = {
        'a.docx': docxOf(docxBody(storyOf('The First Bridge', 1))),
        'b.odt': odtOf(odtContent(storyOf('The Second Bridge', 2))),
        'c.rtf': rtfOf(storyOf('The Third Bridge', 3)),
        'd.doc': docOf(`${storyText(storyOf('The Fourth Bridge', 4))}\n`),
      }
      mkdirSync(join(folder, 'shelf'))
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'shelf', name), bytes)
      await runImport(db, {
        paths: [join(folder, 'shelf')],
        canons,
        isHeld: false,
        now: () => '2026-01-02T03:04:05.678Z',
        onEvent: () => {},
      })
      const lines = (await Array.fromAsync(exportCanonical(db))).map((line) => JSON.parse(line) as Work)
      const works = lines.filter(({ record }) => record === 'work')
      const found = works.map(({ title, creators, chapters, findings }) => ({
        title,
        by: creators.map(({ name }) => name),
        hasItalics: chapters.some(({ versions }) => versions.some(({ html }) => html.includes('<i>hers</i>'))),
        isLossNamed: findings.some(({ code }) => code === 'left-out'),
      }))
      expect(found.toSorted((a, b) => a.title.localeCompare(b.title))).toEqual([
        { title: 'The First Bridge', by: ['Tove'], hasItalics: true, isLossNamed: false },
        { title: 'The Fourth Bridge', by: ['Tove'], hasItalics: false, isLossNamed: true },
        { title: 'The Second Bridge', by: ['Tove'], hasItalics: true, isLossNamed: false },
        { title: 'The Third Bridge', by: ['Tove'], hasItalics: true, isLossNamed: false },
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('reads what there is of one that is cut off, and has a person look at it', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('whole.rtf', rtfOf(storyOf('The First Bridge', 1)))
    const cut = rtfOf(storyOf('The Second Bridge', 2))
    shelf.put('cut.rtf', cut.subarray(0, cut.length - 200))
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ doubtful: 1, refused: 0, works: { added: 2 } })
  })
})

/** Of another record only its name is asked for. */
interface Work {
  readonly record: string
  readonly title: string
  readonly creators: readonly { readonly name: string }[]
  readonly chapters: readonly { readonly versions: readonly { readonly html: string }[] }[]
  readonly findings: readonly { readonly code: string }[]
}
