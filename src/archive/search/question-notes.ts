/** What was not understood in a question, at its place, each with a way to put it right; and names that are not here. */
import { type Place, type QueryProblem, withCorrection } from '../../search/query/index.ts'
import { type Html, html, joinHtml } from '../../ui/index.ts'
import { addressOf } from './list-address.ts'
import type { ListView } from './list-view.ts'
import type { UnknownName } from './resolve.ts'
import { NAME_WORDS, PROBLEM_WORDS } from './words.ts'

const SHOWN = 6

export function questionNotes(view: ListView): Html | false {
  const { query, found } = view
  const { problems } = query
  if (problems.length + found.unknown.length === 0) return false
  return html`<div class="notice question-notes" role="status">${problems.slice(0, SHOWN).map((problem) => problemNote(view, problem))}${
    problems.length > SHOWN && html`<p>${problems.length - SHOWN} more things in it were not understood.</p>`
  }${found.unknown.slice(0, SHOWN).map((unknown) => unknownNote(view, unknown))}</div>`
}

function problemNote(view: ListView, problem: QueryProblem): Html {
  const { typed } = view
  const corrected = withCorrection(typed, problem)
  return html`<p>${atPlace(typed, problem.place)}<br>${PROBLEM_WORDS[problem.code]}${
    corrected !== null &&
    corrected !== '' &&
    html` Try <a href="${addressOf({ base: view.base, query: corrected })}"><bdi>${shortly(corrected)}</bdi></a>.`
  }${corrected === null && problem.choices.length > 0 && html` There are: ${problem.choices.slice(0, 20).join(', ')}.`}</p>`
}

/** "No character here is called …", with what may be meant instead. */
function unknownNote(view: ListView, { field, typed, place, like }: UnknownName): Html {
  const meant = like.map((name) => {
    const corrected = replacedName(view.typed, place, typed, name)
    return html`<a href="${addressOf({ base: view.base, query: corrected })}" dir="auto">${name}</a>`
  })
  return html`<p>No ${NAME_WORDS[field]} here is called “<bdi>${shortly(typed)}</bdi>”.${meant.length > 0 && html` Did you mean ${joinHtml(meant)}?`}</p>`
}

/** The question with another name where this one stands; a list of names keeps the others. */
function replacedName(text: string, { start, end }: Place, typed: string, name: string): string {
  const part = text.slice(start, end)
  const quoted = `"${name.replaceAll('"', "'")}"`
  const at = part.toLowerCase().indexOf(typed.toLowerCase())
  const from = at > 0 && /["“”„‟«»]/.test(part.charAt(at - 1)) ? at - 1 : at
  const to = at + typed.length
  const until = /["“”„‟«»]/.test(part.charAt(to)) ? to + 1 : to
  const changed = at < 0 ? quoted : part.slice(0, from) + quoted + part.slice(until)
  return text.slice(0, start) + changed + text.slice(end)
}

const AROUND = 24
const MARKED = 60

/** The stretch of the question around a place, with the place marked. */
function atPlace(typed: string, { start, end }: Place): Html {
  const from = Math.max(0, start - AROUND)
  const to = Math.min(typed.length, Math.min(end, start + MARKED) + AROUND)
  const marked = typed.slice(start, Math.min(end, start + MARKED))
  return html`<code dir="auto">${from > 0 && '… '}${typed.slice(from, start).toWellFormed()}<mark>${marked === '' ? '‸' : marked.toWellFormed()}</mark>${typed.slice(Math.min(end, start + MARKED), to).toWellFormed()}${to < typed.length && ' …'}</code>`
}

const LENGTH = 120

function shortly(text: string): string {
  return text.length > LENGTH ? `${text.slice(0, LENGTH).toWellFormed()}…` : text
}
