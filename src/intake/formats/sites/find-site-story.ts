/** Finds the story in a page that a site or an exporter made; null for a page that nobody here knows. */
import { parse } from 'parse5'
import type { OpenedFormat } from '../opened-format.ts'
import { readAo3 } from './ao3.ts'
import { remarkOnRest, shownWords } from './around-story.ts'
import { readEfiction } from './efiction.ts'
import { readFanficfarePage } from './fanficfare-page.ts'
import { readFanfictionNet } from './fanfiction-net.ts'
import { readNoframes } from './frames.ts'
import { JOURNAL_SIGNS } from './journal-comments.ts'
import { readJournalPage } from './journal-page.ts'
import type { Parent } from './page-tree.ts'
import { openedStory, type SiteStory } from './site-story.ts'

interface SiteReader {
  /** What every page of the site has somewhere; others need not be parsed a second time. */
  readonly signs: RegExp
  readonly read: (page: Parent) => SiteStory | null
}

const READERS: readonly SiteReader[] = [
  { signs: /class\s*=\s*["']?[^"'<>]{0,80}\buserstuff/i, read: readAo3 },
  { signs: /name\s*=\s*["']?section\d/i, read: readFanficfarePage },
  { signs: /storytext|storycontent|<!--\s{0,5}start story/i, read: readFanfictionNet },
  { signs: /<noframes/i, read: readNoframes },
  { signs: /viewstory\.php/i, read: readEfiction },
  { signs: JOURNAL_SIGNS, read: readJournalPage },
]

export function findSiteStory(page: Parent): SiteStory | null {
  return readAo3(page)
}

/** A saved page of a site that is known here; null for any other page. */
export function openSitePage(html: string): OpenedFormat | null {
  const readers = READERS.filter(({ signs }) => signs.test(html))
  if (readers.length === 0) return null
  const page = parse(html, { scriptingEnabled: false })
  const shown = shownWords(page)
  for (const { read } of readers) {
    const story = read(page)
    if (story !== null)
      return openedStory({ ...story, losses: [...(story.losses ?? []), ...remarkOnRest(shown, story)] })
  }
  return null
}
