import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CHOICE_NAMES,
  CHOICES,
  formatPreferences,
  type Preferences,
  parsePreferences,
  preferenceClasses,
  USUAL_PREFERENCES,
} from './preferences.ts'

const anyPreferences: fc.Arbitrary<Preferences> = fc
  .record(Object.fromEntries(CHOICE_NAMES.map((name) => [name, fc.constantFrom(...CHOICES[name])])))
  .map((each) => each as unknown as Preferences)

describe('the preferences cookie', () => {
  test('comes back as what was chosen', () => {
    fc.assert(
      fc.property(anyPreferences, (chosen) => {
        expect(parsePreferences(formatPreferences(chosen))).toEqual(chosen)
      }),
    )
  })

  test('is empty for a reader who leaves everything as usual', () => {
    expect(formatPreferences(USUAL_PREFERENCES)).toBe('')
  })

  test('can say nothing but our own class names, whatever it holds', () => {
    const ours = new Set<string>(Object.values(CHOICES).flat())
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constant('theme-night"><script>.size-large'), fc.constant('theme-night.theme-paper')),
        (cookie) => {
          const classes = preferenceClasses(parsePreferences(cookie))
            .split(' ')
            .filter((each) => each !== '')
          expect(classes.filter((each) => !ours.has(each))).toEqual([])
        },
      ),
    )
  })
})
