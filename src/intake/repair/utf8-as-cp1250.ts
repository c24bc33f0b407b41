import { findMisread } from './misread-utf8.ts'
import { AS_CP1250, READINGS } from './readings.ts'
import type { Rule } from './rule.ts'

export const repairUtf8AsCp1250: Rule = {
  code: 'utf8-as-cp1250',
  find: (text, session) => ({ changes: findMisread(text, AS_CP1250, READINGS, session), doubts: [] }),
}
