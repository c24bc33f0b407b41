/** The list of tags of a kind, the page of one, and the canon of a fandom as a timeline to browse. */
import { counted, type Html, html, type PageOptions, page, raw } from '../../ui/index.ts'
import { settingsAddress, tagAddress } from '../addresses/index.ts'
import { type Letter, type ListView, letterLinks, listBody, listOptions, searchWithin } from '../search/index.ts'
import { KIND_WORDS, listAddress, TAG_KINDS, type TagKind } from '../works/index.ts'
import type { TagList, TagPage, TimelinePoint } from './store.ts'

const CURRENT = raw(' aria-current="page"')

export interface TagsView extends TagList {
  readonly kind: TagKind
  readonly letter: Letter | undefined
  /** Keys of the letters that tags of the kind begin with. */
  readonly used: ReadonlySet<string>
}

export function tagsPage({ tags, next, kind, letter, used }: TagsView, options: PageOptions): Html {
  const under = letter === undefined ? '' : `&letter=${letter.key}`
  const body = html`<div class="page-head"><h1>${KIND_WORDS[kind][1]}</h1></div>
<nav aria-label="Kinds of tags"><ul class="actions">${TAG_KINDS.map((each) => html`<li><a href="/tags?kind=${each}"${each === kind && CURRENT}>${KIND_WORDS[each][1]}</a></li>`)}</ul></nav>
${letterLinks({
  label: 'By letter',
  used,
  chosen: letter?.key,
  addressOf: (key) => (key === null ? `/tags?kind=${kind}` : `/tags?kind=${kind}&letter=${key}`),
})}
${tags.length === 0 ? html`<p>${letter === undefined ? 'There are none here yet.' : 'None here begins so.'}</p>` : html`<ul class="columns links">${tags.map((tag) => html`<li><a href="${tagAddress(tag)}" dir="auto">${tag.name}</a> <span class="count">${tag.works}</span></li>`)}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="/tags?kind=${kind}${under}&after=${next}">More →</a></nav>`}`
  return page(KIND_WORDS[kind][1], body, options)
}

export function tagPage(tag: TagPage, list: ListView, options: PageOptions): Html {
  const body = html`<div class="page-head"><p class="kind">${KIND_WORDS[tag.kind][0]}</p><h1 dir="auto">${tag.name}</h1>
${tag.synonyms.length > 0 && html`<p class="quiet">Also written ${tag.synonyms.map((name, i) => html`${i > 0 && ', '}<span dir="auto">${name}</span>`)}</p>`}
${linkedTags('Belongs to', tag.parents)}${linkedTags('Part of', tag.metas)}${linkedTags('Takes in', tag.subs)}
${tag.hasCanon && html`<p class="quiet"><a href="${settingsAddress(tag)}">Browse by when they are set</a></p>`}</div>
${searchWithin(list)}
${listBody(list)}`
  return page(tag.name, body, { ...options, ...listOptions(list), isUnlisted: list.typed !== '' })
}

/** What stands above a tag, or under it: "Part of Witches, Students". */
function linkedTags(words: string, tags: TagPage['metas']): Html | false {
  if (tags.length === 0) return false
  return html`<p class="quiet">${words} ${tags.map((tag, i) => html`${i > 0 && ', '}<a href="${tagAddress(tag)}" dir="auto">${tag.name}</a>`)}</p>`
}

export function settingsPage(tag: TagPage, points: readonly TimelinePoint[], options: PageOptions): Html {
  const held = points.filter((point) => point.works > 0 && point.kind !== 'season').length
  const body = html`<div class="page-head"><p class="kind">${KIND_WORDS.fandom[0]}</p><h1><a href="${tagAddress(tag)}" dir="auto">${tag.name}</a>: when the works are set</h1><p class="lead">The canon in its own order. ${held === 0 ? 'No work here says yet when it is set.' : `Works here are set at ${counted(held, 'point')} of it.`}</p></div>
<ol class="timeline links">${points.map(timelinePoint)}</ol>`
  return page(`Settings of ${tag.name}`, body, options)
}

function timelinePoint(point: TimelinePoint): Html {
  const number =
    point.kind === 'episode' && point.season !== null && point.episode !== null
      ? `${point.season}.${String(point.episode).padStart(2, '0')} `
      : ''
  const name = html`${number && html`<span class="count">${number}</span> `}<span dir="auto">${point.name}</span>`
  const isHeld = point.works > 0
  const inside = isHeld
    ? html`<a href="${listAddress({ setting: `${point.canon}:${point.key}`, sort: 'updated' })}">${name}</a> <span class="count">${counted(point.works, 'work')}</span>`
    : name
  return html`<li id="${point.key}" class="${point.kind}${isHeld ? ' held' : ''}">${inside}</li>`
}
