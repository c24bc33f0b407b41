/** Pieces of markup that several pages make of a work: its byline, its tags, its numbers. */
import type { Visibility } from '../../platform/db/visibility.ts'
import { type Html, html, joinNames, roundMark } from '../../ui/index.ts'
import { penNameAddress, settingsAddress, tagAddress } from '../addresses/index.ts'
import { KIND_WORDS, RATING_FILL, RATING_WORDS, STATUS_FILL, STATUS_WORDS, type TagKind } from './labels.ts'
import type { Creator, Names, WorkFacts, WorkSetting, WorkTag } from './work.ts'

/** "by A and B", linked; translators and artists say so. */
export function byline(creators: readonly Creator[]): Html {
  return html`by ${creators.map(
    (creator, i) =>
      html`${between(i, creators.length)}<a href="${penNameAddress(creator)}" rel="author" dir="auto">${creator.name}</a>${
        creator.role !== 'author' && ` (${creator.role})`
      }`,
  )}`
}

/** The same without markup, for titles and feeds. */
export function bylineText(creators: readonly Creator[]): string {
  return creators.length === 0 ? '' : `by ${joinNames(creators.map((creator) => creator.name))}`
}

function between(i: number, length: number): string {
  if (i === 0) return ''
  return i === length - 1 ? ' and ' : ', '
}

export function tagsOfKind(names: Names, kind: TagKind): readonly WorkTag[] {
  return names.tags.filter((tag) => tag.kind === kind)
}

export function tagLink(tag: WorkTag): Html {
  return html`<a href="${tagAddress(tag)}" dir="auto">${tag.name}</a>`
}

/** The author's words, leading to the point of the canon where that is known. */
export function settingLink(setting: WorkSetting): Html {
  const { point, relation, asWritten } = setting
  if (point === null) return html`<span dir="auto">${asWritten}</span>`
  const words = relation === null || relation === 'during' ? point.name : `${relation} ${point.name}`
  const same = words.toLowerCase() === asWritten.toLowerCase()
  const name =
    point.fandom === null ? html`${words}` : html`<a href="${settingsAddress(point.fandom)}#${point.key}">${words}</a>`
  return html`${name}${!same && html` <i class="quiet" dir="auto">(${asWritten})</i>`}`
}

/** Rating, warnings, status and category: always said, in words beside a small mark. */
export function requiredFacts(work: WorkFacts & Names): Html {
  const others = work.tags.filter((tag) => tag.kind === 'warning' || tag.kind === 'category')
  return html`<ul class="line required"><li>${roundMark(RATING_FILL[work.rating])}${RATING_WORDS[work.rating]}</li>${
    work.status !== null && html`<li>${roundMark(STATUS_FILL[work.status])}${STATUS_WORDS[work.status]}</li>`
  }${others.map((tag) => html`<li>${tagLink(tag)}</li>`)}</ul>`
}

/** "3 of 7", "3 of ?" for a work that goes on, "3". */
export function chaptersInWords(work: WorkFacts): string {
  if (work.expectedChapters !== null) return `${work.chapters} of ${work.expectedChapters}`
  return work.status === 'in-progress' ? `${work.chapters} of ?` : String(work.chapters)
}

export function kindWord(kind: TagKind, count: number): string {
  return KIND_WORDS[kind][count === 1 ? 0 : 1]
}

const STATE_WORDS = {
  public: '',
  members: 'members only',
  unlisted: 'unlisted',
  hidden: 'held back',
  dark: 'kept dark',
  withdrawn: 'withdrawn',
} satisfies Record<Visibility, string>

/** What the archivist sees beside the title of a work that not everybody may see. */
export function stateMark(work: { readonly visibility: Visibility }): Html | false {
  return work.visibility !== 'public' && html` <span class="state">${STATE_WORDS[work.visibility]}</span>`
}
