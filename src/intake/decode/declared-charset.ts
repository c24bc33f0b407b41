/** `<meta charset=…>` and its older forms, in the first bytes of a page (HTML standard, 13.2.3.2). */
import { latin1 } from '../../kernel/latin1.ts'

export function declaredCharset(bytes: Uint8Array): { declared?: string } {
  const head = latin1(bytes, 2048)
  const declared = /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1]
  return declared === undefined ? {} : { declared }
}
