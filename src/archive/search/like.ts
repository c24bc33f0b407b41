/**
 * More like a work: works that share its tags, rare tags counting most, each with what it shares. Only the index of tags
 * knows; without it nothing is said. What a reader's rules hide is not among them.
 */
import type { Condition } from '../../search/question.ts'
import { type Html, html, joinHtml } from '../../ui/index.ts'
import type { Visit } from '../access/index.ts'
import { workAddress } from '../addresses/index.ts'
import { byline } from '../works/index.ts'
import { type LikeWork, readLikeWorks } from './like-store.ts'
import { hiddenFor } from './show-list.ts'

const SHOWN = 4
/** As many again as rules may hide. */
const ASKED = 16
const TAGS_SHOWN = 3

export async function likeThis(visit: Visit, work: number): Promise<Html | false> {
  const { db, viewer, indexes } = visit
  const like = (await indexes.tags?.like(viewer, work, ASKED)) ?? []
  if (like.length === 0) return false
  const keys = await withoutHidden(
    visit,
    like.map((each) => each.work),
  )
  const shown = like.filter((each) => keys.includes(each.work)).slice(0, SHOWN)
  const tagKeys = shown.flatMap(({ tags }) => tags.slice(0, TAGS_SHOWN))
  const { works, tags: names } = await readLikeWorks(
    db,
    viewer,
    shown.map((each) => each.work),
    tagKeys,
  )
  if (works.length === 0) return false
  const sharedBy = new Map(
    shown.map((each) => [each.work, each.tags.slice(0, TAGS_SHOWN).flatMap((tag) => names.get(tag) ?? [])]),
  )
  return html`<section class="part like" aria-labelledby="like"><h2 id="like">More like this</h2><ul>${works.map((each) => html`<li>${line(each, sharedBy.get(each.key) ?? [])}</li>`)}</ul></section>
`
}

function line(work: LikeWork, shared: readonly string[]): Html {
  return html`<a href="${workAddress(work.publicId, work.title)}" dir="auto">${work.title}</a> <span class="by">${byline(work.creators)}</span>${shared.length > 0 && html` <span class="quiet">(shares ${joinHtml(shared.map((name) => html`<bdi>${name}</bdi>`))})</span>`}`
}

async function withoutHidden(visit: Visit, works: readonly number[]): Promise<readonly number[]> {
  const hidden = await hiddenFor(visit)
  if (hidden === undefined) return works
  const condition: Condition = { kind: 'works', keys: Uint32Array.from(works).toSorted() }
  const sort = { by: 'updated', isDescending: true } as const
  const answer = await visit.indexes.tags?.ask({
    viewer: visit.viewer,
    condition,
    hidden,
    sort,
    size: works.length,
    facets: [],
    top: 0,
  })
  return answer?.works ?? []
}
