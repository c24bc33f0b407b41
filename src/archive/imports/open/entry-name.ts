/**
 * Names of files as other machines wrote them: entries in zip files, and files on a disk that was filled before UTF-8.
 *
 * The zip format has a flag for UTF-8 and means code page 437 without it, but many programs wrote UTF-8 or the code page
 * of their country without a word. So: valid UTF-8 is UTF-8, the rest is code page 437's neighbour Windows-1252, which
 * is right more often for names made after 1995. A name is only shown, never used as a path.
 */
import type { Entry } from 'yauzl'

export function decodeEntryName(entry: Entry): string {
  return decodeName(entry.fileNameRaw).replaceAll('\\', '/')
}

export function decodeName(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    // Not UTF-8: written before it was usual.
    return new TextDecoder('windows-1252').decode(raw)
  }
}

/** Whether a name stays inside its container: no `..`, no root, no drive, no control characters. */
export function isSafeName(name: string): boolean {
  if (name === '' || name.startsWith('/') || /^[a-z]:/i.test(name)) return false
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(name)) return false
  return !name.split('/').includes('..')
}
