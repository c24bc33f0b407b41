/** `GET /tags`, `/tags/<id>/<slug>` and `/tags/<id>/<slug>/settings`. Fandoms are tags. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { settingsAddress, tagAddress } from '../addresses/index.ts'
import { readLetter, viewList } from '../search/index.ts'
import { TAG_KINDS } from '../works/index.ts'
import { settingsPage, tagPage, tagsPage } from './pages.ts'
import { findLettersOfTags, findTag, listTags, listTimeline } from './store.ts'

export async function showTags(visit: Visit): Promise<Response> {
  const asked = visit.query('kind')
  const kind = TAG_KINDS.find((each) => each === asked) ?? 'fandom'
  const { db, viewer } = visit
  const letter = readLetter(visit.query('letter'))
  const [list, used] = await Promise.all([
    listTags(db, viewer, kind, { after: readPublicId(visit.query('after') ?? ''), letter }),
    findLettersOfTags(db, viewer, kind),
  ])
  return answerPage(tagsPage({ ...list, kind, letter, used }, frameOf(visit)))
}

export async function showTag(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const tag = await findTag(db, viewer, readPublicId(visit.param('id')) ?? '')
  if (tag === undefined) return answerNotFound(visit)
  if (visit.path !== tagAddress(tag)) return answerMoved(tagAddress(tag))
  const scope = { address: tagAddress(tag), condition: { kind: 'tag', keys: [tag.key] } } as const
  return answerPage(tagPage(tag, await viewList(visit, { scope }), frameOf(visit)))
}

export async function showSettings(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const tag = await findTag(db, viewer, readPublicId(visit.param('id')) ?? '')
  if (tag === undefined || !tag.hasCanon) return answerNotFound(visit)
  if (visit.path !== settingsAddress(tag)) return answerMoved(settingsAddress(tag))
  return answerPage(settingsPage(tag, await listTimeline(db, viewer, tag.publicId), frameOf(visit)))
}
