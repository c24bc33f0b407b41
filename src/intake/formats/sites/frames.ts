/**
 * Reads a page of frames: which pages it shows, and the story where its author put one for browsers without frames.
 *
 *     <frameset cols="20%,*"><frame src="menu.html"><frame src="story.html"><noframes>…</noframes></frameset>
 *
 * Such a page has no text of its own; what it shows are files beside it, which come in by themselves.
 */
import { parse } from 'parse5'
import { attributeOf, type Element, findElement, findElements, type Parent, wordsOf } from './page-tree.ts'
import type { SiteStory } from './site-story.ts'

export function whyFrames(page: Parent): string | null {
  if (findElement(page, isFrameset) === undefined) return null
  const names = findElements(page, ({ tagName }) => tagName === 'frame')
    .map((frame) => attributeOf(frame, 'src').trim())
    .filter((src) => src !== '')
  const shown = [...new Set(names)].slice(0, MOST_NAMED).map((name) => `“${name.slice(0, 100)}”`)
  if (shown.length === 0) return 'This page only shows other pages in frames. Import those.'
  return `This page only shows other pages in frames: ${shown.join(', ')}. Import those.`
}

const MOST_NAMED = 10

/** "Your browser does not show frames" is shorter. */
const STORY_WORDS = 150

/** What stands between `noframes` is markup to read for nobody else; null when it is no story. */
export function readNoframes(page: Parent): SiteStory | null {
  if (findElement(page, isFrameset) === undefined) return null
  const inside = findElements(page, ({ tagName }) => tagName === 'noframes')
    .map(wordsOf)
    .join(' ')
  const words = wordsOf(parse(inside)).split(' ').length
  return words < STORY_WORDS
    ? null
    : { site: 'frames', facts: [], chapters: [{ title: null, number: null, html: inside }] }
}

function isFrameset({ tagName }: Element): boolean {
  return tagName === 'frameset'
}
