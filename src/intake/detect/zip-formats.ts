/** Tells the book formats that are zip files from an ordinary zip file, by the names of their entries. */
import { latin1 } from '../../kernel/latin1.ts'

/** Bytes at either end that are searched for names of entries. */
const REACH = 1 << 16

/** The format, undefined for an ordinary zip file. */
export function formatOfZip(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes.subarray(0, REACH))
  // The entry `mimetype` comes first and is not compressed, so its content follows its name.
  const mimetype = head.startsWith('mimetype', 30) ? head.slice(38, 160) : ''
  const found = MIMETYPES.find(([, type]) => mimetype.includes(type))
  if (found !== undefined) return found[0]
  const tail = latin1(bytes.subarray(Math.max(0, bytes.length - REACH)))
  const names = head + tail
  const named = ENTRIES.find(([, name]) => names.includes(name))
  if (named !== undefined || tail.includes(END)) return named?.[0]
  // It is cut off, and the directory with it: the names stand only where the entries are.
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return ENTRIES.find(([, name]) => isEntryOf(file, name))?.[0]
}

/** The end of the directory. */
const END = 'PK\u0005\u0006'
const ENTRY = 'PK\u0003\u0004'

function isEntryOf(file: Buffer, name: string): boolean {
  for (let at = file.indexOf(name); at !== -1; at = file.indexOf(name, at + 1))
    if (at >= 30 && file.toString('latin1', at - 30, at - 26) === ENTRY) return true
  return false
}

const MIMETYPES = [
  ['epub', 'application/epub+zip'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['sxw', 'application/vnd.sun.xml.writer'],
  ['opendocument', 'application/vnd.oasis'],
] as const

const ENTRIES = [
  ['epub', 'META-INF/container.xml'],
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['pptx', 'ppt/presentation.xml'],
  ['pages', 'Index/Document.iwa'],
  ['program', 'META-INF/MANIFEST.MF'],
  ['odt', 'content.xml'],
] as const
