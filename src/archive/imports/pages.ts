/** The report of a batch: every file that went in, and what became of it, in numbers that add up. */
import type { RefusalCode } from '../../intake/codes.ts'
import { counted, dateTime, formatNumber, type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { batchAddress, sourceAddress, workAddress } from '../addresses/index.ts'
import { wordsForFinding } from '../works/index.ts'
import { type BatchFinding, FINDINGS_A_PAGE } from './batch-findings-store.ts'
import { type FindingGroup, type FindingKind, urgencyOf } from './finding-groups.ts'
import {
  type BatchFile,
  type BatchReport,
  FILES_A_PAGE,
  OUTCOMES,
  type Outcome,
  type OutcomeCounts,
} from './report-store.ts'

const OUTCOME_WORDS = {
  first: 'Began a work',
  part: 'Further parts of a work',
  index: 'Pages that list works',
  duplicate: 'The same text again',
  'other-version': 'Other versions of a text',
  refused: 'Refused',
  dump: 'Databases of sites',
  image: 'Pictures beside the stories of a site',
  stray: 'Files beside the stories of a site that nothing names',
  'orphan-chapter': 'Chapters without a story',
  container: 'Opened: zips and folders in them',
  waiting: 'Kept, and not yet made into works',
} satisfies Record<Outcome, string>

const REFUSAL_WORDS = {
  empty: 'Empty',
  image: 'A picture',
  'audio-or-video': 'Sound or film',
  program: 'A program',
  binary: 'No text',
  'too-large': 'Too large to read',
  unreadable: 'Could not be read',
  'unsafe-name': 'A name that leads outside',
  'link-loop': 'Links that go round in a circle',
  'truncated-container': 'Cut off',
  'container-bomb': 'Unpacks to far more than it should',
  encrypted: 'Locked with a password',
  fault: 'Something broke while it was read',
  'no-story': 'No story',
  talk: 'Talk of a mailing list',
  reply: 'An answer to another message',
  'efiction-site': 'An eFiction site, set aside whole',
  'site-file': 'A file of a saved site or dump beside its stories',
  'format-not-read-yet': 'A format that is not read yet',
} satisfies Record<RefusalCode, string>

const STATE_WORDS: Readonly<Record<string, string>> = {
  running: 'still running, or cut off; importing the same again goes on with it',
  finished: 'finished',
  interrupted: 'cut off; importing the same again goes on with it',
}

export interface BatchView {
  readonly batch: BatchReport
  readonly counts: OutcomeCounts
  readonly outcome: Outcome
  readonly files: readonly BatchFile[]
}

/** Findings of one kind and code. */
export interface GroupView {
  readonly batch: BatchReport
  readonly group: Pick<FindingGroup, 'kind' | 'code'>
  readonly findings: readonly BatchFinding[]
}

const KIND_WORDS = {
  refusal: 'Not read',
  gap: 'Missing',
  suggestion: 'Suggested',
  conflict: 'Changed in two places',
  private: 'Hidden from readers',
  repair: 'Repaired',
} satisfies Record<FindingKind, string>

export function batchPage({ batch, counts, outcome, files }: BatchView, options: PageOptions): Html {
  const address = batchAddress(batch.publicId)
  const shown = files.slice(0, FILES_A_PAGE)
  const next = files.length > FILES_A_PAGE ? shown.at(-1)?.key : undefined
  const body = html`<div class="page-head"><p class="kind">Import</p><h1>What came in</h1><p class="lead">${dateTime(batch.startedAt)}, ${STATE_WORDS[batch.state] ?? batch.state}. From <bdi>${batch.roots.join(', ')}</bdi>.${batch.isHeld && ' The works are held back until you show them.'}</p></div>
${findingsSection(batch, address)}
<section class="part" aria-labelledby="sums"><h2 id="sums">What became of the files</h2>${sums(counts, address, outcome)}</section>
<section class="part" aria-labelledby="files"><h2 id="files">${OUTCOME_WORDS[outcome]}, ${counted(counts[outcome], 'file')}</h2>
${shown.length === 0 ? html`<p>None.</p>` : html`<ul class="entries">${shown.map(file)}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="More files"><a href="${address}?outcome=${outcome}&amp;after=${next}">More files →</a></nav>`}</section>`
  return page('What came in', body, { ...options, isUnlisted: true })
}

export function groupPage({ batch, group, findings }: GroupView, options: PageOptions): Html {
  const address = batchAddress(batch.publicId)
  const shown = findings.slice(0, FINDINGS_A_PAGE)
  const next = findings.length > FINDINGS_A_PAGE ? shown.at(-1)?.key : undefined
  const body = html`<div class="page-head"><p class="kind">${KIND_WORDS[group.kind]}</p><h1>${groupWords(group)}</h1><p class="lead"><a href="${address}">What came in</a> on ${dateTime(batch.startedAt)}</p></div>
${shown.length === 0 ? html`<p>None.</p>` : html`<ul class="entries">${shown.map((each) => finding(each, group.kind !== 'private'))}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="More findings"><a href="${groupAddress(address, group)}&amp;after=${next}">More →</a></nav>`}`
  return page(groupWords(group), body, { ...options, isUnlisted: true })
}

/** The value of something private is only how long it is. */
function finding(each: BatchFinding, isSaid: boolean): Html {
  const { path, work, line, why, value, sha256 } = each
  const name = path === null ? null : html`<bdi>${[...each.within, path].join(' › ')}</bdi>`
  const where =
    work === null ? name : html`<a href="${workAddress(work.publicId, work.title)}/about" dir="auto">${work.title}</a>`
  return html`<li>${where ?? 'A file of this import'}${line !== null && html` <span class="quiet">(line ${formatNumber(line)})</span>`}${
    why !== null && html`<p>${why}</p>`
  }${isSaid && why === null && value !== null && html`<p class="quiet"><bdi>${value}</bdi></p>`}${sha256 !== null && html` <a href="${sourceAddress(sha256)}">The original</a>`}</li>`
}

/** What was found, what a person should look at first in front. */
function findingsSection({ ended, state }: BatchReport, address: string): Html {
  if (ended === null)
    return html`<p>What was found is counted when the import has ended${state === 'running' && ', and this one has not'}.</p>`
  const { known, works, findings } = ended
  const came = html`<p>${counted(works.added, 'new work')}, ${formatNumber(works.changed)} changed, ${formatNumber(works.unchanged)} as before.${known > 0 && html` ${counted(known, 'file')} had been read before and are in the report of the import that brought them.`}</p>`
  const first = findings.filter((group) => urgencyOf(group) === 'first')
  const rest = findings.filter((group) => urgencyOf(group) !== 'first')
  return html`${came}<section class="part" aria-labelledby="first"><h2 id="first">What to look at first</h2>${
    first.length === 0 ? html`<p>Nothing needs a person.</p>` : groupTable(first, address, 'What to look at first')
  }</section>${rest.length > 0 && html`<section class="part" aria-labelledby="found"><h2 id="found">What was found besides</h2>${groupTable(rest, address, 'What was found besides')}</section>`}`
}

function groupTable(groups: readonly FindingGroup[], address: string, caption: string): Html {
  return html`<table class="ledger"><caption class="unseen">${caption}</caption><thead><tr><th scope="col">Kind</th><th scope="col">What</th><th scope="col" class="number">How many</th></tr></thead><tbody>${groups.map(
    (group) =>
      html`<tr><td>${KIND_WORDS[group.kind]}</td><th scope="row">${isListed(group.kind) ? html`<a href="${groupAddress(address, group)}">${groupWords(group)}</a>` : groupWords(group)}</th><td class="number">${formatNumber(group.count)}</td></tr>`,
  )}</tbody></table>`
}

/** Repairs are certain, and a hundred a story; each work's own page shows them where they were made. */
export function isListed(kind: FindingKind): boolean {
  return kind !== 'repair'
}

function groupAddress(address: string, { kind, code }: Pick<FindingGroup, 'kind' | 'code'>): string {
  return `${address}?found=${kind}.${code}`
}

/** One sentence for a kind and code. */
export function groupWords({ kind, code }: Pick<FindingGroup, 'kind' | 'code'>): string {
  if (kind !== 'refusal') return capitalised(wordsForFinding(code))
  return isRefusalCode(code) ? REFUSAL_WORDS[code] : code
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSAL_WORDS, code)
}

