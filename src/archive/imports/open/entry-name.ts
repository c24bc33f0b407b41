/**
 * Names of files as other machines wrote them: entries in zip files, and files on a disk that was filled before UTF-8.
 *
 * Valid UTF-8 is UTF-8, with or without a flag that says so. The rest is what its makers used: zip files mean code page
 * 437 when they say nothing (APPNOTE.TXT, appendix D), as DOS and Windows did; disks of the time had Windows-1252. A
 * name is only shown, never used as a path.
 */
import type { Entry } from 'yauzl'
import { decodeSingleByte } from '../../../intake/decode/index.ts'

export function decodeEntryName(entry: Pick<Entry, 'fileNameRaw'>): string {
  return decodeAs('cp437', entry.fileNameRaw).replaceAll('\\', '/')
}

export function decodeName(raw: Uint8Array): string {
  return decodeAs('windows-1252', raw)
}

function decodeAs(older: string, raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    // Not UTF-8: written before it was usual.
    return decodeSingleByte(raw, older)
  }
}

/** Whether a name stays inside its container: no `..`, no root, no drive, no control characters. */
export function isSafeName(name: string): boolean {
  if (name === '' || name.startsWith('/') || /^[a-z]:/i.test(name)) return false
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(name)) return false
  return !name.split('/').includes('..')
}
