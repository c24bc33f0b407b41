/**
 * The formats that are opened into HTML, one line each, and what reads them. Readers are loaded when the first file of
 * their format comes, since some bring a library along.
 */
import type { OpenedFormat, Opener, RefusedFormat, SourcePlace } from './opened-format.ts'

const OPENERS: Readonly<Record<string, () => Promise<Opener>>> = {
  epub: async () => (await import('./epub/index.ts')).openEpub,
  docx: async () => (await import('./docx/index.ts')).openDocx,
  odt: async () => (await import('./odt/index.ts')).openOdt,
  fodt: async () => (await import('./odt/index.ts')).openFlatOdt,
  rtf: async () => (await import('./rtf/index.ts')).openRtf,
  zip: async () => (await import('./zip/refuse-zip.ts')).refuseZip,
  doc: async () => (await import('./doc/index.ts')).openDoc,
  'journal-entry': async () => (await import('./journal/index.ts')).openJournal,
  'open-doors-story': async () => (await import('./open-doors/index.ts')).openStory,
  'journal-comment': async () => (await import('./journal/index.ts')).openJournal,
}

/** Null for a format that is not opened here. */
export async function openFormat(
  format: string,
  bytes: Uint8Array,
  place: SourcePlace = { path: '', within: [] },
): Promise<OpenedFormat | RefusedFormat | null> {
  const load = Object.hasOwn(OPENERS, format) ? OPENERS[format] : undefined
  if (load === undefined) return null
  const open = await load()
  return open(bytes, place)
}
