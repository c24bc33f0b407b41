/**
 * The traps of an invented site: a story each, of the kinds that old sites hold. Ids continue those of the ordinary
 * stories.
 */

import {
  type Chapter,
  type ChapterFacts,
  inventText,
  makeChapter,
  makeStory,
  type Story,
  type StoryFacts,
} from './invented-stories.ts'
import { type Encoding, type Said, say } from './invented-text.ts'
import type { Making, StoryFileBytes } from './making.ts'

export interface Traps {
  readonly stories: readonly Story[]
  readonly chapters: readonly Chapter[]
  /** Files that are not where a chapter says. */
  readonly files: readonly StoryFileBytes[]
}

/** What MySQL keeps of a longer text. */
const TEXT_LIMIT = 65_535
const BIG_WORDS = 90_000

export function trapStories(making: Making, first: { readonly sid: number; readonly chapid: number }): Traps {
  const stories: Story[] = []
  const chapters: Chapter[] = []
  const files: StoryFileBytes[] = []
  const gone = making.authors.length
  let sid = first.sid
  let chapid = first.chapid

  function story(title: Said, note: string, facts: Partial<StoryFacts> = {}): number {
    stories.push(
      makeStory({
        sid,
        title,
        summary: say('A trap.'),
        uid: 2,
        coauthors: [],
        categories: [1],
        characters: [1],
        classes: [1],
        rid: 1,
        isValidated: true,
        isCompleted: true,
        published: 1_190_000_000 + sid,
        updated: 1_190_000_000 + sid,
        reads: 17,
        challenges: [],
        note,
        ...facts,
      }),
    )
    return sid++
  }

  function chapter(
    of: number,
    facts: Partial<ChapterFacts> = {},
    encoding: Encoding = 'ascii',
    wordsWanted = 60,
  ): number {
    const made = inventText(making, chapid, encoding, wordsWanted)
    const title = say(`Trap ${chapid}`)
    chapters.push(makeChapter({ chapid, sid: of, uid: 2, inorder: 1, title, storedIn: 'db', ...made, ...facts }))
    return chapid++
  }

  const slashed = story(say(`Don't "Look" Back`, 'slashes'), 'magic-quotes', {
    summary: say(`It's what she couldn't say: "stay".`, 'slashes'),
    uid: 5,
  })
  chapter(slashed, { uid: 5, said: say(`<p>"It's late," she said. "Don't go."</p>`, 'slashes'), words: 6 })

  const hostile = '<p>Hello <script>alert(1)</script><a href="javascript:alert(2)" onclick="alert(3)">link</a></p>'
  const scripts = story(say('Onerror'), 'xss', {
    summary: say('Hi <img src=x onerror=alert(1)><iframe src="//x"></iframe>'),
  })
  chapter(scripts, { said: say(hostile), words: 2, storedIn: 'file' })

  chapter(story(say('Four Hands'), 'coauthor-deleted', { coauthors: [3, gone] }))

  const left = story(say('Left Behind'), 'deleted-author', { uid: gone })
  chapter(left, { uid: gone, storedIn: 'file' })
  chapter(left, { uid: gone, inorder: 2 })

  chapter(story(say('The Long One'), 'big-chapter'), { storedIn: 'file' }, 'ascii', BIG_WORDS)

  const long = inventText(making, chapid, 'utf8', 14_000)
  const cut = { ...long.said, stored: long.said.stored.subarray(0, TEXT_LIMIT) }
  chapter(story(say('Cut Short'), 'text-64k'), { said: cut, words: long.words, note: 'cut' })

  const halves = story(say('Half and Half'), 'mixed-encoding', {
    summary: say('A “cp1252” start, then a UTF-8 “ending”… café', 'mixed'),
  })
  chapter(halves, { said: say('<p>Une “moitié” d’abord, then “café” and naïve…</p>', 'mixed'), words: 7 })

  chapter(story(say('Draft and Final'), 'file-locations'), {
    storedIn: 'both',
    column: say('<p>An older draft of it.</p>'),
  })
  const lost = story(say('Lost File'), 'file-locations')
  chapter(lost, { storedIn: 'missing', said: say(''), words: 0 })
  chapter(lost, { inorder: 2, storedIn: 'file' })
  const moved = chapter(story(say('Moved House'), 'file-locations'), { storedIn: 'wrongdir' })
  files.push({ author: 1, chapter: moved, said: (chapters.at(-1) as Chapter).said })

  const order = story(say('Out of Order'), 'inorder')
  for (const inorder of [1, 2, 2, 7]) chapter(order, { inorder, storedIn: 'file' })

  chapter(
    story(say('Strange Labels'), 'dangling-ids', {
      categories: [2],
      classes: [4],
      characters: [5],
      rawLists: ['2,88', '4,,999', '5,999'],
    }),
  )
  chapter(story(say('No Rating Known'), 'dangling-ids', { rid: 9, summary: say(''), classes: [] }))
  chapter(story(say('In a Stray Category'), 'cat-orphan', { categories: [8] }))

  story(say('Empty'), 'no-chapters', { isCompleted: false })
  chapter(story(say('Not Yet'), 'unvalidated', { isValidated: false }), { isValidated: false })

  for (const missing of [90_000, 90_001, 90_002])
    chapter(missing, { note: 'orphan-chapters', storedIn: missing === 90_000 ? 'file' : 'db' })
  return { stories, chapters, files }
}
