import { findMisread } from './misread-utf8.ts'
import { AS_CP437, READINGS } from './readings.ts'
import type { Rule } from './rule.ts'

export const repairUtf8AsCp437: Rule = {
  code: 'utf8-as-cp437',
  find: (text, session) => ({ changes: findMisread(text, AS_CP437, READINGS, session), doubts: [] }),
}
