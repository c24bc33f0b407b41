/**
 * The reconciliation report of a rescue as a page for the archivist: what to look at first, that every row is accounted
 * for, and works to compare with the old site.
 */
import {
  counted,
  dateTime,
  formatNumber,
  type Html,
  html,
  joinHtml,
  type PageOptions,
  page,
} from '../../../ui/index.ts'
import { seriesAddress, siteAddress, workAddress } from '../../addresses/index.ts'
import type { SitePage } from '../site/sites-store.ts'
import type { TableReport } from './reconcile.ts'
import type { RescueReport } from './report.ts'
import type { StoryNotes } from './report-store.ts'
import { CHECK_WORDS, findingsInWords, SAMPLE_WORDS } from './report-words.ts'

export function reportPage(
  site: SitePage,
  report: RescueReport | null,
  stories: StoryNotes,
  options: PageOptions,
): Html {
  const head = html`<div class="page-head"><p class="kind">The rescue of</p><h1 dir="auto">${site.name}</h1><p class="quiet">Rescued on ${dateTime(site.rescuedAt)}</p><ul class="actions"><li><a href="${siteAddress(site)}">About the site</a></li><li><a href="/works?site=${site.publicId}">Its works</a></li></ul></div>`
  const body =
    report === null
      ? html`${head}<p class="notice">The rescue has not come to its end yet. Run the import again: it goes on where it stopped.</p>`
      : html`${head}${balance(report)}${checks(report)}${tables(report)}${contents(report)}${samples(report)}${storyList(site, stories)}${origin(report)}`
  return page(`The rescue of ${site.name}`, body, { ...options, isUnlisted: true })
}

function section(id: string, title: string, body: Html): Html {
  return html`<section class="part" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`
}

function balance({ totals, tables: all }: RescueReport): Html {
  const isEven = totals.difference === 0
  return html`<div class="notice"><p>${counted(totals.rows, 'row')} in ${counted(all.length, 'table')} = ${formatNumber(totals.represented)} represented here + ${formatNumber(totals.setAside)} set aside. ${isEven ? 'The difference is 0: no row is missing.' : html`<strong>The difference is ${formatNumber(totals.difference)}.</strong> This should not happen; please report it.`}</p></div>`
}

function checks({ checks: found }: RescueReport): Html {
  if (found.length === 0)
    return section('checks', 'What to look at first', html`<p>Nothing asks for your attention.</p>`)
  return section(
    'checks',
    'What to look at first',
    html`<ol class="entries">${found.map(
      (check) =>
        html`<li><h3>${CHECK_WORDS[check.code]} <span class="count">${formatNumber(check.count)}</span></h3>${
          check.works.length > 0 &&
          html`<p>To begin with: ${joinHtml(check.works.map((work) => html`<a href="${workAddress(work.publicId, work.title)}" dir="auto">${work.title}</a> (story ${work.oldKey})`))}.</p>`
        }${check.notes.length > 0 && html`<ul class="notes-list">${check.notes.map((note) => html`<li>${note}</li>`)}</ul>`}</li>`,
    )}</ol>`,
  )
}

function tables({ tables: all }: RescueReport): Html {
  return section(
    'tables',
    'Every row of every table',
    html`<div class="scroller" tabindex="0" role="region" aria-label="Rows by table"><table class="ledger"><thead><tr><th scope="col">Table</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Represented</th><th scope="col" class="number">Set aside</th><th scope="col" class="number">Difference</th></tr></thead><tbody>${all.map(tableRow)}</tbody></table></div>`,
  )
}

function tableRow(row: TableReport): Html {
  const why = row.reasons.map((reason) => `${formatNumber(reason.rows)}: ${reason.why}`)
  const gone = row.gone === 0 ? [] : [`${counted(row.gone, 'row')} of an earlier dump, no longer in this one.`]
  const kept =
    row.alsoKept === 0 ? [] : [`Of ${counted(row.alsoKept, 'row')} some columns have no place and are kept beside.`]
  const said = [...why, ...kept, ...gone]
  // What there is to say of a table stands under its numbers, where it has room on a narrow page too.
  return html`<tr><th scope="row">${row.table}</th><td class="number">${formatNumber(row.rows)}</td><td class="number">${formatNumber(row.represented)}</td><td class="number">${formatNumber(row.setAside)}</td><td class="number">${formatNumber(row.difference)}</td></tr>${said.length > 0 && html`<tr class="said"><td colspan="5">${said.map((each) => html`<p>${each}</p>`)}</td></tr>`}`
}

const VISIBILITY_WORDS: Readonly<Record<string, string>> = {
  public: 'for everybody',
  members: 'for members only',
  hidden: 'waiting for approval',
  unlisted: 'unlisted',
  dark: 'kept dark',
  withdrawn: 'withdrawn',
}

function contents({ works, reviews, claims, files }: RescueReport): Html {
  const lines = [
    ...works.map(
      (each) =>
        `${counted(each.works, 'work')} ${VISIBILITY_WORDS[each.visibility] ?? each.visibility}, ${counted(each.words, 'word')}`,
    ),
    `${counted(reviews.reviews, 'review')}, of which ${formatNumber(reviews.ratingsOnly)} are ratings without words; ${counted(reviews.replies, 'reply', 'replies')}; ${counted(reviews.newsComments, 'comment')} on news`,
    `${counted(claims.claims, 'pen name')} can be claimed by an old account, ${formatNumber(claims.withPassword)} with its password`,
    ...(files.images + files.others > 0
      ? [`${counted(files.images, 'picture')} and ${counted(files.others, 'other file')} in the story folders`]
      : []),
  ]
  return section('contents', 'What came in', html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`)
}

function samples({ samples: chosen }: RescueReport): Html | false {
  if (chosen.length === 0) return false
  return section(
    'samples',
    'Compare these with the old site',
    html`<ul>${chosen.map(({ kind, publicId, title, oldKey, why }) => {
      const address = kind === 'work' ? workAddress(publicId, title) : seriesAddress({ publicId, name: title })
      return html`<li><a href="${address}" dir="auto">${title}</a> <span class="quiet">(${kind === 'work' ? 'story' : 'series'} ${oldKey}: ${SAMPLE_WORDS[why]})</span></li>`
    })}</ul>`,
  )
}

function storyList(site: SitePage, { notes, next }: StoryNotes): Html | false {
  if (notes.length === 0 && next === undefined) return false
  return section(
    'stories',
    'Story by story',
    html`${notes.length === 0 ? html`<p>There is nothing to say of these stories.</p>` : html`<ul>${notes.map((note) => html`<li><a href="${workAddress(note.publicId, note.title)}" dir="auto">${note.title}</a> <span class="quiet">(story ${note.oldKey}: ${findingsInWords(note)})</span></li>`)}</ul>`}${
      next !== undefined &&
      html`<p><a href="${siteAddress(site)}/report?after=${encodeURIComponent(next)}#stories">More stories</a></p>`
    }`,
  )
}

function origin({ dump, evidence, prefix, problems }: RescueReport): Html {
  return section(
    'origin',
    'The dump',
    html`<p><bdi>${[...dump.within, dump.path].join(' › ')}</bdi></p><p class="quiet">SHA-256 <code>${dump.sha256}</code>; tables begin with <code>${prefix}</code></p><ul>${evidence.map((each) => html`<li>${each}</li>`)}</ul>${
      problems.length > 0 &&
      html`<h3>What could not be read</h3><ul>${problems.map((problem) => html`<li>${problem.why} (at byte ${formatNumber(problem.offset)}${problem.table !== null && `, table ${problem.table}`})</li>`)}</ul>`
    }`,
  )
}
