/**
 * A field for names that a script completes while they are typed; without it a plain field.
 *
 * The list below it is filled by `complete.js`, which reads what kind of names is wanted from `data-complete`.
 */
import { type Html, html } from '../../ui/index.ts'
import type { LookedUp } from './resolve-names.ts'

export interface CompletedField {
  readonly name: string
  readonly label: string
  readonly kind: LookedUp
  readonly value?: string
  /** Whether several may stand in it, with commas between. */
  readonly takesSeveral?: boolean
  readonly hint?: string
}

export function completedField({ name, label, kind, value, takesSeveral = false, hint }: CompletedField): Html {
  const id = `field-${name}`
  return html`<div class="field completed"><label for="${id}">${label}</label><input id="${id}" name="${name}" autocomplete="off" dir="auto" data-complete="${kind}"${takesSeveral && html` data-several`}${value !== undefined && html` value="${value}"`}${hint !== undefined && html` aria-describedby="${id}-hint"`}>${hint !== undefined && html`<p class="hint quiet" id="${id}-hint">${hint}</p>`}</div>`
}
