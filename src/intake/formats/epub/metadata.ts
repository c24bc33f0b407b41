/** What the package document of an e-book states of the work: Dublin Core, calibre's series, collections of EPUB 3. */
import type { StatedFact, StatedField } from '../opened-format.ts'
import type { XmlElement } from '../xml/read-xml.ts'
import { findAll, textOf } from '../xml/walk-xml.ts'

const RULE = 'epub-metadata'
/** Written by whoever made the e-book, and near enough to certain; what its pages say of the same is nearer. */
const CONFIDENCE = 0.95

export function metadataFacts(metadata: XmlElement | null): readonly StatedFact[] {
  if (metadata === null) return []
  const dc = (name: string): readonly XmlElement[] => findAll(metadata, `dc:${name}`)
  const [title] = dc('title')
  const [description] = dc('description')
  const [language] = dc('language')
  return [
    ...fact('title', wordsIn(title)),
    ...dc('creator')
      .filter(isAuthor)
      .flatMap((creator) => fact('author', wordsIn(creator))),
    ...fact('summary', plainDescription(textOf(description))),
    ...fact('language', wordsIn(language)),
    ...dateFacts(dc('date')),
    ...dc('subject').flatMap((subject) => fact('additional', wordsIn(subject))),
    ...seriesFacts(metadata),
    ...dc('source')
      .slice(0, 1)
      .flatMap((source) => fact('source', wordsIn(source))),
  ]
}

function fact(field: StatedField, value: string): readonly StatedFact[] {
  return value === '' ? [] : [{ field, value, asWritten: value, rule: RULE, confidence: CONFIDENCE }]
}

function wordsIn(element: XmlElement | undefined): string {
  return textOf(element).replaceAll(/\s+/g, ' ').trim()
}

/** "Unknown" is what calibre writes for none. */
function isAuthor(creator: XmlElement): boolean {
  const role = Object.entries(creator.attributes).find(([name]) => /(?:^|:)role$/.test(name))?.[1] ?? 'aut'
  return role === 'aut' && !/^(?:unknown|anonymous author|n\/a)$/i.test(wordsIn(creator))
}

/** Descriptions are often HTML, written once more as text. */
function plainDescription(text: string): string {
  return text
    .replaceAll(/<\/(?:p|div)>|<br\s*\/?>/gi, '\n\n')
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

/** `opf:event` says what happened; calibre writes the year 101 for a date that it does not know. */
function dateFacts(dates: readonly XmlElement[]): readonly StatedFact[] {
  return dates.flatMap((date) => {
    const day = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)/.exec(wordsIn(date))?.[1] ?? ''
    const event = Object.entries(date.attributes).find(([name]) => /(?:^|:)event$/.test(name))?.[1]
    if (day === '' || day.startsWith('0') || event === 'creation') return []
    return fact(event === 'publication' || event === undefined ? 'posted' : 'updated', day)
  })
}

function seriesFacts(metadata: XmlElement): readonly StatedFact[] {
  const metas = findAll(metadata, 'meta')
  const named = (name: string): string =>
    metas.find(({ attributes }) => attributes['name'] === name)?.attributes['content'] ?? ''
  const calibre = named('calibre:series').trim()
  if (calibre !== '')
    return [...fact('series', calibre), ...fact('series-number', numberOf(named('calibre:series_index')))]
  const collections = metas.filter(({ attributes }) => attributes['property'] === 'belongs-to-collection')
  return collections.flatMap((collection) => {
    const refined = (property: string): string =>
      wordsIn(
        metas.find(
          ({ attributes }) =>
            attributes['refines'] === `#${collection.attributes['id'] ?? ''}` && attributes['property'] === property,
        ),
      )
    if (refined('collection-type') === 'set') return []
    return [...fact('series', wordsIn(collection)), ...fact('series-number', numberOf(refined('group-position')))]
  })
}

/** `2.0` is 2. */
function numberOf(text: string): string {
  const number = Number(text.trim())
  return text.trim() !== '' && number > 0 ? String(number) : ''
}
