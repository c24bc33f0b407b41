/** `GET /challenges` and `/challenges/<id>/<slug>`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { challengeAddress } from '../addresses/index.ts'
import { listSeriesByKey } from '../series/index.ts'
import { listWorksByKey } from '../works/index.ts'
import { challengeListPage, challengePage, type ShownAnswer } from './pages.ts'
import { findChallenge, listAnswers, listChallenges } from './reading-store.ts'

export async function showChallenges(visit: Visit): Promise<Response> {
  const list = await listChallenges(visit.db, visit.viewer, readPublicId(visit.query('after') ?? ''))
  return answerPage(challengeListPage(list, frameOf(visit)))
}

export async function showChallenge(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const challenge = await findChallenge(db, viewer, readPublicId(visit.param('id')) ?? '')
  if (challenge === undefined) return answerNotFound(visit)
  if (visit.path !== challengeAddress(challenge)) return answerMoved(challengeAddress(challenge))
  const after = visit.query('after')
  const { answers: listed, next } = await listAnswers(
    db,
    viewer,
    challenge.key,
    after !== undefined && NUMBER.test(after) ? Number(after) : -1,
  )
  const [works, series] = await Promise.all([
    listWorksByKey(
      db,
      viewer,
      listed.flatMap(({ workKey }) => workKey ?? []),
    ),
    listSeriesByKey(
      db,
      viewer,
      listed.flatMap(({ seriesKey }) => seriesKey ?? []),
    ),
  ])
  const answers = listed.flatMap(({ workKey, seriesKey }): readonly ShownAnswer[] => {
    const work = works.find((each) => each.key === workKey)
    const inside = series.find((each) => each.key === seriesKey)
    return work !== undefined ? [{ work }] : inside !== undefined ? [{ series: inside }] : []
  })
  return answerPage(challengePage({ challenge, answers, next }, frameOf(visit)))
}

const NUMBER = /^\d{1,9}$/
