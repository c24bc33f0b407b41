/** What readers are told of a repair that somebody has undone. */
import { expect, test } from 'vitest'
import { createWeb } from '../src/app/web.ts'
import { decideFindings, listDecidable } from '../src/archive/imports/index.ts'
import { openShelf, story } from '../src/archive/imports/testing/shelf.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

describeOnBothEngines('a repair that was undone', (open) => {
  test('is said to be on the page about the copy, and is not shown in the text there', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('a.txt', story('Lanterns', 1, { rest: '“I couldnít,” she said, “and you wouldnít.”' }))
    await shelf.run()
    const { id } = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
    const web = await createWeb({
      db,
      config: { url: 'http://archive.test', archivistKey: null },
      onFault: (fault) => {
        throw fault
      },
    })
    const about = async (): Promise<string> => (await web.request(`/works/${id}/lanterns/about`)).text()
    expect(await about()).toContain('<p>2 certain repairs. What stood there')
    const repairs = (await listDecidable(db, id))?.findings.filter(({ kind }) => kind === 'repair')
    await shelf.makeAgain(await decideFindings(db, [repairs?.[0]?.id ?? 0], 'dismissed'))
    const page = await about()
    expect(page).toContain('<p>2 certain repairs, 1 of them undone since. What stood there')
    expect(page).toContain('“I couldnít,” she said, “and you wouldn<del>í</del><ins>’</ins>t.”')
    expect(page).toMatch(/stands as it came again, and had become <bdi[^>]*>’<\/bdi>, line 8/)
    expect(page).toMatch(/<bdi[^>]*>í<\/bdi> became <bdi[^>]*>’<\/bdi>, line 8/)
  })
})
