import { findMisread } from './misread-utf8.ts'
import { AS_CP1251, READINGS } from './readings.ts'
import type { Rule } from './rule.ts'

export const repairUtf8AsCp1251: Rule = {
  code: 'utf8-as-cp1251',
  find: (text, session) => ({ changes: findMisread(text, AS_CP1251, READINGS, session), doubts: [] }),
}
