/**
 * How a reader wants pages set: theme, face, size, lines, width, paragraphs, edges; and whether works that ask a reader's
 * age are shown. A choice is a class on `<html>`, and the cookie is the list of classes, so the page is right before its
 * first paint and needs no script.
 */

export const CHOICES = {
  theme: ['theme-system', 'theme-paper', 'theme-night', 'theme-contrast'],
  font: ['font-serif', 'font-sans', 'font-hyperlegible'],
  size: ['size-small', 'size-normal', 'size-large', 'size-larger', 'size-largest'],
  lines: ['lines-close', 'lines-normal', 'lines-open'],
  width: ['width-narrow', 'width-normal', 'width-wide'],
  paragraphs: ['paragraphs-indent', 'paragraphs-space'],
  edges: ['edges-ragged', 'edges-justified'],
  marked: ['marked-ask', 'marked-show'],
} as const

export type ChoiceName = keyof typeof CHOICES
export type Preferences = { readonly [Name in ChoiceName]: (typeof CHOICES)[Name][number] }

export const CHOICE_NAMES = Object.keys(CHOICES) as readonly ChoiceName[]

export const USUAL_PREFERENCES: Preferences = {
  theme: 'theme-system',
  font: 'font-serif',
  size: 'size-normal',
  lines: 'lines-normal',
  width: 'width-normal',
  paragraphs: 'paragraphs-indent',
  edges: 'edges-ragged',
  marked: 'marked-ask',
}

export const PREFERENCES_COOKIE = 'ficarium_reading'

/** From a form or any other source of `name → class`; what is missing or unknown is as usual. */
export function readPreferences(valueOf: (name: ChoiceName) => string | undefined): Preferences {
  const chosen: Partial<Record<ChoiceName, string>> = {}
  for (const name of CHOICE_NAMES) {
    const value = valueOf(name)
    chosen[name] = value !== undefined && isChoice(name, value) ? value : USUAL_PREFERENCES[name]
  }
  return chosen as Preferences
}

/** From the cookie's value: `theme-night.size-large`. */
export function parsePreferences(cookie: string | undefined): Preferences {
  if (cookie === undefined || cookie === '') return USUAL_PREFERENCES
  const classes = cookie.split('.', CHOICE_NAMES.length)
  return readPreferences((name) => classes.find((each) => isChoice(name, each)))
}

/** For the cookie: only what differs from the usual. */
export function formatPreferences(preferences: Preferences): string {
  return CHOICE_NAMES.map((name) => preferences[name])
    .filter((each) => !Object.values<string>(USUAL_PREFERENCES).includes(each))
    .join('.')
}

/** For `class` on `<html>`; every value is one of ours. */
export function preferenceClasses(preferences: Preferences): string {
  return formatPreferences(preferences).replaceAll('.', ' ')
}

function isChoice(name: ChoiceName, value: string): boolean {
  return (CHOICES[name] as readonly string[]).includes(value)
}
