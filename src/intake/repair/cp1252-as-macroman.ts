/**
 * Undoes Windows-1252 that was read as Mac Roman, the commonest damage of stories that went over a Macintosh.
 *
 *     in     ìSheís late,î he said ó againÖ
 *     out    “She’s late,” he said — again…
 *
 * No general tool repairs this, since every one of these letters is a letter of some language. How it is decided is in
 * `misread-marks.ts`; what it gets wrong is under `known` in the cases.
 */
import { findMisreadMarks, type MisreadMarks } from './misread-marks.ts'
import type { Rule } from './rule.ts'

const MARKS: MisreadMarks = {
  code: 'cp1252-as-macroman',
  story: 'Windows-1252 read as Mac Roman',
  apostrophe: 'í',
  openingSingle: 'ë',
  openingDouble: 'ì',
  closingDouble: 'î',
  enDash: 'ñ',
  emDash: 'ó',
  ellipsis: 'Ö',
  letters: new Map([
    ['È', 'é'],
    ['Ë', 'è'],
    ['Í', 'ê'],
    ['Á', 'ç'],
    ['‡', 'à'],
    ['Ô', 'ï'],
  ]),
  isDecisive: false,
}

export const repairCp1252AsMacroman: Rule = {
  code: 'cp1252-as-macroman',
  find: (text, session) => findMisreadMarks(text, MARKS, session),
}
