/** A work as a book for its downloads: what its page shows, without the page. */
import { readStoryHtml, writeStoryHtml } from '../../document/story-html.ts'
import type { Block } from '../../document/tree.ts'
import type { Book, CreatorRole } from '../../publish/book.ts'
import { counted, dateInWords, directionOf, languageName } from '../../ui/index.ts'
import type { Archive } from '../access/index.ts'
import { withLinksHere, workAddress } from '../addresses/index.ts'
import { GAP_WORDS, wordsFor } from './finding-words.ts'
import { chaptersInWords, kindWord, tagsOfKind } from './fragments.ts'
import { RATING_WORDS, STATUS_WORDS, TAG_KINDS } from './labels.ts'
import type { ChapterText, WorkPage } from './store.ts'
import { partInWords } from './work.ts'

export function bookOf(work: WorkPage, chapters: readonly ChapterText[], archive: Archive): Book {
  return {
    identifier: `urn:ficarium:${work.publicId}`,
    title: work.title,
    creators: work.creators.map(({ name, role }) => ({ name, role: roleOf(role) })),
    language: work.language,
    direction: directionOf(work.language),
    summary: work.summary,
    notesBefore: textsOf(work.notesBefore),
    notesAfter: textsOf(work.notesAfter),
    disclaimers: textsOf(work.disclaimer),
    facts: factsOf(work),
    subjects: work.tags.filter((tag) => tag.kind !== 'character').map((tag) => tag.name),
    missing: work.doubts.filter((doubt) => doubt.kind === 'gap').map((gap) => gap.why ?? wordsFor(GAP_WORDS, gap.code)),
    chapters: chapters.map((chapter) => ({
      title: chapter.title,
      number: chapter.number,
      html: withLinksHere(chapterHtml(chapter), work.site, archive.url),
      language: null,
    })),
    modified: work.changedAt,
    url: archive.url + workAddress(work.publicId, work.title),
    publisher: archive.name,
  }
}

/** The text with what stands around it on the page: who wrote it, where that is not the author, and its notes. */
function chapterHtml({ by, notesBefore, notesAfter, story }: ChapterText): string {
  const before = [...(by === null ? [] : [paragraph(`by ${by.name}`)]), ...blocksOf(notesBefore)]
  const notes = [before, blocksOf(notesAfter)].map((children) =>
    children.length === 0 ? '' : writeStoryHtml([{ kind: 'div', className: 'note', children }]),
  )
  const [above = '', below = ''] = notes
  return [above, Buffer.from(story).toString(), below].filter((each) => each !== '').join('\n')
}

function paragraph(text: string): Block {
  return { kind: 'p', children: [text] }
}

/** Without ids, which would be those of the story's blocks. */
function blocksOf(storyHtml: string | null): readonly Block[] {
  return storyHtml === null || storyHtml === '' ? [] : readStoryHtml(storyHtml.replaceAll(BLOCK_ID, '$1'))
}

/** `<p id="b1"`: story HTML writes the id right behind the name. */
const BLOCK_ID = /(<[a-z][a-z0-9]{0,12}) id="[^"<>]{0,80}"/g

function factsOf(work: WorkPage): Book['facts'] {
  const facts: Book['facts'][number][] = []
  const say = (label: string, values: readonly string[]): void => {
    if (values.length > 0) facts.push({ label, values })
  }
  for (const kind of TAG_KINDS) {
    const tags = tagsOfKind(work, kind)
    say(
      kindWord(kind, tags.length),
      tags.map((tag) => tag.name),
    )
  }
  say('Rating', [
    work.ratingAsGiven === null
      ? RATING_WORDS[work.rating]
      : `${RATING_WORDS[work.rating]} (“${work.ratingAsGiven}” as written)`,
  ])
  say(
    'Setting',
    work.settings.map((setting) => setting.asWritten),
  )
  say(
    'Series',
    work.series.map(({ series, number }) => `Part ${number} of ${series.name}`),
  )
  say('Part', work.part === null ? [] : [partInWords(work.part)])
  say('Status', work.status === null ? [] : [STATUS_WORDS[work.status]])
  say('Chapters', work.chapters > 1 ? [chaptersInWords(work)] : [])
  say('Language', work.language === null ? [] : [languageName(work.language)])
  say('Length', [counted(work.words, 'word')])
  say('Posted', work.postedAt === null ? [] : [dateInWords(work.postedAt)])
  say('Updated', work.updatedAt === null ? [] : [dateInWords(work.updatedAt)])
  say('From', work.site === null ? [] : [`${work.site.name}, rescued on ${dateInWords(work.site.rescuedAt)}`])
  say('Notice', work.notice === null || work.notice.trim() === '' ? [] : [work.notice])
  return facts
}

function textsOf(text: string | null): readonly string[] {
  return text === null || text.trim() === '' ? [] : [text]
}

const ROLES: readonly CreatorRole[] = ['author', 'translator', 'artist', 'editor', 'contributor']

function roleOf(role: string): CreatorRole {
  return ROLES.find((each) => each === role) ?? 'contributor'
}
