/** Opens RTF: the story, and what the information group at its head says. */
import type { WordDocument } from '../word-document.ts'
import { readRtf as read } from './read-rtf.ts'

export function readRtf(bytes: Uint8Array): WordDocument {
  const { html, title, author, created, revised, isCut, leftOut } = read(bytes)
  return {
    html,
    properties: { title, author, language: '', created, modified: revised },
    leftOut,
    isDamaged: isCut,
  }
}
