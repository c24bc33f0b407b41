/** `GET` and `POST /search/rules`: what a reader never wants to see. */
import { answerPage, answerSeeOther } from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { browserCookie } from './kept.ts'
import { hiddenBy, RULES_COOKIE, readRules, rulesForCookie, rulesFromCookie, withRules } from './rules.ts'
import { rulesPage } from './rules-page.ts'
import { today } from './show-list.ts'

export async function showRules(visit: Visit): Promise<Response> {
  const text = rulesFromCookie(visit.cookie(RULES_COOKIE))
  const rules = readRules(text, today())
  const unknown = (await hiddenBy(visit, rules))?.unknown ?? []
  const ruled = withRules({ clause: { kind: 'all', of: [] }, sorting: null }, rules)
  const view = { text, rules, unknown, isSaved: visit.query('saved') === '1', ruled }
  return answerPage(rulesPage(view, frameOf(visit)))
}

export async function saveRules(visit: Visit): Promise<Response> {
  const form = await visit.form()
  // A list offers to add a rule to those that are there.
  const text =
    form.get('rules') ?? [rulesFromCookie(visit.cookie(RULES_COOKIE)), form.get('add') ?? ''].join('\n').trim()
  return answerSeeOther('/search/rules?saved=1', browserCookie(visit, RULES_COOKIE, rulesForCookie(text)))
}
