/** Opens RTF: the story, and what the information group at its head says. */
import type { RefusalFact } from '../../reading.ts'
import type { OpenedFormat } from '../opened-format.ts'
import { openedWord } from '../word-document.ts'
import { readRtf } from './read-rtf.ts'

export function openRtf(bytes: Uint8Array): OpenedFormat | RefusalFact {
  const { html, title, author, created, revised, isCut, leftOut } = readRtf(bytes)
  const properties = { title, author, language: '', created, modified: revised }
  return openedWord('rtf', { html, properties, leftOut, isDamaged: isCut })
}
