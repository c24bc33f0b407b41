/** A work to read: whole, or by chapter; and what remains of one that was withdrawn. */
import {
  counted,
  dateTime,
  errorPage,
  FILLED_LATER,
  type Html,
  html,
  languageAttributes,
  languageName,
  type PageOptions,
  page,
  proseOf,
  raw,
  saidHtml,
} from '../../ui/index.ts'
import {
  chapterAddress,
  type Named,
  penNameAddress,
  reviewsAddress,
  withLinksHere,
  workAddress,
  workFeedAddress,
} from '../addresses/index.ts'
import { originLine, type ReviewsBeside, reviewsBeside, seriesLinks, seriesTurn } from './around.ts'
import {
  byline,
  bylineText,
  chaptersInWords,
  kindWord,
  settingLink,
  stateMark,
  tagLink,
  tagsOfKind,
} from './fragments.ts'
import { DOUBT_WORDS, RATING_WORDS, STATUS_WORDS, TAG_KINDS, type TagKind } from './labels.ts'
import type { ChapterEntry, ChapterText, Tombstone, WorkPage } from './store.ts'
import { type PlacedNote, storyBytes } from './story.ts'
import { partInWords } from './work.ts'

/** All chapters on one page. */
export function wholeWorkPage(
  work: WorkPage,
  chapters: readonly ChapterText[],
  reviews: ReviewsBeside,
  options: PageOptions,
): Html {
  const address = workAddress(work.publicId, work.title)
  const isLong = chapters.length > 1
  const body = html`<article data-reading="${work.publicId}">
${workHead(work)}${PLACE}${facts(work)}${opening(work)}${isLong && contents(work, (entry) => `#chapter-${entry.position}`, 'Read chapter by chapter', chapterAddress(address, 1))}
${chapters.length === 0 ? NO_CHAPTER : chapters.map((chapter) => chapterSection(work, chapter, address))}
${closing(work)}</article>
${reviewsBeside(work, reviews)}${seriesTurn(work)}${reviews.like}${ending(work, address)}`
  return page(titleOf(work), body, storyOptions(work, options))
}

const NO_CHAPTER = raw('<p class="notice">No chapter of it can be read yet.</p>')

/** One chapter, with the way to the one before and the next. */
export function chapterPage(work: WorkPage, chapter: ChapterText, reviews: ReviewsBeside, options: PageOptions): Html {
  const address = workAddress(work.publicId, work.title)
  const last = work.contents.length
  const isFirst = chapter.position === work.contents[0]?.position
  const isLast = chapter.position === work.contents.at(-1)?.position
  const index = work.contents.findIndex((entry) => entry.position === chapter.position)
  const previous = work.contents[index - 1]
  const next = work.contents[index + 1]
  const body = html`<article data-reading="${work.publicId}" data-chapter="${chapter.position}" data-chapters="${last}">
${workHead(work)}${isFirst ? html`${PLACE}${facts(work)}${opening(work)}` : html`<details class="contents"><summary>About this work</summary>${facts(work)}${opening(work)}</details>`}${
  last > 1 &&
  contents(
    work,
    (entry) => chapterAddress(address, entry.position),
    'Read the whole work on one page',
    address,
    chapter.position,
  )
}
${chapterSection(work, chapter, address)}
${isLast && closing(work)}</article>
${turn(address, previous, next)}${reviewsBeside(work, reviews)}${isLast && seriesTurn(work)}${reviews.like}${ending(work, address)}`
  const name = last > 1 ? `${chapterName(chapter)}, ${titleOf(work)}` : titleOf(work)
  return page(name, body, {
    ...storyOptions(work, options),
    canonical: last === 1 ? address : undefined,
    previous: previous && chapterAddress(address, previous.position),
    next: next && chapterAddress(address, next.position),
  })
}

export function tombstonePage(tombstone: Tombstone, options: PageOptions): Html {
  return errorPage(410, options, html`<p>Its title was “<span dir="auto">${tombstone.title}</span>”.</p>`)
}

export function storyOptions(work: WorkPage, options: PageOptions): PageOptions {
  return {
    ...options,
    layout: 'reading',
    description: work.summary?.slice(0, 200).toWellFormed() ?? `${work.title} ${bylineText(work.creators)}`,
    feed: { title: `Chapters of ${work.title}`, href: workFeedAddress(work.publicId) },
    isUnlisted: work.visibility !== 'public',
  }
}

export function titleOf(work: WorkPage): string {
  return `${work.title} ${bylineText(work.creators)}`
}

/** By the number that the work gives it: of parts 1 and 3 the second is no chapter 2. */
export function chapterName({ title, number, position }: Pick<ChapterEntry, 'position' | 'number' | 'title'>): string {
  return title === null || title.trim() === '' ? `Chapter ${number ?? position}` : title
}

/** Filled by a script that remembers how far one read; without it there is nothing to say. */
const PLACE = raw('<p class="place" hidden></p>')

export function workHead(work: WorkPage): Html {
  return html`<header class="work-head"><h1${languageAttributes(work.language)}>${work.title}</h1><p class="byline">${byline(work.creators)}${stateMark(work)}</p>${!work.isTitleKnown && TITLE_UNKNOWN}</header>${notice(work)}
`
}

/** What the site it came from said before it showed the work. */
export function notice({ notice: text, site }: WorkPage): Html | false {
  if (text === null || text.trim() === '') return false
  const who = site === null ? 'The site it came from' : site.name
  return html`<aside class="notice" aria-label="A word before it"><p><span dir="auto">${who}</span> said of it: “<span dir="auto">${text}</span>”</p></aside>`
}

const TITLE_UNKNOWN = raw('<p class="quiet">The title is not known; this is what the file was called.</p>')

function facts(work: WorkPage): Html {
  return html`<dl class="facts">${TAG_KINDS.map((kind) => tagRow(work, kind))}${fact('Rating', rating(work))}${
    work.settings.length > 0 && fact('Setting', list(work.settings.map(settingLink)))
  }${work.series.length > 0 && fact('Series', list(seriesLinks(work)))}${work.part !== null && fact('Part', partInWords(work.part))}${fact('Status', work.status === null ? 'Not known' : STATUS_WORDS[work.status])}${
    (work.chapters > 1 || (work.expectedChapters ?? 1) > 1) && fact('Chapters', chaptersInWords(work))
  }${work.isRoundRobin && fact('Written by', 'Many, in turn: a round robin')}${work.language !== null && fact('Language', languageName(work.language))}${fact('Length', counted(work.words, 'word'))}${
    work.postedAt !== null && fact('Posted', dateTime(work.postedAt))
  }${work.updatedAt !== null && work.updatedAt !== work.postedAt && fact('Updated', dateTime(work.updatedAt))}${
    work.reviews > 0 &&
    fact(
      'Reviews',
      html`<a href="${reviewsAddress(workAddress(work.publicId, work.title))}">${counted(work.reviews, 'review')}</a>`,
    )
  }${work.site !== null && fact('From', originLine(work.site, work.hits))}</dl>
`
}

function tagRow(work: WorkPage, kind: TagKind): Html | false {
  const tags = tagsOfKind(work, kind)
  return tags.length > 0 && fact(kindWord(kind, tags.length), list(tags.map(tagLink)))
}

function fact(label: string, value: Html | string): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`
}

