import { describe, expect, test } from 'vitest'
import { isPlainEnglish } from './plain-english.ts'

const ENGLISH =
  'She had not been there for years, and the house was colder than she remembered. What would they have said of it? ' +
  'Nothing, most likely; they had never been the kind of people who spoke about what they lost. Maren put her bag on the ' +
  'table and opened the window, because the air was heavy with dust and with the smell of lamps that nobody had lit since ' +
  'the winter when their father died and her brother left for the harbour, and from which he had not come back.'
const FRENCH =
  'Elle n’était pas revenue depuis des années, et la maison lui semblait plus froide que dans son souvenir. Qu’en ' +
  'auraient-ils dit ? Rien, sans doute ; ils n’avaient jamais été de ceux qui parlent de ce qu’ils ont perdu. Maren posa ' +
  'son sac sur la table et ouvrit la fenêtre, car l’air était lourd de poussière et de l’odeur des lampes que personne ' +
  'n’avait allumées depuis l’hiver où leur père était mort et où son frère était parti pour le port sans en revenir.'

describe('isPlainEnglish', () => {
  test.for([
    ['English prose', ENGLISH, true],
    ['English prose with a name from elsewhere', ENGLISH.replaceAll('Maren', 'Zoë'), true],
    ['French prose', FRENCH, false],
    ['a page that is half French', `${ENGLISH} ${FRENCH} ${FRENCH}`, false],
    ['too few words to tell', 'She said that they were there.', false],
    ['nothing', '', false],
  ] as const)('looks at %s', ([, text, expected]) => {
    expect(isPlainEnglish(text)).toBe(expected)
  })
})
