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
import { type Change, hasC1Control, NOTHING, type Rule } from './rule.ts'

const CONTROL = /[\u0080-\u009f]/g
/** What each control stands for; itself where Windows-1252 has nothing. */
const MEANT = decodeSingleByte(
  Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i),
  'windows-1252',
)

export const repairC1Controls: Rule = {
  code: 'c1-control',
  find: (text, session) => {
    if (!hasC1Control(text, session)) return NOTHING
    const changes: Change[] = []
    for (const { 0: control, index } of text.matchAll(CONTROL)) {
      const after = MEANT.charAt(control.charCodeAt(0) - 0x80)
      if (after !== control) changes.push({ from: index, to: index + 1, after })
    }
    return changes.length === 0 ? NOTHING : { changes, doubts: [] }
  },
}
