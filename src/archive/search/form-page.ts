/** The form for all there is to ask, and the page that explains the language it writes. */
import { EXAMPLES, QUERY_RATINGS, QUERY_STATUSES, type Query } from '../../search/query/index.ts'
import { type Html, hiddenField, html, type PageOptions, page, selectField } from '../../ui/index.ts'
import { RATING_WORDS, STATUS_WORDS } from '../works/index.ts'
import { completedField } from './completed-field.ts'
import { sortChoices } from './filters.ts'
import { addressOf } from './list-address.ts'

export interface FormValues {
  /** A question that the form adds to. */
  readonly q: string
  readonly query: Query
}

export function formPage({ q }: FormValues, options: PageOptions): Html {
  const several = { takesSeveral: true }
  const body = html`<div class="page-head"><h1>Search by form</h1><p class="lead">What you leave empty is not asked for. The form writes what could be typed in the box, and shows it there.</p></div>
${q !== '' && html`<p>Added to <code dir="auto">${q}</code></p>`}
<form class="search-form" action="/search/write">${q !== '' && hiddenField('q', q)}
<section><h2>Words</h2>${textField('words', 'Words or “phrases”, anywhere')}${textField('title', 'In the title')}${textField('summary', 'In the summary')}</section>
<section><h2>Who and what</h2>${completedField({ name: 'fandom', label: 'Fandom', kind: 'fandom', ...several })}${completedField({ name: 'relationship', label: 'Relationships', kind: 'relationship', ...several })}${completedField({ name: 'character', label: 'Characters', kind: 'character', ...several })}${completedField({ name: 'additional', label: 'Additional tags', kind: 'additional', ...several })}${completedField({ name: 'without', label: 'Without these tags', kind: 'tag', ...several, hint: 'Several with commas between.' })}${completedField({ name: 'by', label: 'Pen name', kind: 'by', ...several })}${completedField({ name: 'series', label: 'Series', kind: 'series' })}</section>
<section><h2>How it is</h2>${boxes(
    'rating',
    'Rating',
    QUERY_RATINGS.map((value) => [value, RATING_WORDS[value]]),
  )}${boxes(
    'status',
    'Status',
    QUERY_STATUSES.map((value) => [value, STATUS_WORDS[value]]),
  )}${boxes('is', 'Only', [
    ['crossover', 'Crossovers'],
    ['single-pairing', 'One pairing alone'],
    ['one-chapter', 'One chapter'],
    ['series-part', 'Part of a series'],
  ])}${boxes('told', 'Told by', [
    ['first', '“I”'],
    ['second', '“you”'],
    ['third', '“he”, “she” or “they”'],
  ])}${pairField('Words', ['from', 'at least'], ['up-to', 'at most'])}${pairField('Updated', ['since', 'from, as 2003-05'], ['before-day', 'to'])}${textField('set', 'Set in the canon', 'season 3, 5x22, after season 5')}${textField('language', 'Language', 'de or German')}
${selectField('sort', 'Order', [{ value: '', text: 'As usual' }, ...sortChoices()], '')}</section>
<p><button>Search</button></p></form>`
  return page('Search by form', body, { ...options, completes: true, isUnlisted: true })
}

function textField(name: string, label: string, hint?: string): Html {
  return html`<div class="field"><label for="field-${name}">${label}</label><input id="field-${name}" name="${name}" autocomplete="off" dir="auto"${hint !== undefined && html` placeholder="${hint}"`}></div>`
}

type NamedInput = readonly [name: string, words: string]

function pairField(label: string, first: NamedInput, second: NamedInput): Html {
  return html`<fieldset class="pair"><legend>${label}</legend>${[first, second].map(
    ([name, words]) =>
      html`<label class="unseen" for="field-${name}">${label}, ${words}</label><input id="field-${name}" name="${name}" placeholder="${words}" autocomplete="off">`,
  )}</fieldset>`
}

function boxes(name: string, label: string, choices: readonly (readonly [value: string, text: string])[]): Html {
  return html`<fieldset><legend>${label}</legend><div class="choices">${choices.map(([value, text]) => html`<label><input type="checkbox" name="${name}" value="${value}">${text}</label>`)}</div></fieldset>`
}

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
