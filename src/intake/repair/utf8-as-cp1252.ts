import { findMisread } from './misread-utf8.ts'
import { AS_CP1252, READINGS } from './readings.ts'
import type { Rule } from './rule.ts'

export const repairUtf8AsCp1252: Rule = {
  code: 'utf8-as-cp1252',
  find: (text, session) => ({ changes: findMisread(text, AS_CP1252, READINGS, session), doubts: [] }),
}
