import { findMisread } from './misread-utf8.ts'
import { AS_LATIN1, READINGS } from './readings.ts'
import type { Rule } from './rule.ts'

export const repairUtf8AsLatin1: Rule = {
  code: 'utf8-as-latin1',
  find: (text, session) => ({ changes: findMisread(text, AS_LATIN1, READINGS, session), doubts: [] }),
}
