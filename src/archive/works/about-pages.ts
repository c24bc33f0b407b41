/**
 * "About this copy": where a text came from, what was mended in it and how it read before, what is only suggested, what is
 * missing, and on whose word every fact stands.
 */
import { visibleSigns } from '../../kernel/visible-signs.ts'
import {
  counted,
  dateTime,
  formatNumber,
  type Html,
  html,
  languageAttributes,
  type PageOptions,
  page,
} from '../../ui/index.ts'
import { batchAddress, chapterAddress, sourceAddress, workAddress } from '../addresses/index.ts'
import type { CopyField, CopyFinding, CopySource } from './about-store.ts'
import { originLine } from './around.ts'
import { listAddress } from './filter.ts'
import { GAP_WORDS, REPAIR_WORDS, wordsFor } from './finding-words.ts'
import { byline, stateMark } from './fragments.ts'
import type { Stretch } from './repair-context.ts'
import type { WorkPage } from './store.ts'
import { factName, lineOf, percent, short, suggestionList } from './suggestion-list.ts'

/** The repairs of one block, with the block's text around them where it is known. */
export interface MendedBlock {
  readonly chapter: number | null
  readonly blockId: string | null
  readonly context: readonly Stretch[] | undefined
  readonly repairs: readonly CopyFinding[]
}

export interface CopyView {
  readonly work: WorkPage
  readonly sources: readonly CopySource[]
  readonly repairs: {
    readonly total: number
    /** How many of them somebody has undone. */
    readonly undone: number
    readonly blocks: readonly MendedBlock[]
    readonly next: number | undefined
    readonly from: number
  }
  readonly questions: readonly CopyFinding[]
  readonly fields: readonly CopyField[]
  /** What the site it was rescued from had it under. */
  readonly words: readonly CopyField[]
}

export function aboutPage(view: CopyView, options: PageOptions): Html {
  const { work } = view
  const address = workAddress(work.publicId, work.title)
  const gaps = view.questions.filter((finding) => finding.kind === 'gap')
  const suggestions = view.questions.filter((finding) => finding.kind !== 'gap')
  const body = html`<div class="page-head"><p class="kind">About this copy</p><h1${languageAttributes(work.language)}>${work.title}</h1><p class="quiet">${byline(work.creators)}${stateMark(work)}</p><ul class="actions"><li><a href="${address}">Read it</a></li></ul></div>
${origin(view, options.isArchivist)}
${part('missing', 'What is missing', gaps.length === 0 ? html`<p>Nothing that this archive knows of.</p>` : html`<ul class="entries">${gaps.map((gap) => html`<li>${gap.why ?? wordsFor(GAP_WORDS, gap.code)}${lineOf(gap)}</li>`)}</ul>`)}
${repairs(view, address)}
${part('suggestions', 'What is only suggested', suggestionList(suggestions, work, address))}
${siteWords(view)}${evidence(view)}`
  return page(`About this copy of ${work.title}`, body, { ...options, layout: 'plain', isUnlisted: true })
}

