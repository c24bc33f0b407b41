/** Finds the story in a page that a site or an exporter made; null for a page that nobody here knows. */
import { parse } from 'parse5'
import type { OpenedFormat } from '../opened-format.ts'
import { readAo3 } from './ao3.ts'
import type { Parent } from './page-tree.ts'
import { openedStory, type SiteStory } from './site-story.ts'

const READERS: readonly ((page: Parent) => SiteStory | null)[] = [readAo3]

export function findSiteStory(page: Parent): SiteStory | null {
  for (const read of READERS) {
    const story = read(page)
    if (story !== null) return story
  }
  return null
}

/** What every page of these sites has somewhere; others need not be parsed a second time. */
const SIGNS = /class\s*=\s*["']?[^"'<>]{0,80}\buserstuff/i

/** A saved page of a site that is known here; null for any other page. */
export function openSitePage(html: string): OpenedFormat | null {
  if (!SIGNS.test(html)) return null
  const story = findSiteStory(parse(html))
  return story === null ? null : openedStory(story)
}
