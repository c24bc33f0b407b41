import { findMisread } from './misread-utf8.ts'
import { AS_MACROMAN, READINGS } from './readings.ts'
import type { Rule } from './rule.ts'

export const repairUtf8AsMacroman: Rule = {
  code: 'utf8-as-macroman',
  find: (text, session) => ({ changes: findMisread(text, AS_MACROMAN, READINGS, session), doubts: [] }),
}
