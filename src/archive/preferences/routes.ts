/** `GET` and `POST /preferences`: choose how pages look, and go back to where one came from. */
import {
  answerPage,
  answerSeeOther,
  CHOICE_NAMES,
  formatPreferences,
  PREFERENCES_COOKIE,
  readPreferences,
} from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { preferencesPage } from './pages.ts'

const YEAR = 365 * 24 * 60 * 60

export function showPreferences(visit: Visit): Response {
  return answerPage(preferencesPage(pathHere(visit.query('return')), frameOf(visit)))
}

export async function savePreferences(visit: Visit): Promise<Response> {
  const form = await visit.form()
  // A form may ask for one thing only; the others stay as they are.
  const preferences = readPreferences((name) => form.get(name) ?? visit.preferences[name])
  const secure = visit.archive.url.startsWith('https:') ? '; Secure' : ''
  const cookie = `${PREFERENCES_COOKIE}=${formatPreferences(preferences)}; Path=/; Max-Age=${YEAR}; SameSite=Lax; HttpOnly${secure}`
  const hasChoice = CHOICE_NAMES.some((name) => form.has(name))
  return answerSeeOther(pathHere(form.get('return')), hasChoice ? cookie : undefined)
}

/** A path of this site; whatever could lead elsewhere ("//host", "/\host", a whole address) is the front page. */
function pathHere(address: string | undefined): string {
  return address !== undefined && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(address) ? address : '/'
}
