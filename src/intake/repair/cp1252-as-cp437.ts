/**
 * Undoes Windows-1252 that was read as DOS code page 437, as bulletin boards and DOS editors did.
 *
 *     in     ôI donÆt know,ö she said ù again.
 *     out    “I don’t know,” she said — again.
 *
 * Code page 850 has the same marks, and other letters. How it is decided is in `misread-marks.ts`; what it gets wrong
 * is under `known` in the cases.
 */
import { findMisreadMarks, type MisreadMarks } from './misread-marks.ts'
import type { Rule } from './rule.ts'

const MARKS: MisreadMarks = {
  code: 'cp1252-as-cp437',
  story: 'Windows-1252 read as a DOS code page',
  apostrophe: 'Æ',
  openingSingle: 'æ',
  openingDouble: 'ô',
  closingDouble: 'ö',
  enDash: 'û',
  emDash: 'ù',
  ellipsis: 'à',
  letters: new Map([
    ['Θ', 'é'],
    ['Φ', 'è'],
    ['α', 'à'],
    ['τ', 'ç'],
    ['Ω', 'ê'],
    ['∩', 'ï'],
    ['ⁿ', 'ü'],
    // The same in code page 850.
    ['Ú', 'é'],
    ['Þ', 'è'],
    ['Û', 'ê'],
    ['³', 'ü'],
  ]),
  isDecisive: false,
}

export const repairCp1252AsCp437: Rule = {
  code: 'cp1252-as-cp437',
  find: (text, session) => findMisreadMarks(text, MARKS, session),
}
