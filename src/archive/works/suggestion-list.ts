/** What is only suggested of a work, as "About this copy" lists it: passages of other versions are folded after some. */
import { counted, formatNumber, type Html, html, languageAttributes } from '../../ui/index.ts'
import { chapterAddress, workAddress } from '../addresses/index.ts'
import type { CopyFinding } from './about-store.ts'
import { RESCUE_WORDS, SUGGESTION_WORDS, wordsFor } from './finding-words.ts'

const SUGGESTIONS_SHOWN = 300

const QUESTION_WORDS = { ...SUGGESTION_WORDS, ...RESCUE_WORDS }

/** Passages of other versions that are unfolded. */
const PASSAGES_OPEN = 5

export function suggestionList(
  found: readonly CopyFinding[],
  work: { readonly language: string | null },
  address: string,
): Html {
  if (found.length === 0) return html`<p>Nothing.</p>`
  const shown = found.slice(0, SUGGESTIONS_SHOWN)
  const folded = new Set(shown.filter(({ code }) => code === 'other-version').slice(PASSAGES_OPEN))
  const item = (each: CopyFinding): Html => suggestionItem(each, work, address)
  return html`<p>These are for a person to decide. Nothing was changed.</p><ul class="entries">${shown
    .filter((each) => !folded.has(each))
    .map(
      item,
    )}</ul>${folded.size > 0 && html`<details><summary>${counted(folded.size, 'more passage')} of other versions</summary><ul class="entries">${[...folded].map(item)}</ul></details>`}${found.length > SUGGESTIONS_SHOWN && html`<p>And ${counted(found.length - SUGGESTIONS_SHOWN, 'more', 'more')}.</p>`}`
}

function suggestionItem(each: CopyFinding, work: { readonly language: string | null }, address: string): Html {
  return html`<li><h3>${suggestionTitle(each)}</h3>${
    each.why !== null && html`<p>${each.why}</p>`
  }${each.before !== null && each.before !== '' && html`<p class="quoted"${languageAttributes(work.language)}>${short(each.before)}${each.after !== null && each.after !== '' && html` → <ins>${short(each.after)}</ins>`}</p>`}<p class="quiet">${percent(each.confidence)} sure${lineOf(each)}${each.chapter !== null && each.blockId !== null && html` · <a href="${chapterAddress(address, each.chapter)}#${each.blockId}">See it in the story</a>`}${each.otherId !== null && html` · <a href="${workAddress(each.otherId, each.value ?? '')}">Read the other</a>`}</p></li>`
}

/** "Fandom, perhaps: …" for a fact; what may be wrong for everything else. */
function suggestionTitle({ code, field, value }: CopyFinding): Html {
  const what = code === 'maybe-field' && field !== null ? `${factName(field)}, perhaps` : wordsFor(QUESTION_WORDS, code)
  return value === null ? html`${what}` : html`${what}: <bdi>“${short(value)}”</bdi>`
}

export function lineOf(finding: CopyFinding): Html | false {
  return finding.line !== null && html` <span class="quiet">(line ${formatNumber(finding.line)})</span>`
}

const FACT_NAMES: Readonly<Record<string, string>> = {
  notesBefore: 'Notes',
  notesAfter: 'Closing notes',
  endMarker: 'Words at the end',
  authors: 'Pen name',
  disclaimers: 'Disclaimer',
  fandoms: 'Fandom',
  relationships: 'Relationship',
  characters: 'Character',
  warnings: 'Warning',
  dates: 'Date',
}

/** "notesBefore" as "Notes", "beta-reader" as "Beta reader". */
export function factName(name: string): string {
  const known = FACT_NAMES[name]
  if (known !== undefined) return known
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}\u00a0%`
}

export function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300).toWellFormed()} …` : text
}
