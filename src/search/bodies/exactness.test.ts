import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { GUEST } from '../../platform/db/visibility.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import type { PhraseClause } from '../query/query.ts'
import { indexAsker } from './asking.ts'
import { chapterText } from './chapter-text.ts'
import { indexKeeper } from './keep.ts'
import { spansOf } from './marks.ts'
import { plantText, replaceText } from './testing/plant.ts'
import type { TextPart } from './word-index.ts'
import { cutWords } from './words.ts'

const WHERE = { where: 'text', place: { start: 0, end: 0 } } as const
function phraseOf(text: string): PhraseClause {
  return { kind: 'phrase', text, ...WHERE }
}

/** Few enough that nearly all of them are common. */
const SAID = ['the', 'and', 'of', 'don’t', 'thé', 'l’été', 'в', '彼女', '🙂']

describeOnBothEngines('texts of common words', (open) => {
  let db: Db
  let path: string
  const texts = new Map<number, string>()

  beforeAll(async () => {
    const opened = await open()
    db = opened.db
    path = join(opened.config.dataDirectory, 'search.db')
    let state = 7
    const draw = (most: number) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % most
    const made = (i: number) => {
      const words = Array.from({ length: 12 + draw(30) }, () => SAID[draw(1 << 16) % SAID.length])
      return `<p id="b1">Rare${i % 7} ${words.slice(0, 9).join(' ')}</p>\n<p id="b2">${words.slice(9).join(', ')}</p>\n`
    }
    await inTransaction(db, async (tx) => {
      for (let i = 0; i < 80; i++) {
        const html = made(i)
        texts.set(await plantText(tx, { chapters: [html] }), html)
      }
    })
    await keep()
    // Half of them are written into the index as it is, by the words that were common when it was built.
    for (const work of [...texts.keys()].slice(40)) {
      const html = made(work)
      texts.set(work, html)
      await replaceText(db, work, 1, html)
    }
    await keep()
  })

  async function keep(): Promise<void> {
    using keeper = indexKeeper(db, path)
    while ((await keeper.step()).hasMore);
  }

  test('are found exactly where a look through all of them finds the words', async () => {
    using asker = indexAsker(db, path)
    const cut = new Map([...texts].map(([work, html]) => [work, cutWords(chapterText(html).text)]))
    const words = fc.array(fc.constantFrom(...SAID, 'rare3'), { minLength: 1, maxLength: 6 })
    const phrase = words.map((each) => phraseOf(each.join(' ')))
    // Of rows that lie over each other the marks show more than FTS5 takes for near.
    const single = fc.constantFrom(...SAID.filter((each) => cutWords(each).length === 1)).map(phraseOf)
    const part = fc.oneof(
      phrase,
      fc
        .record({ of: fc.array(single, { minLength: 2, maxLength: 3 }), distance: fc.nat(6) })
        .map(({ of, distance }): TextPart => ({ kind: 'near', of, distance, ...WHERE })),
      words.map((each): TextPart => ({ kind: 'word', isPrefix: true, text: each.join(' ').slice(0, -1), ...WHERE })),
    )
    let found = 0
    await fc.assert(
      fc.asyncProperty(part, async (asked) => {
        const naive = [...cut].filter(([, own]) => spansOf(own, asked).length > 0).map(([work]) => work)
        const gathered = await asker.gather(GUEST, asked, { index: 0, of: 1 })
        expect([...(gathered?.works.keys ?? [])]).toEqual(naive)
        found += Number(naive.length > 0)
      }),
      { numRuns: 1000 },
    )
    expect(found).toBeGreaterThan(300)
  })
})
