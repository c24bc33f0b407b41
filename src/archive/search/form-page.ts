/** The form for all there is to ask, and the page that explains the language it writes. */
import { EXAMPLES, QUERY_RATINGS, QUERY_STATUSES } from '../../search/query/index.ts'
import { type Html, hiddenField, html, type PageOptions, page, raw, selectField } from '../../ui/index.ts'
import { RATING_WORDS, STATUS_WORDS } from '../works/index.ts'
import { completedField } from './completed-field.ts'
import { sortChoices } from './filters.ts'
import type { FormValues } from './form-values.ts'
import { addressOf } from './list-address.ts'

/** `values` fill the fields; what they cannot say is kept beside them and asked as well. */
export function formPage(values: FormValues, options: PageOptions): Html {
  const { text, rest } = values
  const several = (name: string) => ({ takesSeveral: true, value: text(name) })
  const body = html`<div class="page-head"><h1>Search by form</h1><p class="lead">What you leave empty is not asked for. The form writes what could be typed in the box, and shows it there.</p></div>
${rest !== '' && html`<p>Asked as well, since no field says it: <code dir="auto">${rest}</code></p>`}
<form class="search-form" action="/search/write">${rest !== '' && hiddenField('q', rest)}
<section><h2>Words</h2>${textField('words', 'Words or “phrases”, anywhere', values)}${textField('title', 'In the title', values)}${textField('summary', 'In the summary', values)}</section>
<section><h2>Who and what</h2>${completedField({ name: 'fandom', label: 'Fandoms', kind: 'fandom', ...several('fandom'), hint: 'Several with commas between, here and below; a work has all of them.' })}${completedField({ name: 'relationship', label: 'Relationships', kind: 'relationship', ...several('relationship') })}${completedField({ name: 'character', label: 'Characters', kind: 'character', ...several('character') })}${completedField({ name: 'additional', label: 'Additional tags', kind: 'additional', ...several('additional') })}${completedField({ name: 'without', label: 'Without any of these tags', kind: 'tag', ...several('without') })}${completedField({ name: 'by', label: 'Pen names', kind: 'by', ...several('by') })}${completedField({ name: 'series', label: 'Series', kind: 'series', value: text('series') })}</section>
<section><h2>How it is</h2>${boxes(
    'rating',
    'Rating',
    QUERY_RATINGS.map((value) => [value, RATING_WORDS[value]]),
    values,
  )}${boxes(
    'status',
    'Status',
    QUERY_STATUSES.map((value) => [value, STATUS_WORDS[value]]),
    values,
  )}${boxes('is', 'Only', ONLY, values)}${boxes('told', 'Told by', TOLD, values)}${pairField('Words', ['from', 'at least'], ['up-to', 'at most'], values)}${pairField('Updated', ['since', 'from, as 2003-05'], ['before-day', 'to'], values)}${textField('set', 'Set in the canon', values, 'season 3, 5x22, after season 5')}${textField('language', 'Language', values, 'de or German')}
${selectField('sort', 'Order', [{ value: '', text: 'As usual' }, ...sortChoices()], text('sort'))}</section>
<p><button>Search</button></p></form>`
  return page('Search by form', body, { ...options, completes: true, isUnlisted: true })
}

const ONLY = [
  ['crossover', 'Crossovers'],
  ['single-pairing', 'One pairing alone'],
  ['one-chapter', 'One chapter'],
  ['series-part', 'Part of a series'],
] as const
const TOLD = [
  ['first', '“I”'],
  ['second', '“you”'],
  ['third', '“he”, “she” or “they”'],
] as const

function textField(name: string, label: string, { text }: FormValues, hint?: string): Html {
  return html`<div class="field"><label for="field-${name}">${label}</label><input id="field-${name}" name="${name}" autocomplete="off" dir="auto" value="${text(name)}"${hint !== undefined && html` placeholder="${hint}"`}></div>`
}

type NamedInput = readonly [name: string, words: string]

function pairField(label: string, first: NamedInput, second: NamedInput, { text }: FormValues): Html {
  return html`<fieldset class="pair"><legend>${label}</legend>${[first, second].map(
    ([name, words]) =>
      html`<label class="unseen" for="field-${name}">${label}, ${words}</label><input id="field-${name}" name="${name}" placeholder="${words}" autocomplete="off" value="${text(name)}">`,
  )}</fieldset>`
}

function boxes(
  name: string,
  label: string,
  choices: readonly (readonly [value: string, text: string])[],
  { has }: FormValues,
): Html {
  return html`<fieldset><legend>${label}</legend><div class="choices">${choices.map(([value, text]) => html`<label><input type="checkbox" name="${name}" value="${value}"${has(name, value) && CHECKED}>${text}</label>`)}</div></fieldset>`
}

const CHECKED = raw(' checked')

export function helpPage(options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>How to ask</h1><p class="lead">Type what you know. Words beside each other must all be there; everything else is in these examples, and each is a link that asks it here.</p></div>
${EXAMPLES.map(
  ({ title, examples }) =>
    html`<section class="part"><h2>${title}</h2><dl class="examples">${examples.map(
      ({ query, asks }) =>
        html`<div><dt><a href="${addressOf({ base: '/search', query })}"><code>${query}</code></a></dt><dd>${asks}</dd></div>`,
    )}</dl></section>`,
)}
<section class="part"><h2>Good to know</h2><ul class="prose-list"><li>Spellings of other archives work as well: <code>words&gt;1000</code>, <code>-"tag name"</code>, <code>||</code>, <code>sort:&gt;words</code>, <code>otp:true</code>.</li><li>Capitals, accents and the kind of quotation marks make no difference.</li><li>What is not understood is left out and shown to you with its place; the rest is asked all the same.</li><li>The address of a list holds the whole question: keep it, or give it to somebody.</li></ul></section>`
  return page('How to ask', body, options)
}