function list(items: readonly Html[]): Html {
  return items.length === 1 ? (items[0] as Html) : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

function rating(work: WorkPage): Html {
  const given = work.ratingAsGiven
  const differs = given !== null && given.toLowerCase() !== work.rating
  return html`${RATING_WORDS[work.rating]}${differs && html` <span class="quiet">(“<span dir="auto">${given}</span>” as written)</span>`}`
}

/** Summary, notes and what is missing, above the story. */
function opening(work: WorkPage): Html {
  return html`${prose(work, 'summary-block', 'Summary', work.summary)}${prose(work, 'notes', 'Notes', work.notesBefore)}${prose(work, 'notes', 'Disclaimer', work.disclaimer)}${gaps(work)}`
}

function closing(work: WorkPage): Html {
  return html`${prose(work, 'notes end', 'Closing notes', work.notesAfter)}`
}

function prose(work: WorkPage, kind: string, label: string, text: string | null): Html | false {
  return (
    text !== null &&
    text.trim() !== '' &&
    html`<section class="${kind}"><h2>${label}</h2><div class="prose"${languageAttributes(work.language)}>${proseOf(text)}</div></section>
`
  )
}

function gaps(work: WorkPage): Html | false {
  const gapDoubts = work.doubts.filter((doubt) => doubt.kind === 'gap')
  if (gapDoubts.length === 0) return false
  return html`<div class="notice">${gapDoubts.slice(0, GAPS_SHOWN).map((doubt) => html`<p>${doubt.why ?? 'Something is missing from this copy.'}</p>`)}<p>${aboutLink(work)}</p></div>
`
}

const GAPS_SHOWN = 5

function aboutLink(work: WorkPage): Html {
  return html`<a href="${workAddress(work.publicId, work.title)}/about">About this copy</a>`
}

function contents(
  work: WorkPage,
  address: (entry: ChapterEntry) => string,
  other: string,
  otherAddress: string,
  current?: number,
): Html {
  return html`<details class="contents"><summary>Contents, ${counted(work.contents.length, 'chapter')}</summary><nav aria-label="Contents"><ol>${work.contents.map(
    (entry) =>
      html`<li><a href="${address(entry)}"${entry.position === current && CURRENT}>${entry.position}. <span dir="auto">${chapterName(entry)}</span></a>${entry.by !== null && html` <span class="quiet">by <bdi>${entry.by.name}</bdi></span>`}${entry.isHidden && WAITS}</li>`,
  )}</ol><p><a href="${otherAddress}">${other}</a></p></nav></details>
`
}

const CURRENT = raw(' aria-current="page"')
const WAITS = raw(' <span class="state">waiting for approval</span>')

/** Above this many doubtful places a chapter says so once; a note at each would be in the way of reading. */
const NOTES_IN_PLACE = 12

/** The text itself is filled in later, by `storyOf`. */
function chapterSection(work: WorkPage, chapter: ChapterText, address: string): Html {
  const { placed, all } = doubtsOfChapter(work, chapter.position)
  const isNamed = work.contents.length > 1 || (chapter.title !== null && chapter.title !== work.title)
  return html`<section class="chapter" id="chapter-${chapter.position}"><h2 class="${isNamed ? 'chapter-title' : 'unseen'}"${languageAttributes(isNamed ? work.language : 'en')}>${isNamed ? chapterName(chapter) : 'The story'}</h2>${(chapter.by !== null || chapter.isHidden) && html`<p class="chapter-by">${chapter.by !== null && chapterBy(chapter.by)}${chapter.isHidden && WAITS}</p>`}
${chapterNotes(work, 'Notes on this chapter', chapter.notesBefore)}${all > placed.length && html`<p class="notice">In ${counted(all, 'place')} of this chapter something may be missing or wrong. <a href="${address}/about">About this copy</a></p>`}
<div class="story"${languageAttributes(work.language)}>
${FILLED_LATER}
</div>${chapterNotes(work, 'Closing notes of this chapter', chapter.notesAfter)}</section>
`
}

function chapterBy(by: Named): Html {
  return html`by <a href="${penNameAddress(by)}" rel="author" dir="auto">${by.name}</a>`
}

/** Stored as story HTML, unlike the notes of a work. */
function chapterNotes(work: WorkPage, label: string, notes: string | null): Html | false {
  return (
    notes !== null &&
    notes !== '' &&
    html`<section class="notes"><h3>${label}</h3><div class="prose said"${languageAttributes(work.language)}>${saidHtml(notes, { links: (markup) => withLinksHere(markup, work.site) })}</div></section>
`
  )
}

/** The bytes of a chapter on its page. */
export function storyOf(work: WorkPage, chapter: ChapterText, isOneOfMany: boolean): Uint8Array {
  return storyBytes(chapter.story, {
    notes: doubtsOfChapter(work, chapter.position).placed,
    about: `${workAddress(work.publicId, work.title)}/about`,
    idPrefix: isOneOfMany ? `c${chapter.position}-` : '',
    site: work.site,
  })
}

interface ChapterDoubts {
  readonly all: number
  /** Those that are said at their place; none when there are too many. */
  readonly placed: readonly PlacedNote[]
}

const NO_DOUBTS: ChapterDoubts = { all: 0, placed: [] }

function doubtsOfChapter(work: WorkPage, position: number): ChapterDoubts {
  if (work.doubts.length === 0) return NO_DOUBTS
  const key = work.contents.find((entry) => entry.position === position)?.key
  const doubts = work.doubts.filter((doubt) => doubt.kind === 'suggestion' && doubt.chapter === key)
  if (doubts.length > NOTES_IN_PLACE) return { all: doubts.length, placed: [] }
  return {
    all: doubts.length,
    placed: doubts.flatMap(({ blockId, code }) => (blockId === null ? [] : [{ blockId, note: wordsOf(code) }])),
  }
}

function wordsOf(code: string): string {
  return (DOUBT_WORDS as Readonly<Record<string, string>>)[code] ?? 'Something may be wrong here.'
}

function turn(address: string, previous: ChapterEntry | undefined, next: ChapterEntry | undefined): Html | false {
  if (previous === undefined && next === undefined) return false
  return html`<nav class="turn" aria-label="Chapters">${previous && html`<a rel="prev" href="${chapterAddress(address, previous.position)}">← <span dir="auto">${chapterName(previous)}</span></a>`}${next && html`<a rel="next" class="next" href="${chapterAddress(address, next.position)}"><span dir="auto">${chapterName(next)}</span> →</a>`}</nav>
`
}

const ENDINGS = [
  ['epub', 'EPUB'],
  ['html', 'HTML'],
  ['txt', 'plain text'],
  ['md', 'Markdown'],
] as const

function ending(work: WorkPage, address: string): Html {
  return html`<aside class="also" aria-label="About this work and its downloads"><ul class="actions"><li>${aboutLink(work)}</li>${work.creators.map((creator) => html`<li><a href="${penNameAddress(creator)}">More by <bdi>${creator.name}</bdi></a></li>`)}${ENDINGS.map(
    ([form, name]) => html`<li><a href="${address}/download.${form}">Download as ${name}</a></li>`,
  )}</ul></aside>`
}