function part(id: string, title: string, body: Html): Html {
  return html`<section class="part" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  text: 'The text of this work',
  duplicate: 'The same text again',
  'other-version': 'Another version of the text',
  index: 'A page that names it',
}

function origin({ sources, work: { site, hits } }: CopyView, isArchivist: boolean): Html {
  const from = site !== null && html`<p>From the archive ${originLine(site, hits)}.</p>`
  const body =
    sources.length === 0
      ? html`${from === false ? html`<p>It was written here, not imported.</p>` : from}`
      : html`${from}<ul class="entries">${sources.map(
          (source) => html`<li><h3><bdi>${[...source.within, source.path].join(' › ')}</bdi></h3>
<p>${wordsFor(ROLE_WORDS, source.role)}. ${counted(source.size, 'byte')}, first seen ${dateTime(source.firstSeen)}.</p>
<p>${original(source)}${isArchivist && html`<br><a href="${batchAddress(source.batch)}">The import that brought it</a>`}</p>
<p class="quiet">SHA-256 <code>${source.sha256}</code></p></li>`,
        )}</ul>`
  return part('origin', 'Where it came from', body)
}

function original({ sha256, openness, hidden }: CopySource): Html {
  const address = sourceAddress(sha256)
  const things = counted(hidden, 'private thing')
  switch (openness) {
    case 'whole':
      return hidden === 0
        ? html`<a href="${address}">Download the original</a>`
        : html`<a href="${address}">Download the original</a>. It holds ${things} that readers are not shown.`
    case 'blanked':
      return html`<a href="${address}">Download the original</a>, with ${things} blanked, such as an address. The whole is kept.`
    case 'closed':
      return hidden === 0
        ? html`The original is kept, and open to the archivist only.`
        : html`The original is kept, and open to the archivist only: it holds ${things}, such as an address, and in a file of this kind none can be blanked. The downloads of the work are without them.`
  }
}

const WORD_KINDS: Readonly<Record<string, string>> = {
  category: 'Categories',
  character: 'Characters',
  class: 'Classes',
  rating: 'Rating',
  genre: 'Genres',
  warning: 'Warnings',
}

/** The site's own words, beside the tags that they became. */
function siteWords({ words, work: { site } }: CopyView): Html | false {
  if (words.length === 0 || site === null) return false
  const groups = Map.groupBy(words, (word) => word.label ?? WORD_KINDS[word.name] ?? word.name)
  return part(
    'words',
    'In the words of the site',
    html`<p>What <bdi>${site.name}</bdi> had this under. The tags of the work say what that means here.</p><dl class="facts">${[
      ...groups,
    ].map(
      ([kind, group]) =>
        html`<div><dt>${kind}</dt><dd><ul>${group.map((word) => html`<li><a href="${listAddress({ was: word.asWritten, sort: 'updated' })}" dir="auto">${word.value}</a></li>`)}</ul></dd></div>`,
    )}</dl>`,
  )
}

function repairs({ repairs: { total, undone, blocks, next, from }, work }: CopyView, address: string): Html {
  if (total === 0) return part('repairs', 'What was mended', html`<p>Nothing. The text stands as it came.</p>`)
  return part(
    'repairs',
    'What was mended',
    html`<p>${counted(total, 'certain repair')}${undone > 0 && `, ${undone === total ? '' : `${formatNumber(undone)} of them `}undone since`}. What stood there before is struck out; the original is kept unchanged.</p>
<ol class="entries">${blocks.map((block) => html`<li>${mended(block, work, address)}</li>`)}</ol>
${(from > 0 || next !== undefined) && html`<nav class="pager" aria-label="More repairs">${from > 0 && html`<a href="${address}/about#repairs">← The first repairs</a>`}${next !== undefined && html`<a href="${address}/about?repairs=${next}#repairs">More repairs →</a>`}</nav>`}`,
  )
}

function mended(block: MendedBlock, work: WorkPage, address: string): Html {
  return html`${
    block.context !== undefined &&
    html`<p class="quoted"${languageAttributes(work.language)}>${block.context.map(stretch)}</p>`
  }<ul>${groupRepairs(block.repairs).map(
    ({ first, lines, count }) =>
      html`<li>${visible(first.before)} ${first.state === 'dismissed' ? 'stands as it came again, and had become' : 'became'} ${visible(first.after)}${count > 1 && ` ${formatNumber(count)} times`}${lines.length > 0 && html`, ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`}: <span class="quiet">${first.codes.map((code) => wordsFor(REPAIR_WORDS, code)).join(', then ')}</span></li>`,
  )}</ul>${block.chapter !== null && block.blockId !== null && html`<p><a href="${chapterAddress(address, block.chapter)}#${block.blockId}">See it in the story</a></p>`}`
}

function stretch(each: Stretch): Html {
  if ('same' in each) return html`${each.same}`
  return html`${each.before !== '' && html`<del>${each.before}</del>`}${each.after !== '' && html`<ins>${each.after}</ins>`}`
}

interface RepairGroup {
  readonly first: CopyFinding
  readonly lines: readonly number[]
  readonly count: number
}

/** The same repair several times in one paragraph is said once. */
function groupRepairs(found: readonly CopyFinding[]): readonly RepairGroup[] {
  const groups = Map.groupBy(found, (repair) =>
    JSON.stringify([repair.before, repair.after, repair.codes, repair.state]),
  )
  return [...groups.values()].map((group) => ({
    first: group[0] as CopyFinding,
    lines: [...new Set(group.flatMap((repair) => (repair.line === null ? [] : [repair.line])))],
    count: group.length,
  }))
}

/** What cannot be seen is named: spaces, control characters, nothing at all. */
function visible(text: string | null): Html {
  if (text === null || text === '') return html`<em>nothing</em>`
  const shown = text.length > 120 ? `${text.slice(0, 120).toWellFormed()} …` : text
  return html`<bdi class="sign">${visibleSigns(shown)}</bdi>`
}

function evidence({ fields }: CopyView): Html {
  if (fields.length === 0)
    return part('evidence', 'On whose word', html`<p>Nothing was read in the sources beside the text.</p>`)
  return part(
    'evidence',
    'On whose word',
    html`<p>Every fact about this work, with the words it was read from and the rule that read them.</p><div class="scroller" tabindex="0" role="region" aria-label="Table of facts"><table class="ledger"><thead><tr><th scope="col">Fact</th><th scope="col">Read as</th><th scope="col">As written</th><th scope="col">Lines</th><th scope="col">Rule</th><th scope="col">Sure</th></tr></thead><tbody>${fields.map(
      (field) =>
        html`<tr><th scope="row">${factName(field.name)}${!field.isChosen && ' (not used)'}</th><td><bdi>${short(field.value)}</bdi></td><td><bdi>${short(field.asWritten)}</bdi></td><td>${linesInWords(field.lines)}</td><td>${field.rule.replaceAll('-', ' ')}</td><td class="number">${percent(field.confidence)}</td></tr>`,
    )}</tbody></table></div>`,
  )
}

function linesInWords(lines: readonly number[]): string {
  const first = lines[0]
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return ''
  return lines.length > 2 && last - first === lines.length - 1 ? `${first} to ${last}` : lines.join(', ')
}
