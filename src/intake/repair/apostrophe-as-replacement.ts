/**
 * Puts back the apostrophe of contractions where a program left U+FFFD, the sign for what it could not read.
 *
 *     in     I didn�t know. �Yes,� she said.
 *     out    I didn’t know. �Yes,� she said.      and the doubt that � … � are quotes
 *
 * The byte is gone, so only a word of the closed list of contractions tells what it was; one to three signs stand for
 * one mark, as many as it had bytes. Quotes and dashes are likely by where they stand, and are doubts.
 */
import { findLostMarks } from './lost-marks.ts'
import { NOTHING, type Rule, unitsBeyondAscii } from './rule.ts'

export const repairApostropheAsReplacement: Rule = {
  code: 'apostrophe-as-replacement',
  find: (text, session) => (unitsBeyondAscii(text, session).has(0xfffd) ? findLostMarks(text, '\ufffd') : NOTHING),
}
