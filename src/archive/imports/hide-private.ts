/**
 * A reading as readers may see it: nothing private is in it any more, in no text, fact, reason or repair.
 *
 * Works are made from this alone, so pages, indexes, feeds and downloads need not think of it. What a person decided
 * to show is left as it stands; the reading itself keeps everything, so that a decision holds when the work is made again.
 */
import {
  hideAll,
  hideFound,
  hideInStory,
  type PrivateFact,
  type Secrets,
  secretsOf,
  withoutAddress,
} from '../../intake/private/index.ts'
import type { Field, Inspection, WorkFacts } from '../../intake/reading.ts'
import type { StoredChapter, StoredReading } from './stored-reading.ts'

/** How a finding of something private is known again. */
export function privateKey({ code, line, column, length }: PrivatePlace): string {
  return `${code} ${line ?? ''} ${column ?? ''} ${length}`
}

type PrivatePlace = Pick<PrivateFact, 'line' | 'column' | 'length'> & { readonly code: string }

/** `shown` has the keys of the findings that somebody dismissed. */
export function withoutPrivate(reading: StoredReading, shown: readonly string[]): StoredReading {
  const { inspection } = reading
  if (inspection.private.length === 0) return reading
  const decided = new Set(shown)
  const secrets = secretsOf(inspection.private, (fact) => decided.has(privateKey(fact)))
  return {
    ...reading,
    inspection: withoutPrivateFacts(inspection, secrets),
    chapters: reading.chapters.map((chapter) => hiddenChapter(chapter, secrets)),
  }
}

function hiddenChapter(chapter: StoredChapter, secrets: Secrets): StoredChapter {
  const { title, html, faithfulHtml } = chapter
  return {
    ...chapter,
    title: title === null ? null : hideAll(title, secrets),
    html: hideInStory(html, secrets),
    faithfulHtml: faithfulHtml === null ? null : hideInStory(faithfulHtml, secrets),
  }
}

function withoutPrivateFacts(inspection: Inspection, secrets: Secrets): Inspection {
  const { work, chapters, breaks, repairs, refused, suggestions } = inspection
  return {
    ...inspection,
    work:
      work === null
        ? null
        : withNames(
            mapTexts(work, (text) => hideAll(text, secrets)),
            work.authors,
            secrets,
          ),
    chapters: mapTexts(chapters, (text) => hideFound(text, secrets)),
    breaks,
    repairs: mapTexts(repairs, (text) => hideFound(text, secrets)),
    ...(refused !== undefined && { refused: mapTexts(refused, (text) => hideFound(text, secrets)) }),
    suggestions: mapTexts(suggestions, (text) => hideFound(text, secrets)),
  }
}

/** A pen name is no place for a mark: the address beside it goes, the name stays. */
function withNames(work: WorkFacts, authors: readonly Field[], secrets: Secrets): WorkFacts {
  const named = work.authors.map((field, i) => ({
    ...field,
    value: withoutAddress(nameOf(authors[i] ?? field, secrets), secrets),
  }))
  return { ...work, authors: named }
}

/** The pen name, or all of what it was signed with where somebody decided that the name beside it is no secret. */
function nameOf({ value, asWritten }: Field, { shownNames }: Secrets): string {
  const written = asWritten.toLowerCase()
  return [...shownNames].some((name) => written.includes(name) && written.length > name.length) ? asWritten : value
}

/** The same value with every text in it changed. Facts are plain data, a few levels deep. */
function mapTexts<Value>(value: Value, change: (text: string) => string): Value
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each: unknown) => mapTexts(each, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]))
}
