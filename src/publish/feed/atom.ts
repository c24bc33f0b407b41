/**
 * Write an Atom feed (RFC 4287), of the archive's new works or of one work's chapters.
 *
 * Every text is plain (`type="text"`), so nothing that a feed reader might run can be in it. Ids are URNs or tag: URIs,
 * never addresses, for an address may change and an entry must not come back as new. A feed or entry without anybody's
 * name gets the feed's own, since Atom asks for one.
 */
import { isLanguageTag } from '../../document/attributes.ts'
import { type Xml, xml } from '../../kernel/xml.ts'

export interface Feed {
  /** "urn:ficarium:…", "tag:archive.example,2026:works". */
  readonly id: string
  readonly title: string
  readonly subtitle: string | null
  /** BCP 47, of the titles and summaries unless an entry says otherwise. */
  readonly language: string | null
  /** ISO 8601 with a zone; when the newest entry changed. */
  readonly updated: string
  /** The feed's own address, and that of the page it belongs to. */
  readonly selfUrl: string
  readonly url: string
  /** Who stands behind it: the archive, or the work's author. */
  readonly author: string
  readonly entries: readonly FeedEntry[]
}

export interface FeedEntry {
  readonly id: string
  readonly title: string
  readonly authors: readonly string[]
  readonly updated: string
  /** ISO 8601 with a zone; null where only a day or less is known, which Atom cannot say. */
  readonly published: string | null
  /** Plain text. */
  readonly summary: string | null
  readonly url: string
  readonly language: string | null
  readonly categories: readonly FeedCategory[]
}

interface FeedCategory {
  /** The kind of tag: "fandom". */
  readonly kind: string
  readonly name: string
}

export function writeAtom(feed: Feed): string {
  return xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${languageOf(feed.language)}>
<id>${feed.id}</id>
<title type="text">${titleOf(feed.title)}</title>
${feed.subtitle !== null && xml`<subtitle type="text">${feed.subtitle}</subtitle>\n`}<updated>${time(feed.updated)}</updated>
<author><name>${nameOf(feed.author)}</name></author>
<link rel="self" type="application/atom+xml" href="${feed.selfUrl}"/>
<link rel="alternate" type="text/html" href="${feed.url}"/>
<generator>Ficarium</generator>
${feed.entries.map(entryOf)}</feed>
`.markup
}

function entryOf(entry: FeedEntry): Xml {
  const summary = entry.summary?.trim() ?? ''
  return xml`<entry${languageOf(entry.language)}>
<id>${entry.id}</id>
<title type="text">${titleOf(entry.title)}</title>
<updated>${time(entry.updated)}</updated>
${entry.published !== null && xml`<published>${time(entry.published)}</published>\n`}${entry.authors.map((name) => xml`<author><name>${nameOf(name)}</name></author>\n`)}<link rel="alternate" type="text/html" href="${entry.url}"/>
${entry.categories.map(categoryOf)}${summary !== '' && xml`<summary type="text">${summary}</summary>\n`}</entry>
`
}

/** The scheme keeps a character called "Angel" apart from a fandom called "Angel". */
function categoryOf({ kind, name }: FeedCategory): Xml {
  return xml`<category term="${name}" scheme="urn:ficarium:tag:${encodeURIComponent(kind.toWellFormed())}" label="${name}"/>\n`
}

function languageOf(language: string | null): Xml | null {
  return language !== null && isLanguageTag(language) ? xml` xml:lang="${language}"` : null
}

function titleOf(title: string): string {
  return title.trim() === '' ? 'Untitled' : title
}

function nameOf(name: string): string {
  return name.trim() === '' ? 'Unknown' : name
}

/** RFC 3339 in UTC. */
function time(iso: string): string {
  return new Date(iso).toISOString()
}
