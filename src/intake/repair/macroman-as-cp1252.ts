/**
 * Undoes Mac Roman that was read as Windows-1252.
 *
 *     in     ÒI donÕt know,Ó she said Ñ and left the cafŽ.
 *     out    “I don’t know,” she said — and left the café.
 *
 * The marks become capitals, and a capital inside a small word decides. (But not any capital: programs that made only
 * ASCII letters small left `leÕes` and `espaÑol`, so it must be a contraction or an elision.) Read as Latin-1, accents
 * become C1 controls behind a small letter; that is damage for certain, and what Windows-1252 makes of it is no word.
 * How the rest is decided is in `misread-marks.ts`; what it gets wrong is under `known` in the cases.
 */
import { decodeSingleByte } from '../decode/index.ts'
import { findMisreadMarks, type MisreadMarks } from './misread-marks.ts'
import { type Change, hasC1Control, inOrder, type Rule } from './rule.ts'

const MARKS: MisreadMarks = {
  code: 'macroman-as-cp1252',
  story: 'Mac Roman read as Windows-1252',
  apostrophe: 'Õ',
  openingSingle: 'Ô',
  openingDouble: 'Ò',
  closingDouble: 'Ó',
  enDash: 'Ð',
  emDash: 'Ñ',
  ellipsis: 'É',
  letters: new Map([
    ['Ž', 'é'],
    ['ˆ', 'à'],
    ['‡', 'á'],
    ['Š', 'ä'],
    ['Ÿ', 'ü'],
  ]),
  isDecisive: true,
}

/** Controls that Mac Roman has small letters for and Windows-1252 nothing, or what cannot follow a small letter. */
const CONTROL = /(?<=[a-z])[\u0087\u0088\u008a\u008d-\u0090\u009d\u009f](?=[a-z]|[^\p{L}]|$)/gu

export const repairMacromanAsCp1252: Rule = {
  code: 'macroman-as-cp1252',
  find: (text, session) => {
    const found = findMisreadMarks(text, MARKS, session)
    if (!hasC1Control(text, session)) return found
    const controls = Array.from(text.matchAll(CONTROL), ({ 0: control, index }): Change => {
      const after = decodeSingleByte(Uint8Array.of(control.charCodeAt(0)), 'macintosh')
      return { from: index, to: index + 1, after }
    })
    return controls.length === 0 ? found : { ...found, changes: inOrder([...found.changes, ...controls]) }
  },
}
