/** The form for a story half remembered; each work that fits says which of the memories do. */
import { type Html, html, type PageOptions, page, selectField } from '../../ui/index.ts'
import { blurb } from '../works/index.ts'
import { completedField } from './completed-field.ts'
import type { MemoryField, Remembered } from './memories.ts'
import { passages } from './passages.ts'
import type { FittingWork, MemoryFit, RememberedWorks } from './remember.ts'
import { REMARK_WORDS } from './words.ts'

export interface RememberView {
  readonly remembered: Remembered
  /** Null before anything was told. */
  readonly found: RememberedWorks | null
  readonly isOfAge: boolean
}

const FIELD_WORDS = {
  scene: 'Scene',
  names: 'Names',
  fandom: 'Fandom',
  when: 'When',
  long: 'Length',
  told: 'Told by',
  begins: 'Beginning',
  ends: 'Ending',
} satisfies Record<MemoryField, string>

export function rememberPage(view: RememberView, options: PageOptions): Html {
  const { remembered, found } = view
  const body = html`<div class="page-head"><h1>A story half remembered</h1><p class="lead">Tell what you know, in your own words. Nothing of it must be right: what fits most of it comes first.</p></div>
${found !== null && results(view, found)}
<form class="remember" action="/search/remember">
<div class="field wide"><label for="field-scene">A scene, as you would tell it to a friend</label><textarea id="field-scene" name="scene" rows="4" dir="auto" aria-describedby="field-scene-hint">${remembered.scene ?? ''}</textarea><p class="hint quiet" id="field-scene-hint">Things, places, colours. What you know word for word, put in “quotes”.</p></div>
${text('names', 'Names that are in it', remembered, 'Willow, Tara')}${completedField({ name: 'fandom', label: 'Fandom', kind: 'fandom', ...(remembered.fandom !== undefined && { value: remembered.fandom }) })}
${text('when', 'When it was written, or when you read it', remembered, 'around 2003')}${selectField(
  'long',
  'How long it was',
  [
    { value: '', text: 'I do not know' },
    { value: 'short', text: 'A page or a few' },
    { value: 'medium', text: 'A short story' },
    { value: 'long', text: 'An evening' },
    { value: 'novel', text: 'A whole novel' },
  ],
  remembered.long ?? '',
)}
${text('told', 'Who tells it', remembered, '“first” for an I, or a name')}
${text('begins', 'How it begins', remembered)}${text('ends', 'How it ends', remembered)}
<p class="wide"><button>Look for it</button></p></form>`
  return page('A story half remembered', body, { ...options, layout: 'wide', completes: true, isUnlisted: true })
}

function text(name: MemoryField, label: string, remembered: Remembered, hint?: string): Html {
  return html`<div class="field"><label for="field-${name}">${label}</label><input id="field-${name}" name="${name}" value="${remembered[name] ?? ''}" autocomplete="off" dir="auto"${hint !== undefined && html` placeholder="${hint}"`}></div>`
}

function results(view: RememberView, { works, isNamesOnly }: RememberedWorks): Html {
  return html`<section class="remembered" aria-labelledby="fits"><h2 id="fits">${works.length === 0 ? 'Nothing here fits any of it' : 'What fits most'}</h2>${
    isNamesOnly && html`<p class="quiet remark">${REMARK_WORDS['names-only']}</p>`
  }${works.length === 0 ? html`<p>Try other words for the scene, or leave out what you are least sure of.</p>` : html`<ol class="blurbs">${works.map((each) => html`<li>${blurb(each.work, 3)}${fitLine(each)}${(!each.work.asksAge || view.isOfAge) && passages(each.work, each.passages)}</li>\n`)}</ol>`}
<p><a href="#field-scene">Tell more, or something else</a></p></section>`
}

function fitLine({ fits }: FittingWork): Html {
  return html`<dl class="fits">${fits.map((fit) => html`<div class="${stateOf(fit)}"><dt>${FIELD_WORDS[fit.field]}</dt><dd>${wordsOf(fit)}</dd></div>`)}</dl>`
}

function stateOf({ fitting, missing }: MemoryFit): string {
  return fitting.length === 0 ? 'fits-not' : missing.length === 0 ? 'fits-all' : 'fits-some'
}

function wordsOf({ fitting, missing }: MemoryFit): Html {
  if (fitting.length === 0) return html`does not fit`
  return html`<span dir="auto">${fitting.join(', ')}</span>${missing.length > 0 && html` <span class="quiet">but not <s dir="auto">${missing.join(', ')}</s></span>`}`
}
