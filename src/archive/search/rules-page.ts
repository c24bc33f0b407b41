/** The form for what a reader never wants to see, with what was not understood in it. */
import { type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { feedLinks } from './list-body.ts'
import type { UnknownName } from './resolve.ts'
import { MAX_RULES, type Rule } from './rules.ts'
import { NAME_WORDS, PROBLEM_WORDS } from './words.ts'

export interface RulesView {
  readonly text: string
  readonly rules: readonly Rule[]
  readonly unknown: readonly UnknownName[]
  readonly isSaved: boolean
  /** All works with the rules written into the question; undefined where that would be too long. */
  readonly ruled: string | undefined
}

export function rulesPage({ text, rules, unknown, isSaved, ruled }: RulesView, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>What you never want to see</h1><p class="lead">Works that fit one of these lines are left out of every list before it is counted. Each list says how many they were, and shows them when you ask.</p></div>
${isSaved && html`<p class="notice" role="status">${rules.length === 0 ? 'Nothing is hidden.' : 'Kept in this browser.'}</p>`}${doubts(rules, unknown)}
<form class="rules" method="post" action="/search/rules"><div class="field"><label for="rules">One thing a line</label><textarea id="rules" name="rules" rows="8" maxlength="${MAX_RULES}" dir="auto" spellcheck="false" aria-describedby="rules-hint">${text}</textarea></div>
<p class="hint quiet" id="rules-hint">As in the <a href="/search/help">search</a>. A tag or a word by itself is looked for in title, tags and summary: <code>major character death</code>. More than one thing on a line hides what is all of it: <code>fandom:"The Glass Harbour" rating:explicit</code>.</p>
<button>Keep it so</button></form>
<p class="hint quiet">To take one back, delete its line and keep the rest; an empty field hides nothing. To look once at what is hidden, every list has “Show them this once” beside its count. The lines are kept in a cookie of this browser for a year; nobody else learns of them.</p>
${rules.length > 0 && elsewhere(ruled)}`
  return page('What you never want to see', body, { ...options, isUnlisted: true })
}

/** Programs do not have the cookie, so that what they ask must say the rules itself. */
function elsewhere(ruled: string | undefined): Html {
  return html`<section class="part" aria-labelledby="elsewhere"><h2 id="elsewhere">In a feed reader or an e-book program</h2>${
    ruled === undefined
      ? html`<p>Such a program does not have the cookie, and these lines are too long to be written into an address. Fewer of them can be.</p>`
      : html`<p>Such a program does not have the cookie. All works without what these lines hide, with the lines written into the address: ${feedLinks('/works', ruled)}.</p><p>Every list has the same at its end. Whoever sees such an address sees your lines; when you change them, take the address anew.</p>`
  }</section>`
}

function doubts(rules: readonly Rule[], unknown: readonly UnknownName[]): Html | false {
  const problems = rules.flatMap((rule) => rule.problems.map((problem) => ({ rule, problem })))
  if (problems.length + unknown.length === 0) return false
  return html`<div class="notice">${problems.slice(0, 10).map(({ rule, problem }) => html`<p><code dir="auto">${rule.text}</code><br>${PROBLEM_WORDS[problem.code]}</p>`)}${unknown.slice(0, 10).map(({ field, typed }) => html`<p>No ${NAME_WORDS[field]} here is called “<bdi>${typed}</bdi>” yet; the line holds once there is one.</p>`)}</div>`
}
