/** The labels of eFiction's pages, folded and without colon, in the languages that its sites had. */
import type { StatedField } from '../opened-format.ts'

/** `list` is cut at commas. */
export const EFICTION_LABELS: Readonly<Record<string, readonly [StatedField, 'one' | 'list']>> = {
  summary: ['summary', 'one'],
  zusammenfassung: ['summary', 'one'],
  resume: ['summary', 'one'],
  riassunto: ['summary', 'one'],
  rated: ['rating', 'one'],
  rating: ['rating', 'one'],
  altersfreigabe: ['rating', 'one'],
  fandom: ['fandom', 'list'],
  fandoms: ['fandom', 'list'],
  category: ['category', 'list'],
  categories: ['category', 'list'],
  kategorie: ['category', 'list'],
  kategorien: ['category', 'list'],
  categorie: ['category', 'list'],
  characters: ['character', 'list'],
  character: ['character', 'list'],
  charaktere: ['character', 'list'],
  personaggi: ['character', 'list'],
  personnages: ['character', 'list'],
  pairing: ['relationship', 'list'],
  pairings: ['relationship', 'list'],
  relationship: ['relationship', 'list'],
  relationships: ['relationship', 'list'],
  genre: ['genre', 'list'],
  genres: ['genre', 'list'],
  generi: ['genre', 'list'],
  warning: ['warning', 'list'],
  warnings: ['warning', 'list'],
  advisories: ['warning', 'list'],
  warnungen: ['warning', 'list'],
  avvertimenti: ['warning', 'list'],
  series: ['series', 'list'],
  serie: ['series', 'list'],
  chapters: ['chapters', 'one'],
  kapitel: ['chapters', 'one'],
  chapitres: ['chapters', 'one'],
  capitoli: ['chapters', 'one'],
  'word count': ['words', 'one'],
  words: ['words', 'one'],
  worter: ['words', 'one'],
  completed: ['status', 'one'],
  complete: ['status', 'one'],
  status: ['status', 'one'],
  fertiggestellt: ['status', 'one'],
  abgeschlossen: ['status', 'one'],
  completa: ['status', 'one'],
  published: ['posted', 'one'],
  veroffentlicht: ['posted', 'one'],
  publie: ['posted', 'one'],
  pubblicata: ['posted', 'one'],
  updated: ['updated', 'one'],
  aktualisiert: ['updated', 'one'],
  aggiornata: ['updated', 'one'],
}

/** What the software counts about a story, and what it is not part of. */
export const EFICTION_COUNTS: ReadonlySet<string> = new Set(
  'read reads gelesen challenge challenges reviews review score liked voted'.split(' '),
)

export const YES: ReadonlySet<string> = new Set('yes complete completed ja oui si igen'.split(' '))
export const NO: ReadonlySet<string> = new Set([
  'no',
  'nein',
  'non',
  'nem',
  'wip',
  'in progress',
  'work in progress',
  'incomplete',
])
/** Values that say that there is nothing. */
export const NOTHING: ReadonlySet<string> = new Set([
  '',
  'none',
  'keine',
  'keiner',
  'aucun',
  'nessuno',
  'n/a',
  '-',
  '--',
])

/** "Story Notes:", "Author's Chapter Notes:", "End Notes:": of the work or of the chapter, before it or behind it. */
export function noteKind(label: string): 'work' | 'before' | 'after' | null {
  const folded = label.toLowerCase().replaceAll('’', "'").replace(/\s*:$/, '').trim()
  if (/^(?:story|work) notes?$/.test(folded)) return 'work'
  if (/^(?:chapter )?end ?notes?$/.test(folded)) return 'after'
  return /^(?:(?:author'?s? )?(?:chapter )?(?:notes?|summary)|(?:author|chapter)'?s? notes?)$/.test(folded)
    ? 'before'
    : null
}
