/** A work in a list: title and pen names, fandom, tags, summary, one line of numbers. */
import { counted, dateTime, type Html, html, languageAttributes, languageName, proseOf } from '../../ui/index.ts'
import { reviewsAddress, workAddress } from '../addresses/index.ts'
import { byline, chaptersInWords, requiredFacts, settingLink, stateMark, tagLink, tagsOfKind } from './fragments.ts'
import { type Blurb, partInWords } from './work.ts'

/** `heading` is the level that the page's own headings leave for the titles. */
export function blurbList(works: readonly Blurb[], heading: 2 | 3 = 2): Html {
  return html`<ul class="blurbs">${works.map((work) => html`<li>${blurb(work, heading)}</li>\n`)}</ul>`
}

export function blurb(work: Blurb, heading: 2 | 3): Html {
  const fandoms = tagsOfKind(work, 'fandom')
  const people = [...tagsOfKind(work, 'relationship'), ...tagsOfKind(work, 'character')]
  const additional = tagsOfKind(work, 'additional')
  return html`<article class="blurb">${title(work, heading)}
${fandoms.length > 0 && html`<ul class="line">${fandoms.map((tag) => html`<li>${tagLink(tag)}</li>`)}${work.settings.map((setting) => html`<li>${settingLink(setting)}</li>`)}</ul>`}
${requiredFacts(work)}
${people.length > 0 && html`<ul class="line">${people.map((tag) => html`<li>${tagLink(tag)}</li>`)}</ul>`}
${additional.length > 0 && html`<ul class="line quiet">${additional.map((tag) => html`<li>${tagLink(tag)}</li>`)}</ul>`}
${work.summary !== null && html`<div class="summary"${languageAttributes(work.language)}>${proseOf(shorten(work.summary))}</div>`}
<ul class="line numbers" data-work="${work.publicId}">${numbers(work)}</ul></article>`
}

function title(work: Blurb, heading: 2 | 3): Html {
  const inside = html`<a href="${workAddress(work.publicId, work.title)}"${languageAttributes(work.language)}>${work.title}</a> <span class="by">${byline(work.creators)}</span>${stateMark(work)}`
  return heading === 2 ? html`<h2>${inside}</h2>` : html`<h3>${inside}</h3>`
}

function numbers(work: Blurb): Html {
  const date = work.updatedAt ?? work.postedAt
  return html`${work.part !== null && html`<li>${partInWords(work.part)}</li>`}${
    work.language !== null && html`<li>${languageName(work.language)}</li>`
  }<li>${counted(work.words, 'word')}</li><li>${chapterNumbers(work)}</li>${work.isRoundRobin && html`<li>round robin</li>`}${
    work.reviews > 0 &&
    html`<li><a href="${reviewsAddress(workAddress(work.publicId, work.title))}">${counted(work.reviews, 'review')}</a></li>`
  }${date !== null && html`<li>${dateTime(date)}</li>`}`
}

const SUMMARY_SHOWN = 700

/** Imported summaries may be as long as a chapter; the work's own page has all of it. */
function shorten(summary: string): string {
  if (summary.length <= SUMMARY_SHOWN) return summary
  const cut = summary.slice(0, SUMMARY_SHOWN)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), SUMMARY_SHOWN - 60)).toWellFormed()} …`
}

/** "1 chapter" for a work that has all it should; else how many of how many. */
function chapterNumbers(work: Blurb): string {
  const isWhole = work.chapters === 1 && (work.expectedChapters ?? 1) === 1 && work.status !== 'in-progress'
  return isWhole ? '1 chapter' : `${chaptersInWords(work)} chapters`
}
