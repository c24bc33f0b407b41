/** Form controls, each with its label. Names are unique in a form; ids are made from them. */
import { type Html, html, raw } from './html.ts'

export interface Choice {
  readonly value: string
  readonly text: string
  /** How many works this choice leaves, where that is known exactly. */
  readonly count?: number | undefined
}

export function selectField(name: string, label: string, choices: readonly Choice[], chosen: string | undefined): Html {
  return html`<div class="field"><label for="field-${name}">${label}</label><select id="field-${name}" name="${name}">${choices.map(
    ({ value, text, count }) =>
      html`<option value="${value}"${value === chosen && SELECTED}>${text}${count !== undefined && ` (${count})`}</option>`,
  )}</select></div>`
}

export function radioField(name: string, label: string, choices: readonly Choice[], chosen: string): Html {
  return html`<fieldset><legend>${label}</legend><div class="choices">${choices.map(
    ({ value, text }) =>
      html`<label><input type="radio" name="${name}" value="${value}"${value === chosen && CHECKED}>${text}</label>`,
  )}</div></fieldset>`
}

export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

const SELECTED = raw(' selected')
const CHECKED = raw(' checked')
