/**
 * The words of ratings, each with its place on our scale. At one place of a text the first pattern that fits is taken,
 * so longer words stand before their beginnings: PG-13 before PG.
 *
 * Single letters count in capitals only.
 */
import type { Rating } from '../reading.ts'

export const RATING_WORDS: readonly (readonly [Rating, RegExp])[] = [
  // Film ratings, with the hyphen typed, forgotten or spaced.
  ['explicit', /^NC ?- ?1[78]|^NC1[78]|^nc ?-? ?17/],
  ['teen', /^PG ?-? ?1[2345]|^pg ?-? ?1[2345]/],
  ['general', /^PG|^pg|^Pg/],
  // FR numbers of crossover archives, and the letters of smaller ones.
  ['explicit', /^FR ?-?(?:18|21)|^FRAO|^FRA\b/],
  ['mature', /^FR ?-?1[567]|^FRM/],
  ['teen', /^FR ?-?1[234]|^FRT/],
  ['general', /^FR ?-?(?:7|10)|^FRC|^FRK/],
  // Sentences of archives.
  ['teen', /^teens?(?: ?(?:and|&) ?up)?(?: audiences)?/i],
  ['general', /^general(?: audiences?)?/i],
  ['explicit', /^explicit/i],
  ['mature', /^mature/i],
  ['unrated', /^(?:not (?:yet )?rated|unrated|no rating|none given|nicht eingestuft|sin clasificar)/i],
  ['explicit', /^(?:adultos?|adultes?|adulti|adults? only|adults?|x-rated|18 ?rated|erwachsene)/i],
  ['general', /^(?:all ages|everyone|universal|suitable for all|family|tous publics?|tout public)/i],
  [
    'general',
    /^(?:todos? (?:los )?p[úu]blicos?|todo p[úu]blico|per tutti|livre|voor iedereen|bez ogranicze[ńn]|для всех|tots? els p[úu]blics|per a tothom|todos os p[úu]blicos|pro všechny|pre všetk[ýy]ch|všem přístupné|bez ob?medzenia|bez omezení|korhatár nélkül|mindenkinek|öllum leyf[ðt]|fyrir alla)/i,
  ],
  // Colours of an Italian archive.
  ['general', /^verde/i],
  ['teen', /^giallo/i],
  ['mature', /^arancione/i],
  ['explicit', /^rosso/i],
  // Ages. British certificates first; "P12" is a German archive's; "-16" is French for "not under 16".
  ['general', /^12A/],
  ['explicit', /^P-?18(?:-AVL)?|^-?(?:18|21)\+?/],
  ['mature', /^P-?16|^-?1[567]\+?/],
  ['teen', /^P-?12|^-?1[1234]\+?/],
  ['general', /^P-?6|^-?(?:[3-9]|10)\+?(?![.,]?\d)/],
  ['teen', /^TV ?-?14/],
  ['mature', /^TV ?-?MA/],
  ['general', /^TV ?-?(?:PG|G|Y7?)/],
  // Letters.
  ['unrated', /^NR/],
  ['general', /^GA|^K\+|^[GKU]/],
  ['explicit', /^MA|^XXX|^[XE]|^xxx|^AO/],
  ['teen', /^T\+?/],
  ['mature', /^[RM]\+?/],
]
