/** `GET /search/help`. */
import { answerPage } from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { helpPage } from './form-page.ts'

export function showHelp(visit: Visit): Response {
  return answerPage(helpPage(frameOf(visit)))
}
