import { expect, test } from 'vitest'
import { findLabel } from './label.ts'
import type { LabelKey } from './label-keys.ts'
import { LABELS } from './labels.ts'
import { LABELS_BY_LANGUAGE } from './labels-by-language.ts'

/** What nearly every header has. "Fandom" is called so everywhere. */
const USUAL: readonly LabelKey[] = [
  'title',
  'author',
  'summary',
  'rating',
  'pairing',
  'characters',
  'disclaimer',
  'notes',
  'warnings',
  'part',
  'chapters',
  'genre',
  'thanks',
  'translator',
]
const LANGUAGES = ['es', 'pt', 'ca', 'cs', 'sk', 'is', 'hu', 'gl']

function labelsOf(key: LabelKey, language: string): string[] {
  const shared = LABELS[key]?.['*'] ?? ''
  const own = [LABELS[key]?.[language], LABELS_BY_LANGUAGE[language]?.[key], shared]
  return own.flatMap((labels) => (labels === undefined || labels === '' ? [] : labels.split(',')))
}

test.for(LANGUAGES)('knows every usual label in %s', (language) => {
  expect(USUAL.filter((key) => labelsOf(key, language).length === 0)).toEqual([])
})

test.for(Object.keys(LABELS_BY_LANGUAGE))('finds each label of %s', (language) => {
  const labels = Object.values(LABELS_BY_LANGUAGE[language] ?? {}).flatMap((each) => each.split(','))
  expect(labels.filter((label) => findLabel(label, false) === null)).toEqual([])
})
