/** `GET /`. */
import { answerPage } from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { listNewWorks, summariseList } from '../works/index.ts'
import { frontPage } from './pages.ts'
import { countHoldings, findBeside } from './store.ts'

const NEWS = 5

export async function showFront(visit: Visit): Promise<Response> {
  const { db, viewer, archive } = visit
  const [holdings, news, summary, beside] = await Promise.all([
    countHoldings(db, viewer),
    listNewWorks(db, viewer, NEWS),
    summariseList(db, viewer, { sort: 'updated' }),
    findBeside(db, viewer),
  ])
  const feed = { title: `New in ${archive.name}`, href: '/feeds/works.atom' }
  return answerPage(frontPage({ archive, holdings, news, summary, beside }, { ...frameOf(visit), feed }))
}
