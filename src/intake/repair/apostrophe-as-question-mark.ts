/**
 * Puts back the apostrophe of contractions where a program left a question mark for what it could not write.
 *
 *     in     I didn?t know. ?Yes,? she said.
 *     out    I didn’t know. ?Yes,? she said.      and the doubt that ? … ? are quotes
 *
 * Inside a word of the closed list of contractions no question ends. Everywhere else a question mark may be one, so
 * quotes and dashes are doubts, in English lines only. Addresses (`page?s=1`) are left.
 */
import { findLostMarks } from './lost-marks.ts'
import { NOTHING, type Rule } from './rule.ts'

export const repairApostropheAsQuestionMark: Rule = {
  code: 'apostrophe-as-question-mark',
  find: (text) => (text.includes('?') ? findLostMarks(text, '?') : NOTHING),
}
