/**
 * Undoes Windows-1252 that was kept as C1 controls: a program took it for Latin-1, which has no quotes there.
 *
 *     in     don<U+0092>t
 *     out    don’t
 *
 * No text uses these controls, and every program that shows a page reads them so. The five that Windows-1252 leaves
 * undefined stay.
 */
import { decodeSingleByte } from '../decode/index.ts'
import { type Change, NOTHING, type Rule } from './rule.ts'

const CONTROL = /[\u0080-\u009f]/g

export const repairC1Controls: Rule = {
  code: 'c1-control',
  find: (text) => {
    const changes: Change[] = []
    for (const { 0: control, index } of text.matchAll(CONTROL)) {
      const after = decodeSingleByte(Uint8Array.of(control.charCodeAt(0)), 'windows-1252')
      if (after !== control) changes.push({ from: index, to: index + 1, after })
    }
    return changes.length === 0 ? NOTHING : { changes, doubts: [] }
  },
}
