/**
 * Undoes Windows-1252 that was read as KOI8-R, as Russian mail gateways did with English stories.
 *
 *     in     ⌠I don▓t know,■ she said ≈ again┘
 *     out    “I don’t know,” she said — again…
 *
 * The marks become pieces of drawings, which stand in no word, so any contraction is certain. How the rest is decided
 * is in `misread-marks.ts`; what it gets wrong is under `known` in the cases.
 */
import { findMisreadMarks, type MisreadMarks } from './misread-marks.ts'
import { NOTHING, type Rule, unitsBeyondAscii } from './rule.ts'

const MARKS: MisreadMarks = {
  code: 'cp1252-as-koi8-r',
  story: 'Windows-1252 read as KOI8-R',
  apostrophe: '▓',
  openingSingle: '▒',
  openingDouble: '⌠',
  closingDouble: '■',
  enDash: '√',
  emDash: '≈',
  ellipsis: '┘',
  letters: new Map([
    ['И', 'é'],
    ['Х', 'è'],
    ['Ю', 'à'],
    ['Г', 'ç'],
    ['Й', 'ê'],
    ['О', 'ï'],
    ['Я', 'ñ'],
    ['Э', 'ü'],
  ]),
  isDecisive: true,
}

const DRAWN = Array.from('▓▒⌠■√≈┘', (mark) => mark.charCodeAt(0))

export const repairCp1252AsKoi8R: Rule = {
  code: 'cp1252-as-koi8-r',
  find: (text, session) => {
    const units = unitsBeyondAscii(text, session)
    // The letters alone are Russian.
    return DRAWN.some((unit) => units.has(unit)) ? findMisreadMarks(text, MARKS, session) : NOTHING
  },
}