/** Files in = works begun + parts + … + refused; containers are opened, not counted. */
function sums(counts: OutcomeCounts, address: string, current: Outcome): Html {
  const rows = OUTCOMES.filter((outcome) => outcome !== 'container' && (counts[outcome] > 0 || outcome === 'first'))
  const total = OUTCOMES.filter((outcome) => outcome !== 'container').reduce((sum, outcome) => sum + counts[outcome], 0)
  return html`<table class="ledger"><caption class="unseen">Files by what became of them</caption><thead><tr><th scope="col">Files</th><th scope="col" class="number">How many</th></tr></thead><tbody>${rows.map((outcome) => row(outcome, counts[outcome], address, current))}<tr><th scope="row">All files that went in</th><td class="number">${formatNumber(total)}</td></tr>${counts.container > 0 && row('container', counts.container, address, current)}</tbody></table>`
}

function row(outcome: Outcome, count: number, address: string, current: Outcome): Html {
  const name =
    outcome === current
      ? html`${OUTCOME_WORDS[outcome]}`
      : html`<a href="${address}?outcome=${outcome}">${OUTCOME_WORDS[outcome]}</a>`
  return html`<tr><th scope="row">${name}</th><td class="number">${formatNumber(count)}</td></tr>`
}

function file(each: BatchFile): Html {
  const name = html`<bdi>${[...each.within, each.path].join(' › ')}</bdi>`
  return html`<li>${each.work === null ? name : html`<a href="${workAddress(each.work.publicId, each.work.title)}" dir="auto">${each.work.title}</a> <span class="quiet">from ${name}</span>`}${
    each.code !== null &&
    html`<p>${isRefusalCode(each.code) ? REFUSAL_WORDS[each.code] : each.code}${each.why !== null && html`: <span class="quiet">${each.why}</span>`}</p>`
  }${each.sha256 !== null && html` <a href="${sourceAddress(each.sha256)}">The original</a>`}</li>`
}
