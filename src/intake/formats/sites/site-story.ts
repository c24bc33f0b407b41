/** A story taken out of the site or e-book around it, and how it becomes an opened format. */
import type { LetterFact } from '../mail/letter-fact.ts'
import type { LossFact, OpenedFormat, StatedChapter, StatedFact, StatedField, StatedPart } from '../opened-format.ts'
import { escapeText } from './page-tree.ts'

export interface SiteStory {
  /** `ao3`, `fanficfare`: the start of the names of its rules. */
  readonly site: string
  readonly facts: readonly StatedFact[]
  readonly chapters: readonly SiteChapter[]
  readonly losses?: readonly LossFact[]
  /** For a page of one chapter of a longer story. */
  readonly part?: StatedPart
  /** Lines of a head as a mail has them, for sites where a subject says what a title says. */
  readonly head?: readonly string[]
  readonly notPublic?: string
  /** Words of the page that are read beside the story. */
  readonly elsewhere?: readonly string[]
  /** What answers to it name it by. */
  readonly letter?: LetterFact
}

export interface SiteChapter {
  /** Null for the only chapter of a story, which has none. */
  readonly title: string | null
  readonly number: number | null
  readonly html: string
  /** Paragraphs of the notes above and below it. */
  readonly notesBefore?: string
  readonly notesAfter?: string
}

export function openedStory({
  facts,
  chapters,
  losses = [],
  site,
  part,
  head = [],
  notPublic,
  letter,
}: SiteStory): OpenedFormat {
  const places: StatedChapter[] = []
  let html = '<!doctype html>\n<html><body>\n'
  if (head.length > 0) html += `<p>${head.map(escapeText).join('<br>\n')}</p>\n`
  for (const { title, number, html: text } of chapters) {
    if (title !== null) {
      places.push({ at: html.length, number })
      html += `<h2>${escapeText(title)}</h2>\n`
    }
    html += `<div>${text}</div>\n`
  }
  html += '</body></html>\n'
  const notes = chapters.flatMap(({ title, notesBefore = '', notesAfter = '' }) => [
    ...noteOf(site, 'notes-before', title, notesBefore),
    ...noteOf(site, 'notes-after', title, notesAfter),
  ])
  const about = {
    // Where the site says of none, the author may have written some into the text.
    ...(places.length > 0 && { chapters: places }),
    ...(part !== undefined && { part }),
    ...(notPublic !== undefined && { notPublic }),
    ...(letter !== undefined && { letter }),
  }
  return { html, stated: [...facts, ...notes], losses, ...about }
}

/** A note that belongs to one chapter says so. */
function noteOf(site: string, field: StatedField, title: string | null, text: string): readonly StatedFact[] {
  if (text === '') return []
  return [statedFact(site, field, title === null ? text : `${title}\n\n${text}`, text)]
}

export function statedFact(site: string, field: StatedField, value: string, asWritten: string = value): StatedFact {
  return { field, value, asWritten, rule: `${site}-metadata`, confidence: 1 }
}
