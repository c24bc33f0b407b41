/** All reviews of a work, or of one of its chapters, oldest first, with ways to jump. */
import { type Html, html, languageAttributes, type PageOptions, page, raw } from '../../ui/index.ts'
import { chapterAddress, reviewsAddress, workAddress } from '../addresses/index.ts'
import { pagedReviews, type ReviewCount, type ReviewPage, reviewCountInWords, reviewJumps } from '../reviews/index.ts'
import { byline, stateMark } from './fragments.ts'
import { chapterName } from './pages.ts'
import type { ChapterEntry, WorkPage } from './store.ts'

export interface ReviewsView {
  readonly work: WorkPage
  /** The chapter whose reviews are asked for. */
  readonly chapter: ChapterEntry | undefined
  readonly list: ReviewPage
  readonly count: ReviewCount
}

export function reviewsPage({ work, chapter, list, count }: ReviewsView, options: PageOptions): Html {
  const address = workAddress(work.publicId, work.title)
  const all = reviewsAddress(address)
  const here = chapter === undefined ? `${all}?` : `${all}?chapter=${chapter.position}&`
  const first = chapter === undefined ? all : `${all}?chapter=${chapter.position}`
  const previous = list.previous && `${here}before=${list.previous}`
  const next = list.next && `${here}after=${list.next}`
  const body = html`<div class="page-head"><p class="kind">Reviews</p><h1${languageAttributes(work.language)}>${work.title}</h1><p class="quiet">${byline(work.creators)}${stateMark(work)}</p><p>${reviewCountInWords(count)}${chapter !== undefined && html` of “<span dir="auto">${chapterName(chapter)}</span>”`}.</p>
<ul class="actions"><li><a href="${address}">Read the work</a></li>${chapter !== undefined && html`<li><a href="${all}">Reviews of the whole work</a></li>`}${reviewJumps(list, first, here)}</ul></div>
${work.contents.length > 1 && chapterJump(work, all, chapter)}
${pagedReviews(list, here, { site: work.site, ...(chapter === undefined && { chapterAt: (position: number) => chapterAddress(address, position) }) })}`
  return page(`Reviews of ${work.title}`, body, {
    ...options,
    previous,
    next,
    isUnlisted: work.visibility !== 'public',
  })
}

/** Links to the reviews of each chapter, folded away since there may be many. */
function chapterJump(work: WorkPage, all: string, current: ChapterEntry | undefined): Html {
  return html`<details class="contents"><summary>Jump to the reviews of a chapter</summary><nav aria-label="Reviews by chapter"><ol>${work.contents.map(
    (entry) =>
      html`<li><a href="${all}?chapter=${entry.position}"${entry.position === current?.position && CURRENT}>${entry.position}. <span dir="auto">${chapterName(entry)}</span></a></li>`,
  )}</ol></nav></details>`
}

const CURRENT = raw(' aria-current="page"')
