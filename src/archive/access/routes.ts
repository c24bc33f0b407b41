/** `GET /archivist?key=…`: exchange the archivist's key for a pass. */
import { answerPage, answerSeeOther } from '../../ui/index.ts'
import { exchangeKey, type Gate } from './actions.ts'
import { passCookie } from './archivist-key.ts'
import { keyRefusedPage } from './pages.ts'
import { frameOf, type Handler } from './visit.ts'

export function enterAsArchivist(gate: Gate): Handler {
  return async (visit) => {
    const { db, archive } = visit
    const key = visit.query('key')
    const pass = key === undefined ? undefined : await exchangeKey(db, gate, key, new Date())
    if (pass === undefined) return answerPage(keyRefusedPage(frameOf(visit)), 403)
    return answerSeeOther('/', passCookie(pass, archive.url))
  }
}
